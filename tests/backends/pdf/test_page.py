"""The page as a reader of a book expects it: its measure, its cover, the mark of a draft, no half-empty pages."""

from dataclasses import replace
from typing import Any

import pytest

from exporter.backends.pdf import PdfOptions, rendering
from exporter.backends.pdf.relayout import boxes
from exporter.backends.pdf.rendering import Rendering
from exporter.model.document import Control, Document, Footnote
from exporter.model.nodes import (
    Block,
    Cell,
    CodeBlock,
    Columns,
    Container,
    Figure,
    FootnoteReference,
    Image,
    Paragraph,
    Row,
    Table,
)
from exporter.theme.files import Theme
from exporter.theme.labels import labels
from tests.backends.documents import assets, bullets, paragraph, png, text
from tests.backends.pdf.conftest import render
from tests.backends.pdf.tagtree import TagTree, squeezed
from tests.backends.pdf.typography import text_of

PT, MM = 4 / 3, 96 / 25.4  # in CSS pixels
MEASURE = 41 * 10.5 * PT
WORDS = "The specifications of a system are read by many people, who want to know what to do. "


def laid_out(document: Document, layouts: list[Any]) -> Any:
    """The layout of a document."""
    Rendering(document, PdfOptions(), Theme()).run()
    return layouts.pop()


def test_blocks_of_code_fill_the_page(layouts: list[Any]) -> None:
    """Short blocks that follow each other begin below the words before them, although not all have room there."""
    blocks = (CodeBlock(text="one()", highlights=(1,)),) * 12
    layout = laid_out(Document(title="T", body=(paragraph(WORDS * 34), *blocks)), layouts)
    assert pages_of("code", layout) == [1, 2]


def test_words_keep_to_the_measure(sample: Document, layouts: list[Any]) -> None:
    """No paragraph, list or quotation is wider than the measure, and contents than 125 mm; a table is."""
    Rendering(sample, PdfOptions(toc="always"), Theme()).run()
    found = [box for page in layouts.pop().pages for box in boxes(page._page_box) if box.element is not None]
    words = [box for box in found if box.element_tag == box.element.tag and box.element.get("class") != "title"]
    wide = {box.element_tag for box in words if box.width > MEASURE + 1}
    assert wide & {"p", "ul", "ol", "li", "blockquote", "h2", "h3", "h4"} == set()
    assert "table" in wide
    assert max(box.width for box in found if box.element.tag == "nav") <= 125 * MM + 1


@pytest.mark.parametrize("role", ["alert-note", "card"])
def test_a_long_box_starts_on_the_page_with_room(role: str, layouts: list[Any]) -> None:
    """It breaks, alone or in a column; a short one goes to the next page whole."""
    start = paragraph(WORDS * 34)
    short, long = (Container(role=role, children=(paragraph("word " * words),)) for words in (150, 400))
    row = Columns(widths=(1, 1), columns=((long,), (short,)))
    shown = [
        pages_of(f"role-{role}", laid_out(Document(title="T", body=(start, block, paragraph(WORDS * 20))), layouts))
        for block in (short, long, row)
    ]
    assert [numbers[:2] for numbers in shown] == [[2], [1, 2], [1, 2]]


def pages_of(name: str, layout: Any) -> list[int]:
    """The numbers of the pages with an element of a class."""
    return [
        number
        for number, page in enumerate(layout.pages, 1)
        if any(
            box.element is not None and name in box.element.get("class", "").split() for box in boxes(page._page_box)
        )
    ]


def test_pictures_are_at_most_105_mm_high(layouts: list[Any]) -> None:
    """A high picture is scaled; one with a width of the page's own is as high as that makes it."""
    high = replace(assets()["face.png"], data=png(400, 1600), width=400, height=1600)
    heights = []
    for width in (None, 180.0):
        image = Image(asset="face.png", alt="A face", width=width)
        document = Document(title="T", body=(Figure(image=image),), assets={"face.png": high})
        found = boxes(laid_out(document, layouts).pages[0]._page_box)
        heights.append(max(box.height for box in found if box.element_tag == "img"))
    assert heights[0] == pytest.approx(105 * MM, abs=1)
    assert heights[1] > 105 * MM + 100


