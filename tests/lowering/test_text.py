"""White space and control characters; every character's place."""

from hypothesis import given
from hypothesis import strategies as st

from exporter.lowering.text import fold, offsets_of
from exporter.model.nodes import Emphasis, Inline, LineBreak, Text
from exporter.model.position import Places
from exporter.model.walk import walk
from tests.lowering.outline import line
from tests.lowering.trees import codes, el, lowered, text


def model_text(value: str, start: int = 0) -> Text:
    """A text of the model that stands in a file from ``start`` on."""
    places = Places.of("page.md", " " * 200)
    return Text(text=value, pos=places.pos(start, start + len(value)))


def folded(*inlines: Inline) -> str:
    """The words of inlines after folding."""
    return line(fold(inlines, Places.of("page.md", " " * 200)))


def test_runs_of_white_space_become_one_blank() -> None:
    """CSS Text: blanks, tabs and line ends fold to one blank, none stays at the ends."""
    assert folded(model_text("  a \t\n b\n")) == "a b"


def test_white_space_folds_across_elements() -> None:
    """A blank before an element and one at its start are one blank, at its first place."""
    inside = Emphasis(children=(model_text(" b "),))
    assert folded(model_text("a "), inside, model_text(" c")) == "a *b *c"


def test_no_blank_stands_beside_a_line_break() -> None:
    """A line ends and starts without blanks, and a break at the end of a block shows nothing."""
    assert folded(model_text("a  "), LineBreak(), model_text("\n b "), LineBreak()) == "a⏎b"


def test_a_no_break_space_is_no_white_space() -> None:
    """U+00A0 stays as it is."""
    assert folded(model_text(" a\u00a0\u00a0b ")) == "a\u00a0\u00a0b"


def test_empty_elements_vanish() -> None:
    """An element that holds only folded white space leaves nothing behind."""
    assert fold([model_text("a "), Emphasis(children=(model_text("  "),))], Places.of("p", "")) == (Text(text="a"),)


@given(st.text(alphabet=" \n\tab\u00a0é", max_size=30))
def test_each_character_keeps_its_place(value: str) -> None:
    """Whatever is folded, each character left stands in the source where its offset says."""
    source = "xx" + value
    for node in fold([model_text(value, 2)], Places.of("page.md", source)):
        assert isinstance(node, Text)
        offsets = offsets_of(node)
        assert offsets is not None and len(offsets) == len(node.text) + 1
        for char, offset in zip(node.text, offsets, strict=False):
            assert source[offset] == char or (char == " " and source[offset] in "\n\t")
        assert offsets[-1] == offsets[-2] + 1


def test_control_characters_leave_with_a_finding() -> None:
    """A control character is cut out, told with its number and place, and the places of the rest stay."""
    page, found = lowered(el("p", text("a\x07b", 10)), source=" " * 10 + "a\x07b")
    texts = [n for n in walk(page.body) if isinstance(n, Text)]
    assert [t.text for t in texts] == ["ab"]
    assert offsets_of(texts[0]) == (10, 12, 13)
    assert codes(found) == ["control-character"]
    place = next(iter(found)).pos
    assert place is not None and place.start.column == 12
