"""No question parted from its answer, no heading at the foot of a page, no widow or orphan line."""

from dataclasses import replace
from typing import Any

import pytest

from exporter.backends.pdf import PdfOptions, rendering
from exporter.backends.pdf.relayout import NEARLY_EMPTY, last_page_fill
from exporter.backends.pdf.rendering import Rendering
from exporter.model.document import Document
from exporter.model.nodes import Cell, CodeBlock, Columns, Container, Heading, Link, Paragraph, Row, Table, Text
from exporter.theme.files import Theme
from tests.backends.pdf.typography import faults


def sections(document: Document) -> list[Document]:
    """The document of each section, as the exports of the page have them."""
    starts = [at for at, block in enumerate(document.body) if isinstance(block, Heading)]
    ends = [*starts[1:], len(document.body)]
    return [replace(document, body=document.body[a:b], toc=()) for a, b in zip(starts, ends, strict=True)]


@pytest.mark.parametrize("size", ["A4", "Letter", "A5"])
@pytest.mark.parametrize("theme", ["specworks", "plain"])
def test_pages_of_the_faq(faq: Document, layouts: list[Any], size: str, theme: str) -> None:
    """The whole page and each section, on each paper."""
    for document in (faq, *sections(faq)):
        Rendering(replace(document, page_size=size), PdfOptions(), Theme(theme)).run()
    assert len(layouts) == 5
    assert [fault for layout in layouts for fault in faults(layout)] == []


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_no_last_page_is_nearly_empty(faq: Document, layouts: list[Any], size: str) -> None:
    """A few lines alone on a last page are brought back where that can be."""
    for document in (faq, *sections(faq)):
        Rendering(replace(document, page_size=size), PdfOptions(), Theme()).run()
    assert [
        last_page_fill(layout) for layout in layouts if len(layout.pages) > 1 and last_page_fill(layout) < NEARLY_EMPTY
    ] == []


def test_pages_with_every_node(sample: Document, layouts: list[Any]) -> None:
    """Tables, code, alerts and columns keep their titles too."""
    for size in ("A4", "Letter", "A5"):
        Rendering(replace(sample, page_size=size), PdfOptions(), Theme()).run()
    assert [fault for layout in layouts for fault in faults(layout)] == []


def test_the_first_section_fits_two_letter_pages(faq: Document, layouts: list[Any]) -> None:
    """The questions on the organisation, as their file was made by hand, with less room to spare."""
    Rendering(replace(sections(faq)[0], page_size="Letter"), PdfOptions(), Theme()).run()
    assert len(layouts[0].pages) == 2


def test_contents_where_there_are_more_than_four_pages(faq: Document, layouts: list[Any]) -> None:
    """The whole page has contents, a section of it has none; options say otherwise."""
    for document, options, wanted in (
        (faq, PdfOptions(), True),
        (replace(faq, body=sections(faq)[0].body), PdfOptions(), False),
        (replace(faq, body=sections(faq)[0].body), PdfOptions(toc="always"), True),
        (faq, PdfOptions(toc="never"), False),
    ):
        layouts.clear()
        Rendering(document, options, Theme()).run()
        texts = [element.get("class") for element in layouts[0]._html.etree_element.iter("nav")]
        assert ("contents" in texts) is wanted


def test_long_titles_take_one_line_of_the_head(faq: Document, layouts: list[Any]) -> None:
    """A title and a heading longer than the line are cut in the running head."""
    long = "A title that goes on and on until no line of a page can hold it, and then a little further still"
    body = tuple(replace(b, children=(Text(text=long),)) if isinstance(b, Heading) else b for b in faq.body)
    Rendering(replace(faq, title=long, body=body), PdfOptions(), Theme()).run()
    assert len(layouts[0].pages) > 3
    assert list(faults(layouts[0])) == []


def test_wide_tables_and_rows_of_cards_stay_on_the_page(faq: Document, layouts: list[Any]) -> None:
    """An address of two lines breaks in its cell, and a row of cards at the foot goes to the next page whole."""
    address = "https://example.org/" + "profile%2F" * 20
    link = Link(target="https://example.org", children=(Text(text=address),))
    words = Paragraph(children=(Text(text="Words of a card that take a few lines. " * 6),))
    cells = tuple(Cell(children=(Paragraph(children=(node,)),)) for node in (Text(text="Maintainer"), link))
    card = (Container(role="card", children=(words,)),)
    rows = [Columns(widths=(1, 1, 1), columns=(card, card, ())) for _ in range(12)]
    body = (Table(head=(), body=(Row(cells=cells),)), *rows)
    Rendering(replace(faq, body=body, toc=()), PdfOptions(), Theme()).run()
    assert len(layouts[0].pages) > 1
    assert list(faults(layouts[0])) == []


def test_no_last_line_is_the_tail_of_a_word(faq: Document, layouts: list[Any]) -> None:
    """However a paragraph's lines fall, its last one is more than the rest of a divided word."""
    texts = ["word " * number + "implementation." for number in range(10, 40)]
    body = tuple(Paragraph(children=(Text(text=text),)) for text in texts)
    Rendering(replace(faq, body=body, toc=()), PdfOptions(), Theme()).run()
    assert list(faults(layouts[0])) == []


def test_columns_longer_than_a_page_stand_below_each_other(faq: Document, layouts: list[Any]) -> None:
    """Long columns of different length lose nothing at the head of the next page."""
    code = CodeBlock(text="\n".join(f"line {number}" for number in range(70)))
    short = Paragraph(children=(Text(text="Short."),))
    body = (short, *[Columns(widths=(1, 1), columns=((code, code), (short,)))] * 2)
    Rendering(replace(faq, body=body, toc=()), PdfOptions(), Theme()).run()
    assert list(faults(layouts[0])) == []


def test_no_page_ends_within_a_word(layouts: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a page would, the words of the paragraph at its foot stay whole."""
    words = Text(text="The interoperability of specifications is a matter of standardization and implementation. " * 9)

    def look() -> list[str]:
        layouts.clear()
        for lines in range(6):
            body = (*[Paragraph(children=(Text(text="Line"),))] * lines, *[Paragraph(children=(words,))] * 7)
            Rendering(Document(title="T", body=body, page_size="A4"), PdfOptions(), Theme()).run()
        return [fault for layout in layouts for fault in faults(layout)]

    assert look() == []
    monkeypatch.setattr(rendering, "whole_word_css", lambda _: "")
    assert any("ends within a word" in fault for fault in look())
