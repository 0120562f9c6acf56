"""Blocks of code on paper: one size in all of a document, no empty line at the head of a page."""

from typing import Any

from exporter.backends.pdf import PdfOptions
from exporter.backends.pdf.relayout import boxes
from exporter.backends.pdf.rendering import Rendering
from exporter.model.document import Document
from exporter.model.nodes import Block, CodeBlock
from exporter.theme.files import Theme
from tests.backends.documents import paragraph
from tests.backends.pdf.typography import text_of


def code_lines(layouts: list[Any], *body: Block) -> list[list[Any]]:
    """The lines of code on each page of a document with these blocks."""
    Rendering(Document(title="Code", language="en", body=body), PdfOptions(), Theme()).run()
    lines = ([box for box in boxes(page._page_box) if type(box).__name__ == "LineBox"] for page in layouts.pop().pages)
    return list(lines)


def test_all_code_has_one_size(layouts: list[Any]) -> None:
    """Many wide blocks make all letters of code smaller, few break their lines."""
    wide, narrow = (CodeBlock(text="word " * count, language="") for count in (20, 5))
    for codes in ((wide, narrow, narrow, narrow), (wide, *(narrow,) * 4)):
        (page,) = code_lines(layouts, *codes)
        sizes = {line.style["font_size"] for line in page if text_of(line).startswith("word")}
        assert len(sizes) == 1


def test_no_page_begins_with_an_empty_line_of_code(layouts: list[Any]) -> None:
    """Wherever a page ends in code with short or long lines, an empty line stays on it."""
    for letters in (8, 40):
        code = CodeBlock(text=("x" * letters + "\n\n") * 70, language="")
        for above in range(4):
            pages = code_lines(layouts, *(paragraph("word"),) * above, code)
            assert len(pages) > 2
            assert [text_of(page[0]).strip() for page in pages[1:]] == ["x" * letters] * (len(pages) - 1)
