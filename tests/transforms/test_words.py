"""Anchors, contents, footnotes and labels."""

import pytest

from exporter.diagnostics import Diagnostics
from exporter.model.anchors import marks
from exporter.model.document import Document
from exporter.model.nodes import FootnoteReference, Heading, QuestionAnswer, Span, Text
from exporter.model.walk import plain_text, walk
from exporter.theme.files import Theme
from exporter.transforms import apply
from exporter.transforms.labels import labels
from exporter.transforms.revisions import Authorship, revised
from exporter.transforms.unique_anchors import with_unique_anchors
from tests.plan.pages import footnote, heading, link, note, para, question


def test_headings_keep_their_anchors_before_questions_do() -> None:
    """A deep link of the site leads to its heading even where a question of the same name comes first."""
    (blocks,), renamed = with_unique_anchors(
        [(question("faq"), heading("FAQ"), heading("FAQ"), question("faq", heading("FAQ", 3)))]
    )
    found = [n.anchor for n in walk(blocks) if isinstance(n, Heading | QuestionAnswer)]
    assert found == ["faq-3", "faq", "faq-1", "faq-4", "faq-2"]
    assert renamed == {(0, "faq"): "faq"}


def test_anchors_that_are_taken_are_not_given_again() -> None:
    """A number behind the name is tried until one is free."""
    (first, second), _ = with_unique_anchors([(heading("a"), heading("a 1")), (heading("a"),)])
    assert [b.anchor for b in (*first, *second) if isinstance(b, Heading)] == ["a", "a-1", "a-2"]


def test_contents_list_headings_and_questions_without_links() -> None:
    """A line of the contents is a link itself: links inside it are their words, marks of footnotes go."""
    title = Heading(level=2, children=(link("https://x.org", "One"), note("1")), anchor="one")
    made = apply(Document(title="T", body=(title, question("q")), footnotes=(footnote("1"),)), Diagnostics())
    assert [(e.level, e.anchor, e.question, plain_text(e.children)) for e in made.toc] == [
        (2, "one", False, "One"),
        (3, "q", True, "q"),
    ]
    assert not any(isinstance(n, FootnoteReference) for e in made.toc for n in walk(e.children))


def test_one_entry_is_no_contents() -> None:
    """A single heading makes no contents."""
    assert apply(Document(title="T", body=(heading("a"),)), Diagnostics()).toc == ()


def test_footnotes_are_numbered_by_first_reference() -> None:
    """Footnotes in footnotes follow those of the text; unused ones and marks without a note are removed."""
    notes = (footnote("c"), footnote("b"), footnote("a", para("More", note("c"))), footnote("unused"))
    body = (para("x", note("a"), note("b"), note("a"), note("lost")),)
    made = apply(Document(title="T", body=body, footnotes=notes), Diagnostics())
    assert [(f.number, f.label) for f in made.footnotes] == [(1, "a"), (2, "b"), (3, "c")]
    assert [n.number for n in walk(made.body) if isinstance(n, FootnoteReference)] == [1, 2, 1]
    assert [n.number for n in walk(made.footnotes[0].children) if isinstance(n, FootnoteReference)] == [3]


@pytest.mark.parametrize("region", ["xx-yy", "xx-YY"])
def test_labels_fall_back_from_region_to_language_to_english(region: str) -> None:
    """A theme's table replaces the shipped one; missing words are English."""
    theme = Theme(
        files={
            "templates/labels/xx.toml": b'contents = "Inhoud"\nnote = "Nota"\n',
            f"templates/labels/{region}.toml": b'note = "Nootje"\n',
        }
    )
    diagnostics = Diagnostics()
    words = labels(theme, "xx-YY", diagnostics)
    assert (words["note"], words["contents"], words["tip"]) == ("Nootje", "Inhoud", "Tip")
    assert len(diagnostics) == 0


def test_a_language_without_labels_is_told() -> None:
    """English words are used, and a warning says which file would help."""
    diagnostics = Diagnostics()
    assert labels(Theme(), "tlh", diagnostics)["contents"] == "Contents"
    assert [d.hint for d in diagnostics] == ["add templates/labels/tlh.toml to your theme"]


def test_a_redline_has_each_anchor_of_the_new_text_once() -> None:
    """Words with an id that changed are there twice; their anchor stands once, in front of the line."""

    def line(words: str, anchor: str) -> tuple[Span, Text]:
        return Span(children=(Text(text=words),), anchor=anchor), Text(text=" stay")

    for old, new in ((line("one", "a"), line("two", "a")), (line("one", "a"), line("one", "b"))):
        shown = revised(old, new, Authorship("Rita", "2026-01-02T00:00:00Z"))
        assert [span.anchor for span in marks(shown)] == [span.anchor for span in marks(new)]
    assert revised(line("one", "a"), line("one", "a"), Authorship("Rita", "")) == line("one", "a")
