"""The page as a reader of a book expects it: its measure, its cover, the mark of a draft, no half-empty pages."""

from dataclasses import replace
from typing import Any

import pytest

from exporter.backends.pdf import PdfOptions
from exporter.backends.pdf.relayout import boxes, page_fill
from exporter.backends.pdf.rendering import Rendering
from exporter.model.document import Control, Document
from exporter.model.nodes import Columns, Container, Figure, Image
from exporter.theme.files import Theme
from exporter.theme.labels import labels
from tests.backends.documents import assets, paragraph, png
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
    start = paragraph(WORDS * 32)
    short, long = (Container(role=role, children=(paragraph(WORDS),) * times) for times in (5, 16))
    row = Columns(widths=(1, 1), columns=((long,), (short,)))
    fills = [
        page_fill(laid_out(Document(title="T", body=(start, block)), layouts).pages[0]) for block in (short, long, row)
    ]
    assert fills[0] < 0.85
    assert min(fills[1:]) > 0.9


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
