"""Raster pictures: accepted files, refused files, and the bytes that come out."""

import io
import struct
import zlib

import pytest
from PIL import Image

from exporter.assets import BadPicture, PictureLimits, read_picture


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    """A picture's file."""
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def photograph(size: tuple[int, int] = (300, 200), mode: str = "RGB") -> Image.Image:
    """Noise over a gradient: many colours, as photographs have."""
    noise = Image.effect_noise(size, 60)
    return Image.merge("RGB", (noise, noise.transpose(Image.Transpose.ROTATE_180), Image.new("L", size, 90))).convert(
        mode
    )


def opened(data: bytes) -> Image.Image:
    """The picture in a file."""
    return Image.open(io.BytesIO(data))


def test_greys_of_16_bits_keep_their_tones() -> None:
    """Half grey stays half grey, not white."""
    asset = read_picture("a.png", encoded(Image.new("I;16", (4, 4), 0x8000), "PNG"))
    assert opened(asset.data).convert("L").getpixel((1, 1)) == 128


def test_lossless_webp_becomes_png_of_the_same_pixels() -> None:
    """A format that neither Word nor PDF readers know is turned into one that they do, without loss."""
    image = photograph()
    asset = read_picture("a.webp", encoded(image, "WEBP", lossless=True))
    assert asset.media_type == "image/png"
    assert opened(asset.data).tobytes() == image.tobytes()
    assert (asset.width, asset.height) == (300, 200)


def test_lossy_webp_of_a_photograph_becomes_the_smaller_jpeg() -> None:
    """A photograph is not blown up to a PNG of many times its size."""
    assert read_picture("a.webp", encoded(photograph(), "WEBP", quality=80)).media_type == "image/jpeg"


def test_transparent_picture_stays_transparent() -> None:
    """JPEG has no transparency, so that a picture with some is a PNG."""
    asset = read_picture("a.webp", encoded(Image.new("RGBA", (20, 10), (255, 0, 0, 80)), "WEBP", quality=80))
    assert asset.media_type == "image/png"
    assert opened(asset.data).getpixel((3, 3))[3] == 80  # type: ignore[index]


def test_metadata_is_left_out() -> None:
    """Where and with what a photograph was taken is nobody's business."""
    exif = Image.Exif()
    exif[0x010F] = "Maker of cameras"
    data = encoded(photograph(), "JPEG", exif=exif, comment=b"remark on it")
    assert b"Maker of cameras" in data
    clean = read_picture("a.jpg", data).data
    assert b"Maker of cameras" not in clean
    assert b"remark on it" not in clean


def test_unchanged_jpeg_keeps_its_quality() -> None:
    """A JPEG is not made worse by another quality."""
    data = encoded(photograph(), "JPEG", quality=71)
    before, after = opened(data), opened(read_picture("a.jpg", data).data)
    assert before.quantization == after.quantization  # type: ignore[attr-defined]


def test_turned_photograph_is_upright() -> None:
    """The orientation that a camera noted is applied, since it goes with the metadata."""
    exif = Image.Exif()
    exif[0x0112] = 6
    asset = read_picture("a.jpg", encoded(photograph((300, 200)), "JPEG", exif=exif))
    assert (asset.width, asset.height) == (200, 300)


def test_picture_is_cut_to_what_print_needs() -> None:
    """300 dots an inch of the width that it is shown are enough."""
    data = encoded(Image.new("RGB", (4000, 100)), "PNG")
    assert read_picture("a.png", data).width == 2100
    assert read_picture("a.png", data, width=96).width == 300


def test_first_frame_of_a_moving_picture() -> None:
    """Paper shows the first picture of many."""
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("red", "blue")]
    asset = read_picture("a.gif", encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert opened(asset.data).convert("RGB").getpixel((5, 5)) == (255, 0, 0)


def test_same_bytes_each_time() -> None:
    """Conversion gives the same bytes for the same picture."""
    data = encoded(photograph(), "WEBP", quality=70)
    assert read_picture("a.webp", data) == read_picture("a.webp", data)


def lying_png(width: int, height: int) -> bytes:
    """A small PNG that says it is large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(13_000, 13_000), (30_000, 2), (7_000, 7_000), (60_000, 60_000)])
def test_too_many_pixels(size: tuple[int, int]) -> None:
    """A few bytes that would take a gigabyte when decoded are refused before they are."""
    with pytest.raises(BadPicture, match=r"too large|too many pixels"):
        read_picture("a.png", lying_png(*size))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture at all",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n{} loop\n",
        encoded(Image.new("RGB", (30, 30)), "PNG")[:60],
        encoded(photograph(), "TIFF"),
        lying_png(100, 100),
    ],
    ids=["empty", "text", "eps", "cut", "tiff", "short"],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    """Only four formats are tried, and a broken file of them is a finding, no exception of the library's own."""
    with pytest.raises(BadPicture):
        read_picture("a.png", data)


def test_file_beyond_the_limit() -> None:
    """The limit of bytes can be set."""
    with pytest.raises(BadPicture, match="too large"):
        read_picture("a.png", encoded(photograph(), "PNG"), PictureLimits(bytes=1000))
