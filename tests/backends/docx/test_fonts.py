"""The theme's fonts in Word files: obfuscated as ECMA-376 part 4 has it, licensed, and small enough to send."""

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from exporter.backends.base import Rendered
from exporter.backends.docx import BACKEND
from exporter.backends.docx.options import DocxOptions
from exporter.fonts.families import BY_NAME, source
from exporter.fonts.instances import static_font
from exporter.model.document import Document
from exporter.ooxml.names import qname
from exporter.theme.files import Theme
from tests.backends.documents import paragraph
from tests.backends.docx.opened import Opened, audit

SHIPPED = Theme()
BRAND = {"styles/theme.css": b':root { --font-text: "Brand Face", serif }'}


def made(words: str = "Plain words.", fonts: str = "subset", theme: Theme = SHIPPED) -> Rendered:
    """The file of a document with one paragraph."""
    options = DocxOptions.model_validate({"fonts": fonts})
    return BACKEND.render(Document(title="Fonts", body=(paragraph(words),)), options, theme)


def faces(file: Rendered) -> dict[tuple[str, str], TTFont]:
    """The faces of a file by family and element, brought back as a reader of the standard does it."""
    assert file.data is not None
    opened = Opened(file.data)
    targets = {e.get("Id"): e.get("Target") for e in opened.xml("word/_rels/fontTable.xml.rels")}
    found = {}
    for face in opened.find("//w:font/*[@r:id]", "word/fontTable.xml"):
        key = [
            int(face.get(qname("w:fontKey"), "").strip("{}").replace("-", "")[at : at + 2], 16)
            for at in range(30, -1, -2)
        ]
        data = bytearray(opened.files["word/" + str(targets[face.get(qname("r:id"))])])
        for at in range(32):
            data[at] ^= key[at % 16]
        name = face.getparent().get(qname("w:name"))  # type: ignore[union-attr]
        found[str(name), face.tag.rpartition("}")[2]] = TTFont(BytesIO(bytes(data)))
    return found


def brand(permission: int = 0) -> Theme:
    """A theme with a font of its own in place of the shipped text font."""
    mono = BY_NAME["JetBrains Mono"]
    font = TTFont(BytesIO(static_font(source(mono, "normal"), mono, 400, "normal")))
    font["OS/2"].fsType = permission
    font["name"].setName("Brand Face", 1, 3, 1, 0x409)
    out = BytesIO()
    font.save(out)
    return Theme(files={**BRAND, "fonts/brand.ttf": out.getvalue()})


def test_the_faces_of_the_theme_are_in_the_file() -> None:
    """Four of the text and one of the code, each a font of its family and style with Latin letters."""
    found = faces(made())
    text = {("Merriweather Sans", f"embed{style}") for style in ("Regular", "Bold", "Italic", "BoldItalic")}
    assert set(found) == {*text, ("JetBrains Mono", "embedRegular")}
    for (family, style), font in found.items():
        assert font["name"].getDebugName(1) == family
        assert font["name"].getDebugName(2).replace(" ", "") == style.removeprefix("embed")
        assert {ord(c) for c in "AzÉőŞ–€„"} <= set(font.getBestCmap())


def test_a_script_of_the_text_is_there_whole() -> None:
    """A reviewer who types another Cyrillic word sees it in the same font."""
    for words, there in (("Plain words.", False), ("Слово", True)):
        face = faces(made(words, theme=Theme("book")))["Source Serif 4", "embedRegular"]
        assert (ord("Ж") in face.getBestCmap()) is there


def test_a_file_with_subsets_can_be_sent() -> None:
    """It stays below 300 KB; whole fonts are larger, and the option leaves them out."""
    sizes = {fonts: len(made(fonts=fonts).data or b"") for fonts in ("none", "subset", "embed")}
    assert sizes["none"] < 20_000 < sizes["subset"] < 300_000 < sizes["embed"]
    assert faces_or_none(made(fonts="none")) == {}


def faces_or_none(file: Rendered) -> dict[tuple[str, str], TTFont]:
    """The faces, none if the font table has no relationships."""
    return faces(file) if "word/_rels/fontTable.xml.rels" in Opened(file.data or b"").names else {}


@pytest.mark.parametrize("fonts", ["subset", "embed", "none"])
def test_validators_accept_it(fonts: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Font table, settings and parts are as the schemas have them."""
    assert audit(made(fonts=fonts).data or b"", tmp_path) == []


def test_a_machine_without_the_fonts_takes_like_ones() -> None:
    """Each family says how it looks: with or without serifs, letters of one width."""
    for theme, name, expected in (
        (SHIPPED, "Merriweather Sans", ("swiss", "variable", "020B")),
        (SHIPPED, "JetBrains Mono", ("modern", "fixed", "020B0609")),
        (Theme("book"), "Source Serif 4", ("roman", "variable", "02040603")),
    ):
        opened = Opened(made(fonts="none", theme=theme).data or b"")
        (entry,) = opened.find(f"//w:font[@w:name='{name}']", "word/fontTable.xml")
        values = [entry.find(qname(f"w:{tag}")).get(qname("w:val")) for tag in ("family", "pitch", "panose1")]  # type: ignore[union-attr]
        assert (*values[:2], values[2][: len(expected[2])]) == expected  # type: ignore[index]
        assert entry.find(qname("w:sig")).get(qname("w:usb0")) != "00000000"  # type: ignore[union-attr]


def test_a_font_of_the_theme_is_in_the_file() -> None:
    """A family with one face gives that one; programs thicken and slant its letters."""
    assert [face for family, face in faces(made(theme=brand())) if family == "Brand Face"] == ["embedRegular"]


@pytest.mark.parametrize(
    ("theme", "words"),
    [
        (brand(0x0004), "licence bits"),
        (brand(0x0002), "licence bits"),
        (Theme(files={**BRAND, "fonts/brand.ttf": b"no font"}), "cannot be read"),
        (Theme(files=BRAND), "no font of the family 'Brand Face'"),
    ],
)
def test_a_font_that_cannot_be_in_the_file_is_named(theme: Theme, words: str) -> None:
    """Fonts for print alone, forbidden, damaged and missing ones: a note, and the file without them."""
    file = made(theme=theme)
    assert any(d.code == "docx-font" and words in d.message for d in file.findings)
    assert {family for family, _ in faces(file)} == {"Merriweather Sans", "JetBrains Mono"}
