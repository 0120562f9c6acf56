"""The paths that a document names become the pictures that travel with it."""

import io

from PIL import Image as Pillow

from exporter.assets import MissingPicture, with_assets
from exporter.diagnostics import Diagnostics
from exporter.model.document import Asset, Document
from exporter.model.nodes import Figure, Image, Paragraph
from exporter.model.position import Places

TEXT = "![one](/a.png)\n![two](/b.png)\n"
PLACES = Places.of("page.md", TEXT)


def png(colour: str) -> bytes:
    """A small picture's file."""
    out = io.BytesIO()
    Pillow.new("RGB", (10, 10), colour).save(out, "PNG")
    return out.getvalue()


def document(*paths: str) -> Document:
    """A document that shows pictures, one a line of the page."""
    images = (Image(asset=p, alt="a", pos=PLACES.pos(15 * i, 15 * i + 14)) for i, p in enumerate(paths))
    return Document(title="T", body=tuple(Paragraph(children=(i,)) for i in images))


def test_every_picture_is_read_once() -> None:
    """A picture that is shown twice travels once."""
    asked: list[str] = []

    def read(path: str) -> bytes:
        asked.append(path)
        return png("red")

    whole = with_assets(document("/a.png", "/a.png"), read, Diagnostics())
    assert asked == ["/a.png"]
    assert whole.assets["/a.png"].media_type == "image/png"


def test_logo_and_figures_are_pictures_too() -> None:
    """All places that name a picture are looked at."""
    figure = Figure(image=Image(asset="/f.png", alt="f"))
    whole = with_assets(Document(title="T", logo="/l.png", body=(figure,)), lambda _: png("red"), Diagnostics())
    assert set(whole.assets) == {"/l.png", "/f.png"}


def test_a_missing_picture_is_an_error_at_its_line() -> None:
    """The other pictures are there all the same."""
    diagnostics = Diagnostics()

    def read(path: str) -> bytes:
        if path == "/b.png":
            raise MissingPicture("no picture", "did you mean '/a.png'?")
        return png("red")

    whole = with_assets(document("/a.png", "/b.png"), read, diagnostics)
    assert set(whole.assets) == {"/a.png"}
    assert [str(f) for f in diagnostics] == [
        "page.md:2:1: error[missing-image]: no picture: '/b.png'\n  hint: did you mean '/a.png'?"
        " or build with it: severities: {missing-image: warning} in exporter.yaml"
    ]


def test_a_broken_picture_is_an_error_with_what_to_do() -> None:
    """A file that Pillow cannot read is a finding at the picture's place."""
    diagnostics = Diagnostics()
    with_assets(document("/a.png"), lambda _: b"nothing", diagnostics)
    assert [(f.code, f.pos.start.line if f.pos else 0, bool(f.hint)) for f in diagnostics] == [("bad-image", 1, True)]


class Kept:
    """A store in memory, which counts how often it helped."""

    def __init__(self) -> None:
        self.kept: dict[tuple[bytes, float | None], Asset] = {}
        self.used = 0

    def get(self, data: bytes, width: float | None, name: str) -> Asset | None:
        """The picture, if it is known by this name."""
        asset = self.kept.get((data, width))
        self.used += asset is not None and asset.name == name
        return asset

    def put(self, data: bytes, width: float | None, asset: Asset) -> None:
        """Keep it."""
        self.kept[data, width] = asset


def test_store_saves_the_conversion() -> None:
    """A picture whose bytes are known is not decoded again."""
    store = Kept()
    first = with_assets(document("/a.png"), lambda _: png("red"), Diagnostics(), store=store)
    second = with_assets(document("/a.png"), lambda _: png("red"), Diagnostics(), store=store)
    assert (store.used, first) == (1, second)
