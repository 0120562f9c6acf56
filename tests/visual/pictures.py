"""Comparing a picture with the kept one of its name, with room for what machines draw differently.

Kept pictures stand in ``tests/visual/kept``: grey, small, at most 20 KiB. ``VISUAL=keep`` in the environment keeps the
new ones. What differs is written with its difference to ``build/visual/<name>.html``.
"""

import base64
import os
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter, ImageOps

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "tests" / "visual" / "kept"
FAILED = ROOT / "build" / "visual"

AREA = 90_000  # pixels of a kept picture
SHADES = 16
LIMIT = 20 * 1024  # bytes of a kept picture
NEAR = 40  # of 255: an edge that is drawn a little otherwise
TOLERANCE = 0.004  # share of pixels that may be farther off


def assert_looks_the_same(name: str, png: bytes) -> None:
    """Fail where the picture differs from the kept one of this name."""
    new = small(png)
    file = KEPT / f"{name}.png"
    if os.environ.get("VISUAL") == "keep":
        keep(file, new)
    assert file.is_file(), f"no kept picture '{name}': look at it, then run the test with VISUAL=keep"
    old = Image.open(file).convert("L")
    share, difference = compare(old, new)
    if share > TOLERANCE:
        report = write_report(name, {"kept": old, "new": new, "difference": difference})
        raise AssertionError(
            f"'{name}' looks different ({share:.1%} of it): see {report}, VISUAL=keep keeps the new one"
        )


def small(png: bytes) -> Image.Image:
    """The picture in grey at the kept size."""
    image = Image.open(BytesIO(png)).convert("L")
    scale = min(1, (AREA / (image.width * image.height)) ** 0.5)
    return image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS)


def compare(old: Image.Image, new: Image.Image) -> tuple[float, Image.Image]:
    """The share of pixels that differ by more than an edge, and the difference as a picture."""
    if abs(old.height - new.height) > 2 or abs(old.width - new.width) > 2:
        return 1.0, ImageOps.invert(new)
    size = (min(old.width, new.width), min(old.height, new.height))
    blurred = [image.crop((0, 0, *size)).filter(ImageFilter.BoxBlur(1)) for image in (old, new)]
    difference = ImageChops.difference(*blurred)
    histogram = difference.histogram()
    return sum(histogram[NEAR:]) / sum(histogram), ImageOps.invert(difference)


def keep(file: Path, image: Image.Image) -> None:
    """Write a picture in few shades, and as small as it has to be."""
    out = BytesIO()
    image.quantize(SHADES).save(out, "PNG", optimize=True)
    assert len(out.getvalue()) <= LIMIT, f"'{file.stem}' is larger than {LIMIT} bytes: show less of it"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(out.getvalue())


def write_report(name: str, images: dict[str, Image.Image]) -> Path:
    """One HTML page with the pictures side by side."""
    FAILED.mkdir(parents=True, exist_ok=True)
    figures = "".join(f"<figure><figcaption>{k}</figcaption>{_img(i)}</figure>" for k, i in images.items())
    page = f"<!DOCTYPE html><title>{name}</title><style>body{{display:flex;font:1em sans-serif}}</style>{figures}"
    file = FAILED / f"{name}.html"
    file.write_text(page, "utf-8")
    return file


def _img(image: Image.Image) -> str:
    out = BytesIO()
    image.save(out, "PNG")
    return f'<img alt="" src="data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}">'
