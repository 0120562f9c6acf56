"""No word mixes two faces, in a PDF and on a web page."""

from collections import defaultdict
from io import BytesIO
from typing import Any

import pypdf
import pytest

from exporter.backends.html import BACKEND as HTML
from exporter.backends.html import HtmlOptions
from exporter.backends.html.word_faces import WordFaces
from exporter.backends.pdf import BACKEND as PDF
from exporter.backends.pdf import PdfOptions
from exporter.fonts.families import BY_NAME
from exporter.model.document import Document
from exporter.model.nodes import Code, CodeBlock, Heading, Paragraph, Strong, Text
from exporter.theme.files import Theme

PAGE = Document(
    title="ɓauna today",
    body=(
        Heading(level=2, anchor="a", children=(Text(text="ɓauna heads"),)),
        Paragraph(children=(Text(text="plain "), Strong(children=(Text(text="ɓauna"),)), Code(text="ἄνθρωπος"))),
        CodeBlock(text="kode ἄνθρωπος & kode"),
    ),
)


def test_each_word_of_a_pdf_has_one_face() -> None:
    """A word with a letter that the theme's family does not have is set in another as a whole, title and code alike."""
    data = PDF.render(PAGE, PdfOptions(), Theme()).data
    assert data
    fonts: dict[str, set[str]] = defaultdict(set)

    def note(text: str, matrix: Any, at: Any, font: Any, size: Any) -> None:
        if text.strip():
            fonts[str(font["/BaseFont"]).partition("+")[2]].update(text.split())

    for page in pypdf.PdfReader(BytesIO(data)).pages:
        page.extract_text(visitor_text=note)
    assert "ɓauna" in fonts["Noto-Sans-Bold"]
    assert "ἄνθρωπος" in fonts["Noto-Sans"]
    assert {"today", "heads"} <= fonts["Merriweather-Sans-Bold"]
    others = " ".join(word for name, found in fonts.items() if "Noto" not in name for word in found)
    assert "auna" not in others and "νθρ" not in others


def test_web_page_has_the_letters_of_these_words() -> None:
    """A word of its own family is a span of a class, with a font that has all of its letters."""
    data = HTML.render(PAGE, HtmlOptions(), Theme()).data
    assert data
    page = data.decode()
    assert page.count('<span class="face-noto-sans">ɓauna</span>') >= 3
    assert '<span class="face-noto-sans">ἄνθρωπος</span>' in page
    assert '.face-noto-sans{font-family: "Noto Sans"}' in page
    assert "<title>ɓauna today</title>" in page


@pytest.mark.parametrize(
    "markup",
    ["<title>Nǐ</title>", '<p title="Nǐ">x</p>', "<svg><text>Nǐ</text></svg>", "<script>if (a<b) 'Nǐ'</script>"],
)
def test_only_text_is_put_into_spans(markup: str) -> None:
    """Attributes, scripts, drawings and the title of the window stay as they are."""
    assert WordFaces(text={"Nǐ": BY_NAME["Noto Sans"]}).applied(markup) == markup
