"""Pictures of files for the documentation: ``python -m tests.docs.pictures`` draws them anew."""

import hashlib
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from exporter import convert, open_project

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "pages" / "images"
THEMES = tuple(sorted(folder.name for folder in (ROOT / "styles" / "themes").iterdir()))
PAGE = ROOT / "content" / "about" / "faq.md"
SHEET = 1  # the second one: the first has the contents
SCALE = 60 / 72  # dots to a point
SHADES = 32
GAP = 12  # dots between two sheets
SOURCE = "Source"  # the entry of a picture with the hash of the page that it shows


@dataclass(frozen=True, slots=True)
class Sheets:
    """Sheets of a download of the project, side by side."""

    page: str
    output: str
    numbers: tuple[int, ...]

    def source(self) -> str:
        """Return the hash of the page."""
        return hashlib.sha256((ROOT / "content" / self.page).read_bytes()).hexdigest()


WHITEPAPER = ("whitepapers/one-source.md", "whitepapers/One Source")
GALLERY = {
    "gallery-questions": Sheets("about/faq.md", "faq/OMASpecWorks FAQ", (1, 2)),
    "gallery-cover": Sheets(*WHITEPAPER, (1, 2)),
    "gallery-figures": Sheets(*WHITEPAPER, (4, 5)),
    "gallery-code": Sheets(*WHITEPAPER, (8, 11)),
}


def file_of(name: str) -> Path:
    """Return the picture of this name in the documentation."""
    return FOLDER / f"{name}.png"


def drawn(theme: str) -> Image.Image:
    """Return a sheet of the example page in a theme."""
    data = convert(PAGE, to="pdf", theme=theme).data
    assert data is not None, theme
    return _sheets(data, (SHEET + 1,))


def _gallery(sheets: Sheets, out: Path) -> Image.Image:
    open_project(ROOT, out=out).build(sheets.output, formats=["pdf"])
    return _sheets((out / "public" / f"{sheets.output}.pdf").read_bytes(), sheets.numbers)


def _sheets(data: bytes, numbers: Sequence[int]) -> Image.Image:
    with pypdfium2.PdfDocument(data) as pdf:
        pictures = [pdf[number - 1].render(scale=SCALE).to_pil().convert("RGB") for number in numbers]
    width = sum(picture.width + GAP for picture in pictures) - GAP
    joined = Image.new("RGB", (width, max(picture.height for picture in pictures)), "silver")
    left = 0
    for picture in pictures:
        joined.paste(picture, (left, 0))
        left += picture.width + GAP
    return joined


def _write(name: str, picture: Image.Image, source: str = "") -> None:
    facts = PngInfo()
    if source:
        facts.add_text(SOURCE, source)
    out = BytesIO()
    picture.quantize(SHADES).save(out, "PNG", optimize=True, pnginfo=facts)
    file_of(name).write_bytes(out.getvalue())


def main(*names: str) -> None:
    """Write the pictures of the themes and of the gallery, or those named."""
    for theme in THEMES:
        if not names or f"theme-{theme}" in names:
            _write(f"theme-{theme}", drawn(theme))
    with tempfile.TemporaryDirectory() as folder:
        for name, sheets in GALLERY.items():
            if not names or name in names:
                _write(name, _gallery(sheets, Path(folder)), sheets.source())


if __name__ == "__main__":
    main(*sys.argv[1:])
