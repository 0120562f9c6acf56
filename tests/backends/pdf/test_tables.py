"""Tables on paper: no word outside its cell, rows that break, labels that come again, landscape pages."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader

from exporter.backends.pdf import PdfOptions
from exporter.backends.pdf.relayout import boxes
from exporter.backends.pdf.rendering import Rendering
from exporter.backends.word_breaks import word_pieces
from exporter.model.document import Document
from exporter.model.nodes import Block, Cell, Code, Columns, Container, Heading, LineBreak, Paragraph, Row, Table, Text
from exporter.theme.files import Theme
from tests.backends.documents import bullets, paragraph, text
from tests.backends.pdf.conftest import render
from tests.backends.pdf.marks import untrue
from tests.backends.pdf.tagtree import TagTree

LONG = ("urn:example:device:3303:1.1", "getDeviceConfigurationParameter", "application/vnd.example+json", "x" * 70)
Layouts = list[Any]


def row(*words: str, head: bool = False, rows: int = 1) -> Row:
    """A row of cells with these words; the first spans ``rows``."""
    scope = "col" if head else None
    cells = (Cell(children=(paragraph(word),), scope=scope, rowspan=1 if at else rows) for at, word in enumerate(words))
    return Row(cells=tuple(cells))


def table(*words: str) -> Table:
    """A table with a head of plain names."""
    return Table(head=(row(*(f"Parameter {at}" for at in range(len(words))), head=True),), body=(row(*words),))


def code() -> Table:
    """A table with code in its cells."""
    cells = tuple(Cell(children=(Paragraph(children=(Code(text=word),)),)) for word in LONG)
    return Table(head=(), body=(Row(cells=cells),))


def outside(layout: Any) -> Iterator[str]:
    """Yield the words that reach out of the text area of their page or out of their cell."""
    for page in layout.pages:
        area = page._page_box
        for cell in (box for box in boxes(area) if type(box).__name__ == "TableCellBox"):
            right = min(cell.position_x + cell.border_width(), area.content_box_x() + area.width) + 0.5
            for word in boxes(cell):
                if type(word).__name__ == "TextBox" and word.position_x + word.width > right:
                    yield word.text


@pytest.mark.parametrize("size", ["A4", "A5"])
@pytest.mark.parametrize("theme", ["specworks", "plain"])
def test_no_word_leaves_its_cell(layouts: Layouts, size: str, theme: str) -> None:
    """Long words, many columns, tables in cells, columns, cards and lists: all stay on the sheet."""
    nested = Table(head=(), body=(Row(cells=(Cell(children=(paragraph("label"),)), Cell(children=(table(*LONG),)))),))
    places: tuple[Block, ...] = (
        table(*LONG, *LONG),
        code(),
        table(*(f"value {at}" for at in range(60))),
        nested,
        Columns(widths=(1, 2), columns=((table(*LONG),), (nested,))),
        Container(role="card-group", children=(Container(role="card", children=(table(*LONG),)),)),
        Container(role="alert-note", children=(table(*LONG),)),
    )
    Rendering(Document(title="T", body=places, page_size=size), PdfOptions(), Theme(theme)).run()
    assert [word for layout in layouts for word in outside(layout)] == []


def test_long_words_of_a_language_have_hyphens(layouts: Layouts) -> None:
    """A word longer than its line is divided as its language does, in heads too; an identifier has no hyphen."""
    words = ("Donaudampfschifffahrtsgesellschaft", "internationalization_of_identifiers_in_names", "a " * 90, "b " * 90)
    whole = Table(head=(row(*words, head=True),), body=(row(*words),))
    Rendering(Document(title="T", body=(whole,), language="de", page_size="A5"), PdfOptions(), Theme()).run()
    cells = [box for page in layouts[-1].pages for box in boxes(page._page_box) if type(box).__name__ == "TableCellBox"]
    lines = [[one.text for one in boxes(cell) if type(one).__name__ == "TextBox"] for cell in cells]
    for at in (0, 4):
        assert len(lines[at]) > 1
        assert all(line.endswith("‐") for line in lines[at][:-1])
        assert not any("‐" in line for line in lines[at + 1])


def test_break_points_are_no_letters() -> None:
    """The text of the file has the words alone, and no hyphen is added."""
    rendered = render(Document(title="T", body=(table(*LONG),), language="en"))
    assert rendered.data
    extracted = "".join(PdfReader(io.BytesIO(rendered.data)).pages[0].extract_text().split())
    assert all(word in extracted for word in LONG)
    assert "PDF/UA-1" in rendered.standards


def test_a_row_higher_than_a_page_starts_where_it_stands(layouts: Layouts) -> None:
    """It drags no row along, and the head comes again on each of its pages."""
    lines = [node for at in range(90) for node in (Text(text=f"item {at}"), LineBreak())]
    high = Row(cells=(Cell(children=(paragraph("1.0"),)), Cell(children=(Paragraph(children=tuple(lines)),))))
    whole = Table(head=(row("Issue", "Change", head=True),), body=(row("0.1", "short"), high))
    Rendering(Document(title="T", body=(paragraph("before"), whole)), PdfOptions(), Theme()).run()
    pages = [
        [box.text for box in boxes(page._page_box) if type(box).__name__ == "TextBox"] for page in layouts[-1].pages
    ]
    assert {"short", "item 0", "item 20"} <= set(pages[0])
    assert len(pages) > 1
    assert all("Change" in page for page in pages)


@pytest.mark.parametrize("lines", [0, 100])
def test_the_label_of_a_row_span_comes_on_each_page(lines: int) -> None:
    """The copies are artifacts: for a screen reader the label stands once, over all of its rows, high ones too."""
    high = Paragraph(children=tuple(part for at in range(lines) for part in (*text(f"line {at}"), LineBreak())))
    tall = (Row(cells=(Cell(children=(high,)),)),) if lines else ()
    rows = (row("Label of all", "item", rows=80), *(row(f"item {at}") for at in range(79 - len(tall))), *tall)
    rendered = render(Document(title="T", body=(Table(head=(row("Group", "Item", head=True),), body=rows),)))
    assert rendered.data
    pages = PdfReader(io.BytesIO(rendered.data)).pages
    assert len(pages) > 1
    assert all("Label of all" in page.extract_text() for page in pages)
    assert len(TagTree.of(rendered.data).all("TD")) == 81


@pytest.mark.parametrize("options", [{}, {"standard": ("a-4", "ua-2")}], ids=["PDF/UA-1", "PDF/UA-2"])
def test_a_cell_that_begins_behind_a_break_is_one_cell(options: dict[str, object]) -> None:
    """Nothing of it fits on the page where its row begins; the tag tree has it once, and the mark is true."""
    filler = Paragraph(children=tuple(part for at in range(38) for part in (*text(f"line {at}"), LineBreak())))
    items = Cell(children=tuple(paragraph(f"item {at}") for at in range(70)))
    title = Heading(level=2, children=text("A heading of two lines in a narrow column " * 2), anchor="a")
    high = Row(cells=(items, Cell(children=(title, paragraph("words")))))
    rendered = render(Document(title="T", body=(filler, Table(head=(), body=(high, row("a", "b"))))), **options)
    assert rendered.data
    first = PdfReader(io.BytesIO(rendered.data)).pages[0].extract_text()
    assert "item 0" in first
    assert "A heading" not in first
    assert [cell.words[:6].strip() for cell in TagTree.of(rendered.data).all("TD")] == ["item 0", "A head", "a", "b"]
    assert rendered.unmet == ()
    assert untrue(rendered) == []


def test_a_wide_table_has_a_landscape_page() -> None:
    """Its heading and introduction come with it; the words behind it stand upright again."""
    many = table(*("value 1 Mbit" for _ in range(13)))
    heading = Heading(level=2, children=text("Wide"), anchor="wide")
    body = (paragraph("before"), heading, paragraph("The table:"), many, paragraph("after"), bullets("end"))
    rendered = render(Document(title="T", body=body))
    assert rendered.data
    pages = PdfReader(io.BytesIO(rendered.data)).pages
    assert [page.mediabox.width > page.mediabox.height for page in pages] == [False, True, False]
    words = [page.extract_text() for page in pages]
    assert "before" in words[0]
    assert {"Wide", "The table:"} <= set(words[1].split("\n"))
    assert "after" in words[2]


def test_identifiers_break_at_their_marks() -> None:
    """A narrow cell ends its lines behind marks and before inner capitals, not at any letter."""
    words = (
        *LONG[:3],
        "EX-TS-LightweightM2M_Core-V1_2",
        "InteroperabilityTestSpecification",
        "LightweightMachineClient",
    )
    rendered = render(Document(title="T", body=(table(*words),)))
    assert rendered.data is not None
    shown = PdfReader(io.BytesIO(rendered.data)).pages[0].extract_text()
    assert [piece for word in words for piece in word_pieces(word) if piece not in shown] == []
