"""A brand's own fonts in a theme: used where their licence bits allow it, refused where they do not."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from exporter.cli import run
from exporter.fonts.families import BY_NAME, Family, source
from exporter.fonts.instances import static_font

STYLE = ':root { --font-text: "Brand Face", sans-serif }\n'


def font(weight: int = 400, style: str = "normal", permission: int = 0, flavor: str | None = None) -> bytes:
    """A font of the family "Brand Face"."""
    shipped = BY_NAME["JetBrains Mono"]
    brand = Family(name="Brand Face", package="", upright="", italic="x")
    made = TTFont(BytesIO(static_font(source(shipped, style), brand, weight, style)))
    made["OS/2"].fsType = permission
    made.flavor = flavor
    out = BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture
def theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of fonts of a project's own theme."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("Plain, **bold** and *slanted* words.\n")
    (tmp_path / "brand/styles").mkdir(parents=True)
    (tmp_path / "brand/styles/theme.css").write_text(STYLE)
    (tmp_path / "brand/fonts").mkdir()
    (tmp_path / "brand/fonts/LICENCE.txt").write_text("Ours.")
    (tmp_path / "exporter.yaml").write_text("{every_page: true, formats: [pdf, html, docx], theme: brand}")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "brand/fonts"


def families(file: str) -> set[str]:
    """The families of a PDF's fonts."""
    fonts = PdfReader(file).pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]
    return {re.sub(r"^/[A-Z]+\+", "", str(one.get_object()["/BaseFont"])) for one in fonts}


def test_fonts_of_a_theme_are_in_every_format(theme: Path) -> None:
    """TrueType and WOFF2 files of one family, with weights and an italic, are found by their name."""
    (theme / "brand.ttf").write_bytes(font())
    (theme / "brand-bold.woff2").write_bytes(font(700, flavor="woff2"))
    (theme / "brand-italic.TTF").write_bytes(font(style="italic"))
    assert run(["build", "--strict"]) == 0
    named = families("out/public/a/a.pdf")
    assert sum("Brand" in name for name in named) >= 3, named
    page = Path("out/public/a/a.html").read_text()
    faces = set(re.findall(r'font-family:"Brand Face";font-weight:(\d+);font-style:(\w+)', page))
    assert {("400", "normal"), ("700", "normal"), ("400", "italic")} <= faces


@pytest.mark.parametrize("permission", [0x0002, 0x0100, 0x0200, 0x0108])
def test_a_font_that_must_not_be_embedded_is_refused(
    permission: int, theme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The error names the file, its bits and what to do."""
    (theme / "brand.ttf").write_bytes(font(permission=permission))
    assert run(["build", "--to", "pdf"]) != 0
    out = capsys.readouterr().err
    assert "fonts/brand.ttf" in out and f"{permission:#06x}" in out and "licence" in out


def test_a_font_for_print_alone_is_in_the_pdf_and_not_on_the_web(
    theme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Preview and print embedding (fsType 4): the web page has another font, and a finding says so."""
    (theme / "brand.ttf").write_bytes(font(permission=0x0004))
    assert run(["build"]) == 0
    assert any("Brand" in name for name in families("out/public/a/a.pdf"))
    assert '@font-face{font-family:"Brand Face"' not in Path("out/public/a/a.html").read_text()
    assert "html-font" in capsys.readouterr().err


@pytest.mark.parametrize("data", [b"", b"no font", b"\x00\x01\x00\x00" + b"\xff" * 400, b"wOF2" + b"\x00" * 99])
def test_a_damaged_font_is_an_error_that_names_its_file(
    data: bytes, theme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the bytes are, no run ends with a bug."""
    (theme / "brand.ttf").write_bytes(data)
    assert run(["build", "--to", "pdf,html"]) == 2
    out = capsys.readouterr().err
    assert "fonts/brand.ttf" in out and "internal" not in out
