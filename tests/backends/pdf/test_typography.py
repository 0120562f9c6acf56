"""No question parted from its answer, no heading at the foot of a page, no widow or orphan line."""

from dataclasses import replace
from typing import Any

import pytest

from exporter.backends.pdf import PdfOptions, engine
from exporter.backends.pdf.fit import NEARLY_EMPTY, fill
from exporter.backends.pdf.rendering import Rendering
from exporter.model.document import Document
from exporter.model.nodes import Heading
from exporter.resources import Theme
from tests.backends.pdf.typography import faults


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every layout that would be written meanwhile."""
    kept: list[Any] = []

    def keeping(_: engine.Paper, layout: Any, *rest: Any) -> bytes:
        kept.append(layout)
        return b""

    monkeypatch.setattr(engine.Paper, "write", keeping)
    return kept


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
    assert [fill(layout) for layout in layouts if len(layout.pages) > 1 and fill(layout) < NEARLY_EMPTY] == []


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
