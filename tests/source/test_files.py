"""Reading files below a folder, whatever a page writes."""

import os
from pathlib import Path

import pytest

from exporter.source import files
from exporter.source.files import Missing, Refused, read_below, safe_parts, url_parts


@pytest.fixture(params=[True, False], ids=["by steps", "whole"])
def root(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with good files, a secret beside it, and all kinds of traps; on systems with and without ``openat``."""
    monkeypatch.setattr(files, "BY_STEPS", request.param)
    root, secret = tmp_path / "public", tmp_path / "secret"
    (root / "sub").mkdir(parents=True)
    secret.mkdir()
    (secret / "key.png").write_bytes(b"secret")
    (root / "ok.png").write_bytes(b"ok")
    (root / "sub" / "a b.png").write_bytes(b"blank")
    (root / "100%.png").write_bytes(b"percent")
    (root / "link.png").symlink_to(secret / "key.png")
    (root / "inner.png").symlink_to("sub/a b.png")
    (root / "loop.png").symlink_to("loop.png")
    (root / "folder").symlink_to(secret)
    (root / "zero").symlink_to("/dev/zero")
    os.mkfifo(root / "pipe")
    return root


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/ok.png", b"ok"),
        ("ok.png", b"ok"),
        ("./sub//a%20b.png", b"blank"),
        ("/sub/a b.png", b"blank"),
        ("/ok.png?v=1#top", b"ok"),
        ("/100%25.png", b"percent"),
        ("/inner.png", b"blank"),
    ],
)
def test_files_of_the_folder_are_read(root: Path, path: str, data: bytes) -> None:
    """Paths as pages write them reach their files, links that stay inside too."""
    assert read_below(root, url_parts(path)) == data


@pytest.mark.parametrize(
    "path",
    [
        *("../secret/key.png", "/../secret/key.png", "sub/../../secret/key.png", "sub/../ok.png", ".."),
        *("%2e%2e/secret/key.png", "..%2fsecret%2fkey.png", "%252e%252e/secret/key.png", "%25252e%25252e%2fx"),
        *("..\\secret\\key.png", "..%5csecret%5ckey.png", "ok.png\0.webp", "ok.png%00", "a%0ab"),
        *("//host/x.png", "file:///etc/passwd", "https://example.org/x.png", "", "/", "a" * 5000),
        *("/link.png", "/folder/key.png", "/zero", "/pipe", "/loop.png", "/sub", "/nope.png", "/ok.png/x", "/a" * 300),
    ],
)
def test_nothing_else_is_read(root: Path, path: str) -> None:
    """Ways out, encodings of them, devices, pipes, folders, loops and missing files are refused, and nothing hangs."""
    with pytest.raises(Refused):
        read_below(root, url_parts(path))


def test_a_missing_file_differs_from_a_refused_one(root: Path) -> None:
    """Only what is not there is missing."""
    with pytest.raises(Missing):
        read_below(root, ("nope.png",))
    with pytest.raises(Refused, match="points outside"):
        read_below(root, ("link.png",))
    with pytest.raises(Refused, match="not a regular file"):
        read_below(root, ("pipe",))


def test_an_absolute_path_of_the_machine_is_looked_up_below_the_folder(root: Path) -> None:
    """``/etc/passwd`` is a path of the site."""
    assert url_parts("/etc/passwd") == ("etc", "passwd")
    with pytest.raises(Missing):
        read_below(root, url_parts("/etc/passwd"))


def test_size_is_limited(root: Path) -> None:
    """A file beyond the limit is refused without being read whole."""
    with pytest.raises(Refused, match="larger than 1 byte"):
        read_below(root, ("ok.png",), limit=1)


def test_decoded_paths_may_hold_percent_signs() -> None:
    """A name is not decoded again, but one that would climb if it were is refused."""
    assert safe_parts("a/100% sure.md") == ("a", "100% sure.md")
    with pytest.raises(Refused):
        safe_parts("%2e%2e/x")


def test_a_drive_or_a_second_stream_is_no_path(root: Path) -> None:
    """Windows gives a colon a meaning of its own; elsewhere such a file may be there."""
    with pytest.raises(Refused):
        read_below(root, ("ok.png:secret",))
