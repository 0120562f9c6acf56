"""Every character is extracted as it was written, by two engines that have no code in common."""

from io import BytesIO

import pikepdf
import pypdf
import pypdfium2
import pytest

from exporter.model.document import Document
from tests.backends.documents import paragraph
from tests.backends.pdf.conftest import render

TONES = "👍👍🏻👍🏼👍🏽👍🏾👍🏿"  # one drawing in a font of outlines
SEQUENCES = [
    "0️⃣ 9️⃣ #️⃣ *️⃣",
    f"{TONES} 👩🏿‍💻 👩🏻‍💻",
    "🇫🇷 🇳🇴 🇧🇻 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏳️‍🌈 🏴‍☠️",
    "👨‍👩‍👧 🧑‍🤝‍🧑 ❤️‍🔥",
    "ℹ️ © ©️ ⁉️ ⁉ ↔️ ↔ ⚠️ ⚠ ✅",
    "🎅 🧑‍🎄 👯 👯‍♀️",
]
CLUSTERS = ["किताबें क्षेत्र हिन्दी", "กำลัง น้ำ", "বাংলা ক্ষেত্র"]


def extracted(data: bytes) -> dict[str, str]:
    """The text of a file by each engine, without blanks: PDFium guesses these by distance."""
    pdfium = pypdfium2.PdfDocument(data)
    try:
        found = " ".join(page.get_textpage().get_text_range() for page in pdfium)
    finally:
        pdfium.close()
    read = " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages)
    return {"pdfium": "".join(found.split()), "pypdf": "".join(read.split())}


@pytest.mark.parametrize("line", [*SEQUENCES, *CLUSTERS])
def test_sequences_are_extracted_as_written(line: str) -> None:
    """Emoji sequences and letters in clusters keep their own characters, also where a drawing repeats."""
    data = render(Document(title="Signs", body=(paragraph(f"a {line} b"), paragraph(f"c {line} d")))).data
    assert data
    signs = "".join(line.split())
    for engine, found in extracted(data).items():
        assert f"Signsa{signs}bc{signs}d" in found, engine


def test_the_sign_of_a_cut_line_is_itself() -> None:
    """The running head cuts a long title with the sign that the body has too."""
    words = tuple(paragraph("One … two.") for _ in range(80))
    data = render(Document(title="Provisioning, security and bootstrapping of devices " * 4, body=words)).data
    assert data
    for engine, found in extracted(data).items():
        assert found.count("One…two.") == 80, engine


def test_arabic_letters_are_their_own() -> None:
    """Letters that share a stroke and differ by dots are extracted as themselves."""
    data = render(Document(title="ب", language="ar", body=(paragraph("بيت تين ثابت نجيب يجب قفز"),))).data
    assert data
    assert "بيتتينثابتنجيبيجبقفز" in extracted(data)["pypdf"]


def test_codes_lead_to_the_glyphs() -> None:
    """Codes beyond the font's own lead to its glyphs, with their widths, and only fonts that need them have a map."""
    data = render(Document(title="Signs", body=(paragraph(TONES),))).data
    assert data
    with pikepdf.open(BytesIO(data)) as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Subtype") == "/CIDFontType2"]
        maps = {str(font.BaseFont)[8:]: font.CIDToGIDMap for font in fonts}
        assert {name for name, found in maps.items() if found != "/Identity"} == {"Noto-Emoji"}
        stream = maps["Noto-Emoji"].read_bytes()
    codes = [stream[at : at + 2] for at in range(len(stream) - 10, len(stream), 2)]
    assert len(set(codes)) == 1
    assert int.from_bytes(codes[0], "big") < 0x8000
