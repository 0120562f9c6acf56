"""Redlines: both texts are in them, what moved is moved, and read back they change the old page into the new one."""

import zipfile
from io import BytesIO
from random import Random

import pytest

from exporter.backends.html import BACKEND as HTML
from exporter.model.document import Document
from exporter.model.nodes import Paragraph, QuestionAnswer, Revision
from exporter.model.walk import walk
from exporter.theme.files import Theme
from exporter.transforms.paragraph_marks import with_visible_paragraph_marks
from exporter.transforms.redline import redline
from tests.review.docxfile import read_page
from tests.review.redline_loop import AUTHOR, DATE, PAGE, PATH, document, loop, mutated, redline_bytes
from tests.review.sample import PAGE as SMALL


def _redlined(old: str, new: str):  # type: ignore[no-untyped-def]
    before, after = (document(read_page(PATH, text)[0]) for text in (old, new))
    return redline(before, after, author=AUTHOR, date=DATE)


def test_equal_pages_have_no_marks() -> None:
    """Two equal pages give the page itself, without a mark."""
    made = _redlined(SMALL, SMALL)
    assert not [n for n in walk(made.body) if isinstance(n, Revision) or getattr(n, "change", None)]


def test_words_and_author() -> None:
    """A changed word is a deletion and an insertion, by the author and date given."""
    made = _redlined(SMALL, SMALL.replace("every day", "each day"))
    marks = [n for n in walk(made.body) if isinstance(n, Revision)]
    assert [(m.change, m.author, m.date) for m in marks] == [("deleted", AUTHOR, DATE), ("inserted", AUTHOR, DATE)]


def test_split_and_joined_paragraphs() -> None:
    """A split paragraph comes as an end, two joined ones as an end that goes; their words are not marked."""
    split = SMALL.replace("too. Ask first.", "too.\n\n      Ask first and last, and ask again.")
    split_base = SMALL.replace("too. Ask first.", "too. Ask first and last, and ask again.")
    ends = [n.end.change for n in walk(_redlined(split_base, split).body) if isinstance(n, Paragraph) and n.end]
    assert ends == ["inserted"]
    ends = [n.end.change for n in walk(_redlined(split, split_base).body) if isinstance(n, Paragraph) and n.end]
    assert ends == ["deleted"]


def test_moved_question() -> None:
    """A question in another place is one move with two ends, also in Word's terms."""
    start, end = SMALL.index('  - q: "How'), SMALL.index("  - q: 'Who")
    last = SMALL.index("---\n::\n")
    moved = SMALL[:start] + SMALL[end:last] + SMALL[start:end] + SMALL[last:]
    ends = [n.change for n in walk(_redlined(SMALL, moved).body) if isinstance(n, QuestionAnswer) and n.change]
    assert sorted((c.change, c.move) for c in ends) == [("deleted", "1"), ("inserted", "1")]
    xml = zipfile.ZipFile(BytesIO(redline_bytes(SMALL, moved))).read("word/document.xml").decode()
    assert "w:moveFrom " in xml
    assert "w:moveTo " in xml
    assert loop(SMALL, moved).same_bytes


CASES = {
    "word": ("every day", "each day"),
    "bold": ("every day", "**every day**"),
    "no longer bold": ("**invented**", "invented"),
    "code": ("low.", "`low`."),
    "link target": ("https://example.org/guide/)", "https://example.org/manual/)"),
    "link removed": ('[the long guide](https://example.org/guide/){target="_blank"}', "the long guide"),
    "question": ("What is a widgit?", "What is a widget really?"),
    "heading": ("# All about widgets", "# Nearly all about widgets"),
    "cell": ("Ten ", "Eleven "),
    "item": ("* Bend the metal", "* Bend the cold metal"),
    "item gone": ("      * Bend the metal\n", ""),
    "item new": ("      * Bend", "      * Heat the metal\n      * Bend"),
    "paragraph gone": ("      Many shops sell them every day.\n\n", ""),
    "paragraph new": ("      Some shops", "      A paragraph that nobody wrote before.\n\n      Some shops"),
    "signs": ("every day", "every `a*b` \\* day \\[x\\] &amp; 5 < 6"),
}


@pytest.mark.parametrize("name", CASES)
def test_loop(name: str) -> None:
    """Both texts are in the redline; read back it makes the old page show what the new one shows."""
    old, new = CASES[name]
    result = loop(SMALL, SMALL.replace(old, new, 1))
    assert result.texts == "equal"
    assert result.same_look, (result.statuses, result.written)


@pytest.mark.parametrize("seed", range(4))
def test_random_loop(seed: int) -> None:
    """Random changes of the FAQ page come back."""
    result = loop(PAGE, mutated(PAGE, Random(seed)))
    assert (result.texts, result.same_look) == ("equal", True)


def test_ends_are_seen_where_they_cannot_be_tracked() -> None:
    """Outside of Word a pilcrow, put in or taken out, stands for a paragraph's end; answers are open, changes seen."""
    split = SMALL.replace("too. Ask first.", "too.\n\n      Ask first and last, and ask again.")
    whole = SMALL.replace("too. Ask first.", "too. Ask first and last, and ask again.")
    for old, new, tag in ((whole, split, "ins"), (split, whole, "del")):
        shown = _page(with_visible_paragraph_marks(_redlined(old, new)))
        assert f'<{tag} class="change" datetime="{DATE}">¶</{tag}>' in shown
        assert "<details open>" in shown
    plain = _page(with_visible_paragraph_marks(document(read_page(PATH, split)[0])))
    assert "¶" not in plain
    assert "<details>" in plain


def test_what_moved_has_one_anchor() -> None:
    """Outside of Word the place that a question left has another anchor than the one that it went to."""
    start, end, last = SMALL.index('  - q: "How'), SMALL.index("  - q: 'Who"), SMALL.index("---\n::\n")
    moved = SMALL[:start] + SMALL[end:last] + SMALL[start:end] + SMALL[last:]
    found = [
        n for n in walk(with_visible_paragraph_marks(_redlined(SMALL, moved)).body) if isinstance(n, QuestionAnswer)
    ]
    anchors = {n.anchor: n.change.change for n in found if n.change}
    assert anchors == {"how-are-widgets-made-before": "deleted", "how-are-widgets-made": "inserted"}
    assert len({n.anchor for n in found}) == len(found)


def _page(made: Document) -> str:
    data = HTML.render(made, HTML.options(), Theme()).data
    assert data is not None
    return data.decode()
