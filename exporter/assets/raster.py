"""Raster pictures: checked, scaled down to print resolution and written anew without metadata.

Pillow tries the named formats only, since it would start Ghostscript on EPS. Its warning of decompression bombs is an
error: a 21 KB PNG took 1.4 GB. Only the first frame of a moving picture is kept.
"""

import base64
import io
import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from PIL import ExifTags, Image, ImageChops, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from exporter.assets.errors import BadPicture
from exporter.assets.picture_limits import PictureLimits
from exporter.diagnostics import counted, shortened
from exporter.model.document import Asset
from exporter.model.limit import raised

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
QUALITY = 88
# Bytes up to which a PNG stays a PNG; a larger one becomes a JPEG if that has a quarter of its size.
LARGE_PNG = 262_144


def read_raster(name: str, data: bytes, limits: PictureLimits, width: float | None = None) -> Asset:
    """Return the picture as PNG or JPEG; ``width`` is its largest shown width in CSS pixels (None: the page's width).

    Raises ``BadPicture``.
    """
    with _as_bad_picture(), warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        image = Image.open(io.BytesIO(data), formats=FORMATS)
        _check(image, limits)
        image.seek(0)
        image.load()
        lossless = image.format != "JPEG" and not (image.format == "WEBP" and b"VP8L" not in data[:64])
        return _encode(name, lossless, image, limits, width)


def embedded(address: str, limits: PictureLimits) -> str:
    """Return the address of a picture inside a drawing (``data:``, RFC 2397), with checked bytes.

    Raises ``BadPicture`` for another address, or for a picture that is not PNG, JPEG, GIF or WebP.
    """
    head, comma, data = address.partition(",")
    if not comma or not head.lower().replace(" ", "").endswith(";base64") or not head.lower().startswith("data:image/"):
        raise BadPicture(f"the drawing refers to '{shortened(address)}'", "embed it, or save the drawing as PNG")
    try:
        raw = base64.b64decode("".join(data.split()), validate=True)
    except ValueError as error:
        raise BadPicture("a picture in the drawing is broken", "save the drawing as PNG") from error
    if len(raw) > limits.bytes:
        raise BadPicture("a picture in the drawing is too large", f"at most {counted(limits.bytes, 'byte')}")
    asset = read_raster("", raw, limits)
    return f"data:{asset.media_type};base64,{base64.b64encode(asset.data).decode('ascii')}"


@contextmanager
def _as_bad_picture() -> Iterator[None]:
    """Raise ``BadPicture`` for any exception of Pillow, which raises many kinds on broken files.

    WeasyPrint makes Pillow accept truncated files in the whole process; here they are refused.
    """
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    except BadPicture:
        raise
    except UnidentifiedImageError as error:
        hint = f"pictures are {', '.join(FORMATS)} or SVG"
        raise BadPicture("the file is not a readable picture", hint) from error
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise BadPicture("the picture has too many pixels", "save it smaller") from error
    except MemoryError:
        raise
    except Exception as error:
        raise BadPicture(f"the picture is broken ({error})", "open and save it again with an image editor") from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _check(image: Image.Image, limits: PictureLimits) -> None:
    pixels = image.width * image.height
    if pixels > limits.pixels or max(image.size) > limits.side:
        size = f"{image.width} x {counted(image.height, 'pixel')}"
        name = "pixels" if pixels > limits.pixels else "side"
        more = raised("assets", name, getattr(limits, name), pixels if name == "pixels" else max(image.size))
        hint = f"save it with at most {counted(limits.pixels, 'pixel')}, or allow more: {more}"
        raise BadPicture(f"the picture is too large ({size})", hint)


def _encode(name: str, lossless: bool, image: Image.Image, limits: PictureLimits, width: float | None) -> Asset:
    shown = _scaled(_normalised(image), limits, width)
    jpeg = _jpeg(shown, image) if shown.mode != "RGBA" else None
    if jpeg is not None and image.format == "JPEG":
        return _asset(name, "image/jpeg", jpeg, shown)
    png = _png(shown)
    most = len(png) if not lossless else len(png) / 4 if len(png) > LARGE_PNG else 0
    if jpeg is not None and len(jpeg) < most:
        return _asset(name, "image/jpeg", jpeg, shown)
    return _asset(name, "image/png", png, shown)


def _normalised(image: Image.Image) -> Image.Image:
    """Return the picture upright, in sRGB, as grey, RGB or RGBA, without metadata."""
    profile = image.info.get("icc_profile")
    upright = _in_bytes(ImageOps.exif_transpose(image))
    transparent = "A" in upright.getbands() or "transparency" in upright.info
    mode = "RGBA" if transparent else "L" if upright.mode in ("1", "L") else "RGB"
    plain = _in_srgb(upright, profile) if profile and upright.mode in ("RGB", "RGBA", "CMYK") else upright
    plain = plain.convert(mode) if plain.mode != mode else plain.copy()
    if mode == "RGBA" and plain.getchannel("A").getextrema() == (255, 255):
        plain = plain.convert("RGB")
    plain.info = {}
    return plain


def _in_bytes(image: Image.Image) -> Image.Image:
    """Return a picture of 16-bit greys in 8 bits; Pillow would clip it to white."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Return the picture with its colours turned to sRGB; unchanged if the profile cannot be used."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        turned = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return turned or image


def _scaled(image: Image.Image, limits: PictureLimits, width: float | None) -> Image.Image:
    """Return the picture scaled down to 300 dots an inch at its largest shown size."""
    widest = min(limits.print_width, math.ceil(width / 96 * 300)) if width else limits.print_width
    factor = min(widest / image.width, limits.print_height / image.height)
    if factor >= 1:
        return image
    size = max(1, round(image.width * factor)), max(1, round(image.height * factor))
    return image.resize(size, Image.Resampling.LANCZOS)


def _jpeg(shown: Image.Image, read: Image.Image) -> bytes:
    """Return a JPEG; an unchanged one keeps its quality, so that nothing is lost twice."""
    out = io.BytesIO()
    as_it_was = (
        read.format == "JPEG" and read.size == shown.size and read.mode == shown.mode and not _changes_pixels(read)
    )
    if as_it_was:
        read.save(out, "JPEG", quality="keep", optimize=True, exif=b"", icc_profile=None, comment=b"")
    else:
        shown.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _changes_pixels(image: Image.Image) -> bool:
    """Whether turning the picture upright, or its colour profile, changed its pixels."""
    return "icc_profile" in image.info or image.getexif().get(ExifTags.Base.Orientation, 1) != 1


def _png(image: Image.Image) -> bytes:
    """Return a PNG, with a palette if that loses no colour."""
    out = io.BytesIO()
    if image.mode == "RGB" and image.getcolors(256):
        few = image.quantize(256, dither=Image.Dither.NONE)
        image = few if ImageChops.difference(few.convert("RGB"), image).getbbox() is None else image
    image.save(out, "PNG", compress_level=9)
    return out.getvalue()


def _asset(name: str, media_type: Literal["image/png", "image/jpeg"], data: bytes, image: Image.Image) -> Asset:
    return Asset(name=name, media_type=media_type, data=data, width=image.width, height=image.height)
