"""Single files: written whole or not at all, read without waiting."""

import os
from pathlib import Path

import pytest

from exporter.disk import write_atomic


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever goes wrong while writing, the file that was there is there, and nothing beside it."""
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomic(target, b"new")
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.pdf"]


def test_files_are_readable_as_others_are(tmp_path: Path) -> None:
    """A web server may read what is written, as the mask of new files allows."""
    before = os.umask(0o022)
    try:
        write_atomic(tmp_path / "a.html", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "a.html").stat().st_mode & 0o777 == 0o644


def test_a_cached_file_is_its_owners_alone(tmp_path: Path) -> None:
    """Nobody else may read what the cache keeps, and a link in its place is replaced."""
    (tmp_path / "theirs").write_bytes(b"theirs")
    (tmp_path / "entry").symlink_to(tmp_path / "theirs")
    write_atomic(tmp_path / "entry", b"new", cached=True)
    assert (tmp_path / "theirs").read_bytes() == b"theirs"
    assert (tmp_path / "entry").read_bytes() == b"new"
    assert (tmp_path / "entry").lstat().st_mode & 0o777 == 0o600
