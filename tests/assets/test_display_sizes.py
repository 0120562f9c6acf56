"""Pictures keep the pixels of their largest display width at print resolution."""

import io
from collections.abc import Callable
from functools import cache

import pytest
from PIL import Image as Pillow

from exporter.assets import with_assets
from exporter.diagnostics import Diagnostics
from exporter.model.document import Asset, Document
from exporter.model.nodes import Block, Container, Image, Paragraph

CAMERA = (4000, 2250)


@cache
def photo(path: str) -> bytes:
    """A camera's JPEG, whatever its path."""
    out = io.BytesIO()
    Pillow.effect_noise((400, 225), 60).convert("RGB").resize(CAMERA).save(out, "JPEG", quality=95)
    assert path
    return out.getvalue()


def line(role: str = "", width: float | None = None) -> Block:
    """A paragraph with the picture."""
    return Paragraph(children=(Image(asset="/a.jpg", alt="a", role=role, width=width),))


def card(*blocks: Block) -> Block:
    """A card among others."""
    return Container(role="card-group", children=(Container(role="card", children=blocks),))


def shown(*body: Block, logo: str = "") -> Asset:
    """The picture that travels with a document."""
    return with_assets(Document(title="T", body=body, logo=logo), photo, Diagnostics()).assets["/a.jpg"]


@pytest.mark.parametrize(
    ("made", "pixels"),
    [
        (lambda: shown(line()), 2100),
        (lambda: shown(line(width=192.0)), 600),
        (lambda: shown(card(line())), 1000),
        (lambda: shown(card(line()), line()), 2100),
        (lambda: shown(card(line("avatar"))), 450),
        (lambda: shown(logo="/a.jpg"), 1000),
    ],
)
def test_a_picture_has_the_pixels_of_its_widest_place(made: Callable[[], Asset], pixels: int) -> None:
    """300 dots an inch where it is shown widest, never more than a page's width takes; a JPEG stays one."""
    asset = made()
    assert (asset.width, asset.media_type) == (pixels, "image/jpeg")
    assert len(asset.data) < len(photo("/a.jpg"))


def test_the_same_picture_has_the_same_bytes() -> None:
    """Scaling has one result."""
    assert shown(card(line())).data == shown(card(line())).data