def test_a_cover_names_its_author_and_has_no_page_number(layouts: list[Any]) -> None:
    """The pages behind it are numbered."""
    document = Document(title="T", author="Ada Lovelace", cover=True, body=(paragraph("Words"),))
    cover, page = (text_of(page._page_box) for page in laid_out(document, layouts).pages)
    assert "Ada Lovelace" in cover
    assert ("Page 1" in cover, "Page 2 of 2" in page) == (False, True)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_draft_is_marked_on_each_page(language: str) -> None:
    """The word of its language stands behind the text as an artifact."""
    words = labels(Theme(), language)
    document = Document(title="T", language=language, labels=words, body=(paragraph(WORDS),) * 60)
    draft, final = (
        TagTree.of(render(replace(document, control=Control(status=status))).data or b"") for status in ("draft", "x")
    )
    mark = squeezed(words["draft"].upper())
    assert len(draft.artifacts) > 1
    assert all(mark in squeezed(page) for page in draft.artifacts)
    assert not any(mark in squeezed(page) for page in final.artifacts)


def test_descriptions_are_a_list() -> None:
    """A term is the label of an item, its descriptions the body."""
    items = tuple(
        Container(role="description", title=paragraph(word).children, children=(paragraph(f"{word}s"),))
        for word in "ab"
    )
    tree = TagTree.of(render(Document(title="T", body=(Container(role="descriptions", children=items),))).data or b"")
    kinds = [(tag.kind, tag.words) for tag in tree.all("L", "LI", "Lbl", "LBody")]
    assert kinds == [
        ("L", "aasbbs"),
        *(("LI", "aas"), ("Lbl", "a"), ("LBody", "as")),
        *(("LI", "bbs"), ("Lbl", "b"), ("LBody", "bs")),
    ]


def noted(*blocks: Block, note: Block | None = None) -> Document:
    """A document whose words before ``blocks`` have a note twice."""
    mark = FootnoteReference(label="a", number=1)
    words = Paragraph(children=(*text("First"), mark, *text("and again"), mark))
    notes = (Footnote(label="a", number=1, children=(note or paragraph("The note."),)),)
    return Document(title="T", body=(words, *blocks), footnotes=notes)


def test_notes_stand_at_the_foot_of_their_page(layouts: list[Any]) -> None:
    """The note is on the page of its first mark, though the text goes on, and tagged as a note that leads back."""
    document = noted(*[paragraph(WORDS * 20)] * 3)
    first, *rest = (text_of(page._page_box) for page in laid_out(document, layouts).pages)
    assert rest
    assert ("The note." in first, "The note." in "".join(rest)) == (True, False)


def test_a_note_at_the_foot_is_tagged() -> None:
    """It is a note with its number, a link back and its words."""
    (note,) = TagTree.of(render(noted()).data or b"").all("Note")
    assert squeezed(note.words) == "1Thenote."
    assert [tag.link for tag in note.walk() if tag.kind == "Link"] == ["Back to the text 1"]


def test_numbers_of_many_notes_have_room() -> None:
    """The words of a note stand beside a number of four digits, not on it."""
    mark = FootnoteReference(label="a", number=5000)
    note = Footnote(label="a", number=5000, children=(paragraph("The note."),))
    document = Document(title="T", body=(Paragraph(children=(*text("First"), mark)),), footnotes=(note,))
    assert "pdf-overlap" not in [finding.code for finding in render(document).findings]


@pytest.mark.parametrize("why", ["list", "table", "lost"])
def test_notes_that_cannot_stand_at_the_foot_follow_the_text(
    why: str, layouts: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lists do not fit among words, the engine does not place notes of tables, and no note may be lost."""
    document = noted(note=bullets("The note.") if why == "list" else None)
    if why == "table":
        cell = Cell(children=(document.body[0],))
        document = replace(document, body=(Table(head=(), body=(Row(cells=(cell,)),)),))
    if why == "lost":
        monkeypatch.setattr(rendering, "has_all_notes", lambda _: False)
    layout = laid_out(document, layouts)
    assert [note.get("class") for note in layout._html.etree_element.iter("section")] == ["footnotes"]
    assert "The note." in text_of(layout.pages[0]._page_box)
