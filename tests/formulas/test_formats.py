"""Formulas in every format: none is lost, each is what the format's readers and screen readers know."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from exporter import backends
from exporter.model.document import Document, TocEntry
from exporter.model.math import Math
from exporter.model.nodes import Cell, Heading, Paragraph, Row, Table, Text
from exporter.model.roles import FORMULA
from exporter.ooxml.equations import equation_digest
from exporter.ooxml.names import qname
from exporter.review.match.text_blocks import text_blocks
from exporter.theme.files import Theme
from exporter.transforms.formulas import with_formulas
from tests.backends.docx.opened import Opened
from tests.lowering.pages import lowered_text

SQUARE, DISPLAY = Math(source="x^2"), Math(source=r"\frac{a}{b}", display=True)
BROKEN = Math(source=r"\frac{a")
MATHML = Math(source="<math><msqrt><mi>y</mi></msqrt></math>", language="mathml", alt="root of y")


def document() -> Document:
    """Formulas wherever they may stand, one of them broken."""
    cell = Cell(children=(Paragraph(children=(SQUARE,)),))
    return Document(
        title="Formulas",
        body=(
            Heading(level=2, anchor="h", children=(Text(text="With "), SQUARE)),
            Paragraph(children=(Text(text="In line "), SQUARE, Text(text=", "), MATHML, Text(text=" and "), BROKEN)),
            Paragraph(children=(DISPLAY,), role=FORMULA),
            Table(head=(Row(cells=(cell,)),), body=(Row(cells=(cell,)),)),
        ),
        toc=(TocEntry(level=2, anchor="h", children=(Text(text="With "), SQUARE)),),
    )


def rendered(name: str, **options: Any) -> bytes:
    """The document in a format."""
    backend = backends.load(name)
    data = backend.render(with_formulas(document()), backend.options(**options), Theme()).data
    assert data is not None
    return data


def structure(node: Any) -> Iterator[DictionaryObject]:
    """The elements of a PDF's structure tree."""
    node = node.get_object()
    if isinstance(node, DictionaryObject):
        yield node
        kids = node.get("/K", [])
        kids = kids.get_object() if hasattr(kids, "get_object") else kids
        for kid in kids if isinstance(kids, list) else [kids]:
            if not isinstance(kid, int):
                yield from structure(kid)


def test_pdf_has_formulas_with_words() -> None:
    """A formula has the tag Formula and spoken words, the author's where there are any; a broken one is code."""
    reader = PdfReader(io.BytesIO(rendered("pdf")))
    tagged = [e for e in structure(reader.trailer["/Root"]["/StructTreeRoot"]) if e.get("/S") == "/Formula"]
    spoken = ["x squared", "x squared", "root of y", "a over b", "x squared", "x squared"]
    assert sorted(str(e["/Alt"]) for e in tagged) == sorted(spoken)
    assert all(e["/A"]["/BBox"] for e in tagged)
    assert r"\frac{a" in "".join(page.extract_text() for page in reader.pages)


def test_pdf_2_has_mathml_as_files_of_its_formulas() -> None:
    """Each formula of a PDF 2.0 file has its MathML, equal ones the same file; PDF/A-4 allows none."""

    def attached(*standards: str) -> list[Any]:
        root = PdfReader(io.BytesIO(rendered("pdf", standard=standards))).trailer["/Root"]
        formulas = [e for e in structure(root["/StructTreeRoot"]) if e.get("/S") == "/Formula"]
        assert len(formulas) == 6
        return [file for e in formulas for file in e.get("/AF", [])]

    files = attached("ua-2")
    assert len(files) == 6
    assert len({file.idnum for file in files}) == 3
    specification = files[0].get_object()
    assert specification["/AFRelationship"] == "/Supplement"
    assert specification["/EF"]["/F"]["/Subtype"] == "/application/mathml+xml"
    assert b"<msup><mi>x</mi><mn>2</mn></msup>" in specification["/EF"]["/F"].get_data()
    assert attached("a-4", "ua-2") == []


def test_html_and_epub_have_mathml() -> None:
    """MathML carries the TeX, and the book's package says that it is there."""
    book = zipfile.ZipFile(io.BytesIO(rendered("epub")))
    content = next(name for name in book.namelist() if name.endswith("content.xhtml"))
    package = next(name for name in book.namelist() if name.endswith(".opf"))
    for page in (rendered("html").decode(), book.read(content).decode()):
        assert page.count("<msup><mi>x</mi><mn>2</mn></msup>") >= 4
        assert '<annotation encoding="application/x-tex">\\frac{a}{b}</annotation>' in page
        assert re.search(r'<math [^>]*aria-label="root of y"', page)
        assert '<code class="formula-source">\\frac{a</code>' in page
    assert 'properties="mathml"' in book.read(package).decode()


def test_word_has_equations_that_are_one_piece() -> None:
    """Each formula is an equation; the review map has one character for it, as the page has."""
    opened = Opened(rendered("docx"))
    equations = opened.find("//m:oMath")
    letters = ["".join(t.text or "" for t in e.iter(qname("m:t"))) for e in equations]
    assert letters == ["x2", "x2", "y", r"\frac{a", "ab", "x2", "x2"]
    assert len(opened.find("//m:oMathPara")) == 1
    assert len({equation_digest(e) for e in equations}) == 4
    page, _ = lowered_text("Words $x^2$ and $\\frac{a$.\n", math="pandoc")
    assert [block.text for block in text_blocks(page)] == ["Words \ufffc and \ufffc."]


def test_text_formats_keep_the_source() -> None:
    """Markdown has dollars as GitHub reads them, text and JSON have the TeX."""
    markdown = rendered("gfm").decode()
    assert "In line $x^2$, " in markdown
    assert "$$\n\\frac{a}{b}\n$$" in markdown
    assert "| $x^2$ |" in markdown
    assert r"\frac{a}{b}" in rendered("text").decode()
    assert '"source": "\\\\frac{a}{b}"' in rendered("json").decode()
