"""The reference document: built from the styles, replaceable, with every style."""

import io
from pathlib import Path

import docx
import pytest
from openxml_audit import OpenXmlValidator

from exporter.backends.docx import BACKEND
from exporter.backends.docx.build_reference import build_reference
from exporter.backends.docx.options import PATH, DocxOptions
from exporter.backends.docx.theme_tokens import Tokens, contrast
from exporter.model.document import Document
from exporter.ooxml.names import qname
from exporter.theme.files import ROOT, Theme, shipped_themes
from exporter.theme.styles import roles
from tests.backends.documents import sample_document
from tests.backends.docx.opened import Opened, audit


def test_shipped_one_is_up_to_date() -> None:
    """The shipped file is up to date with tokens and roles; ``python -m exporter.backends.docx`` writes it."""
    assert (ROOT / PATH).read_bytes() == build_reference(Theme())


def test_shipped_one_is_small_and_clean(tmp_path: Path) -> None:
    """It is no more than 12 KB, and no validator finds a fault in it."""
    assert (ROOT / PATH).stat().st_size < 12_000
    assert list(OpenXmlValidator().validate(ROOT / PATH).errors) == []


def test_shipped_one_shows_its_styles() -> None:
    """It shows a line in each style; no rendered file has these lines."""
    shown = Opened((ROOT / PATH).read_bytes())
    styles = shown.find("//w:style[not(@w:default)]/@w:styleId", "word/styles.xml")
    used = set(shown.find("//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val"))
    assert set(styles) - used == {"TableEnd"}
    made = BACKEND.render(Document(title="T"), DocxOptions(), Theme()).data
    assert made is not None
    assert [w for _, w in Opened(made).paragraphs() if w] == ["T"]


def test_every_role_has_its_style() -> None:
    """Each role that says how it looks has a Word style of the name it gives."""
    styles = {s.name for s in docx.Document(str(ROOT / PATH)).styles}
    missing = [r.name for r in roles(Theme()).values() if r.look and not {"image", "list"} >= set(r.kinds)]
    assert [name for name in missing if roles(Theme())[name].word not in styles] == []


@pytest.mark.parametrize("name", shipped_themes())
def test_words_can_be_read_in_every_theme(name: str) -> None:
    """Headings, questions, links and quiet words have a contrast of 4.5 : 1 in all themes."""
    opened = Opened(build_reference(Theme(name)))
    ground = Tokens.of(Theme(name)).color("ground")
    for style in opened.find("//w:style[not(@w:type='table')]", "word/styles.xml"):
        ink = style.find(f"{qname('w:rPr')}/{qname('w:color')}")
        paper = style.find(f"{qname('w:pPr')}/{qname('w:shd')}")
        behind = ground if paper is None else paper.get(qname("w:fill"))
        if ink is not None:
            assert contrast(ink.get(qname("w:val"), ""), behind or ground) >= 4.5, style.get(qname("w:styleId"))


def test_theme_changes_the_looks(tmp_path: Path) -> None:
    """A theme's tokens reach Word without a reference document of its own."""
    own = Theme(files={"styles/theme.css": b":root { --color-accent-text: #123456; }"})
    data = BACKEND.render(sample_document(), DocxOptions(), own).data
    assert data is not None
    style = Opened(data).find("//w:style[@w:styleId='FAQQuestion']//w:color/@w:val", "word/styles.xml")
    assert style == ["123456"]
    assert audit(data, tmp_path) == []


def brand() -> bytes:
    """A user's reference document, made with python-docx as Word people have them."""
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "Brand Inc."
    made.add_paragraph("Example text that is not kept")
    made.styles["Heading 1"].font.name = "Georgia"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_users_reference_document_is_used() -> None:
    """Its styles and header stay, its example text goes; one finding names the missing styles, which are added."""
    made = BACKEND.render(sample_document(), DocxOptions(), Theme(files={PATH: brand()}))
    assert made.data is not None
    opened = Opened(made.data)
    fonts = opened.find("//w:style[@w:styleId='Heading1']//w:rFonts/@w:ascii", "word/styles.xml")
    assert fonts == ["Georgia"]
    assert any(b"Brand Inc." in opened.files[n] for n in opened.names if n.startswith("word/header"))
    assert b"Example text" not in opened.files["word/document.xml"]
    assert [f.code for f in made.findings] == ["docx-styles"]
    assert "FAQ Question" in made.findings[0].message
    known = {e.get(qname("w:styleId")) for e in opened.find("//w:style", "word/styles.xml")}
    used = set(opened.find("//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val"))
    assert used <= known


def test_own_question_list_in_a_foreign_reference() -> None:
    """Questions keep their sign where the reference document has other lists under those numbers."""
    made = BACKEND.render(sample_document(), DocxOptions(), Theme(files={PATH: brand()}))
    assert made.data is not None
    opened = Opened(made.data)
    (number,) = opened.find("//w:style[@w:styleId='FAQQuestion']//w:numId/@w:val", "word/styles.xml")
    (kind,) = opened.find(f"//w:num[@w:numId='{number}']/w:abstractNumId/@w:val", "word/numbering.xml")
    signs = opened.find(f"//w:abstractNum[@w:abstractNumId='{kind}']//w:lvlText/@w:val", "word/numbering.xml")
    assert signs == ["Q."]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"<html>"])
def test_broken_reference_is_a_finding(data: bytes) -> None:
    """A file that is no Word file gives an error with what to do, and no output."""
    made = BACKEND.render(sample_document(), DocxOptions(), Theme(files={PATH: data}))
    assert made.data is None
    assert [f.code for f in made.findings] == ["docx-reference"]
    assert made.findings[0].hint
