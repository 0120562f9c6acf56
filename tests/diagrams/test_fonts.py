"""Fonts of diagrams in web pages and e-books."""

import base64
import io
import re
import zipfile
from io import BytesIO

from fontTools.ttLib import TTFont

from exporter import backends
from exporter.model.document import Asset, Document
from exporter.model.nodes import Image, Paragraph
from exporter.theme.files import Theme

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" font-family="Merriweather Sans, sans-serif">'
DRAWING = SVG + b'<text font-weight="bold">Xy &amp; z</text></svg>'


def rendered(name: str, source: str = "flowchart TD") -> bytes:
    """A document with a drawing; without a source it is a picture of the page's own."""
    picture = Image(asset="a.svg", alt="A", source=source)
    asset = Asset(name="a.svg", media_type="image/svg+xml", data=DRAWING, width=9, height=9, vector=True)
    document = Document(title="A", body=(Paragraph(children=(picture,)),), assets={"a.svg": asset})
    backend = backends.load(name)
    data = backend.render(document, backend.options(), Theme()).data
    assert data is not None
    return data


def test_a_diagram_has_the_letters_that_it_shows() -> None:
    """A drawing in a page has its own faces, regular and bold, with its letters; other pictures stay as they are."""
    (address,) = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', rendered("html").decode())
    faces = re.findall(r"font-weight:(\d+).*?base64,([^)]+)\)", base64.b64decode(address).decode())
    assert [weight for weight, _ in faces] == ["400", "700"]
    letters = TTFont(BytesIO(base64.b64decode(faces[1][1]))).getBestCmap()
    assert {ord("X"), ord("&")} <= letters.keys()
    assert ord("Q") not in letters
    assert base64.b64encode(DRAWING) in rendered("html", source="")


def test_a_diagram_of_a_book_has_them_too() -> None:
    """The picture's file in an EPUB has the faces, and the same bytes each time."""
    book = zipfile.ZipFile(io.BytesIO(rendered("epub")))
    (path,) = [name for name in book.namelist() if name.endswith(".svg")]
    assert book.read(path).count(b"@font-face") == 2
    assert rendered("epub") == rendered("epub")
