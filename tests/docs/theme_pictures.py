"""Pictures of the shipped themes for the documentation: ``python -m tests.docs.theme_pictures`` draws them anew."""

from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image

from exporter import convert

ROOT = Path(__file__).parents[2]
THEMES = tuple(sorted(folder.name for folder in (ROOT / "styles" / "themes").iterdir()))
PAGE = ROOT / "content" / "about" / "faq.md"
SHEET = 1  # the second one: the first has the contents
SCALE = 60 / 72  # dots to a point
SHADES = 32


def file_of(theme: str) -> Path:
    """The picture of a theme in the documentation."""
    return ROOT / "docs" / "pages" / "images" / f"theme-{theme}.png"


def drawn(theme: str) -> Image.Image:
    """A sheet of the example page in a theme."""
    data = convert(PAGE, to="pdf", theme=theme).data
    assert data is not None, theme
    with pypdfium2.PdfDocument(data) as pdf:
        return pdf[SHEET].render(scale=SCALE).to_pil().convert("RGB")


def main() -> None:
    """Write the picture of each theme."""
    for theme in THEMES:
        out = BytesIO()
        drawn(theme).quantize(SHADES).save(out, "PNG", optimize=True)
        file_of(theme).write_bytes(out.getvalue())


if __name__ == "__main__":
    main()
