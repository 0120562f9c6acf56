"""The list of the PDF's pages in a book."""

import io
import re
import zipfile
from dataclasses import replace
from html import unescape

import pytest
from pypdf import PdfReader

from exporter.backends import epub, pdf
from exporter.backends.base import Rendered
from exporter.backends.html.text_units import letters as units
from exporter.model.document import Document, Pagination
from exporter.model.nodes import Cell, Heading, Paragraph, Row, Table, Text
from exporter.model.position import Point, Pos
from exporter.model.walk import plain_text
from exporter.theme.files import Theme
from tests.backends.documents import paragraph, sample_document

MARK = re.compile(r'<span id="page\.(\d+)" epub:type="pagebreak" role="doc-pagebreak" aria-label="\1"></span>')
NOT_TEXT = re.compile(r'<sup class="footnote-reference">.*?</sup>|<[^>]*>', re.DOTALL)


@pytest.fixture(scope="module")
def paper() -> Rendered:
    """The PDF of the document with every node."""
    return pdf.BACKEND.render(sample_document(), pdf.BACKEND.options(), Theme())


def book(document: Document, pagination: Pagination | None) -> dict[str, str]:
    """The text parts of the document's book."""
    made = epub.BACKEND.render(replace(document, pagination=pagination), epub.BACKEND.options(), Theme())
    with zipfile.ZipFile(io.BytesIO(made.data or b"")) as archive:
        return {n.rpartition("/")[2]: archive.read(n).decode() for n in archive.namelist() if n[-3:] in ("tml", "opf")}


def letters(text: str) -> str:
    """The letters and digits of a text."""
    return re.sub(r"[\W_]", "", text).lower()


def test_a_mark_stands_where_its_page_of_the_pdf_begins(paper: Rendered) -> None:
    """The words behind each mark are the first of the page, and the list leads to every mark."""
    parts = book(sample_document(), paper.pagination)
    content = parts["content.xhtml"]
    sheets = PdfReader(io.BytesIO(paper.data or b"")).pages
    assert len(sheets) > 2
    marks = list(MARK.finditer(content))
    assert [int(mark[1]) for mark in marks] == list(range(1, len(sheets) + 1))
    for mark, sheet in zip(marks, sheets, strict=True):
        first = letters(unescape(NOT_TEXT.sub("", content[mark.end() :])))[:25]
        assert first in letters(sheet.extract_text())[:150]
    assert re.findall(r'href="content\.xhtml#page\.(\d+)">(\d+)<', parts["nav.xhtml"]) == [(m[1], m[1]) for m in marks]


def test_lines_of_contents_have_their_page_of_the_pdf(paper: Rendered) -> None:
    """The page of each heading is the one that has its words."""
    sheets = [letters(sheet.extract_text()) for sheet in PdfReader(io.BytesIO(paper.data or b"")).pages]
    assert paper.pagination is not None
    entries = sample_document().toc
    assert len(paper.pagination.toc) == len(entries) > 2
    for entry, page in zip(entries, paper.pagination.toc, strict=True):
        assert letters(plain_text(entry.children))[:20] in sheets[page - 1]


def test_a_book_says_which_file_its_pages_are_of(paper: Rendered) -> None:
    """Features and source are in the metadata of a book with pages, and of no other."""
    source = "https://www.example.org/files/sample.pdf"
    told = ("pageNavigation</meta>", "pageBreakMarkers</meta>", f'"pageBreakSource">{source}<')
    assert all(words in book(sample_document(), paper.pagination)["package.opf"] for words in told)
    alone = book(sample_document(), None)
    assert not any(words in alone["package.opf"] for words in told)
    assert "page-list" not in alone["nav.xhtml"]


def test_pages_of_other_words_are_not_marked(paper: Rendered) -> None:
    """Marks at wrong places are worse than none."""
    assert paper.pagination is not None
    other = paper.pagination._replace(units=paper.pagination.units + 1)
    assert book(sample_document(), other) == book(sample_document(), None)


def test_a_book_beside_divided_tables_has_no_marks() -> None:
    """The PDF has the cells in another order, even where it repeats no letter: the table has a finding at its line."""
    head = tuple(Cell(children=(paragraph("measurements" if at else ""),), scope="col") for at in range(24))
    table = Table(head=(Row(cells=head),), body=(), pos=Pos("page.md", Point(7, 1, 90), Point(9, 1, 200)))
    document = replace(sample_document(), body=(table,))
    found = epub.BACKEND.check(document, epub.BACKEND.options(), Theme())
    assert [(finding.code, str(finding.pos)) for finding in found] == [("epub-pages", "page.md:7:1")]
    pages = Pagination((0, 40), letters_of(document), notes_at_foot=True)
    assert book(document, pages) == book(document, None)
    alone = replace(document, siblings=())
    assert not epub.BACKEND.check(alone, epub.BACKEND.options(), Theme())


def test_a_mark_stands_before_a_heading_and_a_divided_word() -> None:
    """A mark is no part of a heading's name, and divides no word for speech."""
    words = Paragraph(children=(Text(text="Some words."),))
    title = Heading(level=2, children=(Text(text="Part two"),), anchor="two")
    document, before = Document(title="Title", body=(words, title)), len("TitleSomewords.")
    for start, context in ((before, r"</p>\s*{}<h2"), (before + 2, r"</p>\s*{}<h2"), (before + 5, ">Part {}two<")):
        content = book(document, Pagination((0, start), letters_of(document), notes_at_foot=True))["content.xhtml"]
        assert re.search(context.format(r'<span id="page\.2"[^>]*></span>'), content)


def letters_of(document: Document) -> int:
    """The units of a book without pictures."""
    content = book(document, None)["content.xhtml"].partition("<body>")[2]
    return units(unescape(NOT_TEXT.sub("", content)))
