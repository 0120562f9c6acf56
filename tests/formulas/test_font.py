"""The font of formulas in web pages and e-books."""

import base64
import io
import re
import zipfile
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from exporter import backends
from exporter.backends.html.formula_font import formula_characters
from exporter.fonts.families import FORMULAS
from exporter.fonts.subset import subset
from exporter.model.document import Document
from exporter.model.math import Math
from exporter.model.nodes import Paragraph, Text
from exporter.model.roles import FORMULA
from exporter.theme.files import Theme
from exporter.transforms.formulas import with_formulas

pytest.importorskip("ziamath", reason="the font of formulas comes with the extra 'math'")


def document(source: str) -> Document:
    """A document with a formula, and without one for an empty source."""
    formula = Paragraph(children=(Math(source=source, display=True),), role=FORMULA)
    words = Paragraph(children=(Text(text="Words"),))
    return with_formulas(Document(title="Formulas", body=(words, formula) if source else (words,)))


def rendered(name: str, source: str) -> bytes:
    """The document in a format."""
    backend = backends.load(name)
    data = backend.render(document(source), backend.options(), Theme()).data
    assert data is not None
    return data


def test_characters_are_those_that_browsers_draw() -> None:
    """Single letters are in italics, and a root has its sign; letters of other styles stay."""
    assert formula_characters(document(r"\sqrt{h} + \mathrm{d}\epsilon")) >= set("√hℎ+dϵ𝜖")
    assert "𝑑" not in formula_characters(document(r"\mathrm{d}"))


def test_font_has_brackets_of_every_height() -> None:
    """The subset keeps the pieces of high brackets, and the arrows whose pieces join."""
    font = TTFont(BytesIO(subset(FORMULAS, 400, "normal", "(→√")))
    variants = font["MATH"].table.MathVariants
    assert len(font.getGlyphOrder()) > 12
    assert font.getBestCmap()[ord("→")] in variants.HorizGlyphCoverage.glyphs
    head = next(c.GlyphAssembly.PartRecords[-1] for c in variants.HorizGlyphConstruction)
    assert head.StartConnectorLength >= variants.MinConnectorOverlap


def test_only_pages_with_formulas_carry_it() -> None:
    """A page has the font of formulas if it has a formula, the same bytes each time."""
    page = rendered("html", r"\left( \frac{a}{b} \right)").decode()
    rule = re.search(r'@font-face{font-family:"STIX Two Math".*?base64,([^)]+)\)', page)
    assert rule
    assert "MATH" in TTFont(BytesIO(base64.b64decode(rule[1])))
    assert page == rendered("html", r"\left( \frac{a}{b} \right)").decode()
    assert "STIX" not in rendered("html", "").decode()


def test_books_carry_it_as_a_file() -> None:
    """An EPUB names the font in its package and its style sheet; one without formulas has no font."""
    book = zipfile.ZipFile(io.BytesIO(rendered("epub", "x^2")))
    assert 'href="fonts/formulas.woff2" media-type="font/woff2"' in book.read("EPUB/package.opf").decode()
    assert "url(fonts/formulas.woff2)" in book.read("EPUB/style.css").decode()
    assert book.read("EPUB/fonts/formulas.woff2")[:4] == b"wOF2"
    assert not [n for n in zipfile.ZipFile(io.BytesIO(rendered("epub", ""))).namelist() if "fonts" in n]
