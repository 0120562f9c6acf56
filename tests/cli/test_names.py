"""Names that disks and keyboards write in many ways: accents, blanks, signs, and names that Windows keeps."""

import unicodedata
from pathlib import Path

import pytest

from exporter.cli import run
from tests.cli.conftest import CONFIGURATION, Write

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>'
FORMS = ("NFC", "NFD")


def form(name: str, text: str) -> str:
    """A text with its accents as characters of their own (NFD) or not (NFC)."""
    assert name in FORMS
    return unicodedata.normalize("NFC" if name == "NFC" else "NFD", text)


@pytest.mark.parametrize("disk", FORMS)
@pytest.mark.parametrize("page", FORMS)
def test_accents_are_the_same_however_they_are_composed(
    site: Write, capsys: pytest.CaptureFixture[str], disk: str, page: str
) -> None:
    """Pictures, pages and outputs are found by names whose accents are composed otherwise than on disk."""
    entry = '  - {page: "Überblick.md", output: "files/Überblick"}\n'
    site("exporter.yaml", CONFIGURATION + form(page, entry))
    site(form(disk, "content/public/Bilder/Größe.svg"), SVG)
    site(form(disk, "content/Überblick.md"), form(page, "Words.\n\n![Ein Kreis](/Bilder/Größe.svg)\n"))
    assert run(["validate", "--strict"]) == 0, capsys.readouterr().err
    for target in (form(page, "content/Überblick.md"), form(page, "files/Überblick")):
        assert run(["build", target, "--in-process"]) == 0, capsys.readouterr().err
    (built,) = (p for p in Path("out/public/files").iterdir() if p.name.endswith("blick.html"))
    assert "data:image/svg+xml" in built.read_text()


@pytest.mark.parametrize(
    ("name", "output"),
    [
        ("1.a page.md", "a-page"),
        ("it's (new) [x] {y}.md", "it-s-new-x-y"),
        ("aux.md", "doc-aux"),
        ("a:b.md", "a-b"),
        ("trailing .md", "trailing"),
        ("-dash.md", "dash"),
        ("new\nline.md", "new-line"),
    ],
)
def test_any_page_has_a_file_that_every_system_can_hold(site: Write, name: str, output: str) -> None:
    """Blanks, signs, reserved names and line ends in a page's name end in a plain file name."""
    site(f"content/{name}", "Words.\n")
    assert run(["build", f"content/{name}", "--in-process", "--to", "html"]) == 0
    assert Path(f"out/public/{output}/{output}.html").is_file()


@pytest.mark.parametrize("written", ["with%20blank.svg", "100%25.svg", "a+b.svg", "%C3%BC.svg", "<with blank.svg>"])
def test_pictures_with_signs_in_their_names(site: Write, written: str) -> None:
    """A picture's address is decoded as a browser does it."""
    for name in ("with blank.svg", "100%.svg", "a+b.svg", "ü.svg"):
        site(f"content/public/{name}", SVG)
    path = f"<{'/' + written[1:]}" if written.startswith("<") else f"/{written}"
    site("content/good.md", f"![A circle]({path})\n")
    assert run(["validate", "--strict"]) == 0
