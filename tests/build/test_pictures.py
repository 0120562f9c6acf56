"""Pictures of the site, by the addresses that pages give them."""

from dataclasses import fields
from pathlib import Path

import pytest

from exporter.assets import BadPicture, MissingPicture, RemotePicture
from exporter.build.pictures import Pictures, PictureStore
from exporter.cache import Cache
from exporter.config.load import load
from exporter.diagnostics import Diagnostics
from exporter.fonts.drawing_fonts import DrawingFonts
from exporter.model.document import Asset


@pytest.fixture
def pictures(tmp_path: Path) -> Pictures:
    """The pictures of a site with one file."""
    (tmp_path / "content" / "public" / "images").mkdir(parents=True)
    (tmp_path / "content" / "public" / "images" / "a b.png").write_bytes(b"picture")
    text = "site:\n  url: https://www.example.org\n  hosts: [old.example.org]\n"
    (tmp_path / "exporter.yaml").write_text(text, "utf-8")
    return Pictures(load(tmp_path, ["pdf"], Diagnostics()))


@pytest.mark.parametrize(
    "path",
    [
        "/images/a%20b.png",
        "https://www.example.org/images/a%20b.png?w=2",
        "http://OLD.example.org/images/a b.png",
        "//www.example.org/images/a%20b.png",
    ],
)
def test_an_address_on_the_sites_own_host_is_a_path_of_the_site(pictures: Pictures, path: str) -> None:
    """Addresses with the site's host are looked up below the public folder, as paths without it are."""
    assert pictures.read(path) == b"picture"


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("https://www.example.org/images/none.png", RemotePicture),
        ("/images/none.png", MissingPicture),
        ("https://www.example.net/images/a%20b.png", RemotePicture),
        ("https://www.example.org@example.net/images/a%20b.png", RemotePicture),
        ("file://www.example.org/images/a%20b.png", BadPicture),
    ],
)
def test_other_addresses_are_not_read(pictures: Pictures, path: str, error: type[Exception]) -> None:
    """A missing file is told as missing; other hosts and schemes are never looked up."""
    with pytest.raises(error):
        pictures.read(path)


def test_pictures_are_looked_for_in_each_public_folder_in_turn(tmp_path: Path) -> None:
    """Nuxt's folder beside the content is looked in too, after the content's own; a list names others."""
    for folder, data in (("content/public", b"first"), ("public", b"second"), ("extra", b"third")):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.png").write_bytes(data)
    (tmp_path / "public" / "b.png").write_bytes(b"second")
    usual = Pictures(load(tmp_path, ["pdf"], Diagnostics()))
    assert (usual.read("/a.png"), usual.read("/b.png")) == (b"first", b"second")
    (tmp_path / "exporter.yaml").write_text("public: [extra, public]\n", "utf-8")
    listed = Pictures(load(tmp_path, ["pdf"], Diagnostics()))
    assert (listed.read("/a.png"), listed.read("/b.png")) == (b"third", b"second")


def test_a_missing_picture_names_the_folders_and_the_key(tmp_path: Path) -> None:
    """A picture that is found nowhere says where it was looked for, and which key names other folders."""
    with pytest.raises(MissingPicture, match="'content/public' or 'public'") as error:
        Pictures(load(tmp_path, ["pdf"], Diagnostics())).read("/a.png")
    assert "'public' in exporter.yaml" in (error.value.hint or "")


@pytest.mark.parametrize(
    ("yaml", "places"),
    [
        ("content: docs/pages\n", ("docs/pages/public", "docs/public")),
        ("public: static\n", ("static",)),
        ("public: [static, more]\n", ("static", "more")),
        ("content: .\n", ("public",)),
    ],
)
def test_the_public_folders_follow_the_content_folder(tmp_path: Path, yaml: str, places: tuple[str, ...]) -> None:
    """Each place is looked in, and the message names them all as the configuration counts them."""
    (tmp_path / "exporter.yaml").write_text(yaml, "utf-8")
    for number, place in enumerate(places):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / f"{number}.png").write_bytes(place.encode())
    read = Pictures(load(tmp_path, ["pdf"], Diagnostics())).read
    assert tuple(read(f"/{number}.png").decode() for number in range(len(places))) == places
    with pytest.raises(MissingPicture) as error:
        read("/none.png")
    assert all(f"'{place}'" in str(error.value) for place in places)


def test_a_kept_picture_is_the_one_that_was_made(tmp_path: Path) -> None:
    """Every field comes back from the cache, those with a default too, so that a second run makes the same files."""
    given: dict[str, object] = {"data": b"<svg/>", "fallback": b"png", "vector": False, "losses": ("a blur",)}
    picture = Asset(name="/a.svg", media_type="image/svg+xml", width=720.5, height=9.0, words="Fig", **given)
    plain = Asset(name="/a.svg", media_type="image/png", data=b"", width=1, height=1)
    usual = [f.name for f in fields(Asset) if getattr(picture, f.name) == getattr(plain, f.name)]
    store = PictureStore(Cache(tmp_path), DrawingFonts())
    store.put(b"source", None, picture)
    assert usual == ["name"]
    assert store.get(b"source", None, "/a.svg") == picture
