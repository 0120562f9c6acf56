"""Releases of anybody: archives and folders are read within limits, and their sums, manifest and files agree."""

import hashlib
import io
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from exporter.diagnostics import UsageError
from exporter.output import Entry, Manifest, release_files
from exporter.output.release_files import opened_release

FILES = {"public/a.txt": b"A\n\nWords.\n", "public/b.txt": b"B\n"}


def manifest(files: Mapping[str, bytes] = FILES) -> bytes:
    """The manifest of some text files."""
    entries = {
        path: Entry(
            path=path,
            export=path.removesuffix(".txt"),
            format="text",
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            pages=None,
            title="A",
            page="a.md",
        )
        for path, data in files.items()
    }
    return Manifest(entries).to_json()


def sums(files: Mapping[str, bytes]) -> bytes:
    """The lines of SHA256SUMS."""
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items()).encode()


def release(files: Mapping[str, bytes] = FILES) -> dict[str, bytes]:
    """The files of a release that is as it should be."""
    inside = {**files, "manifest.json": manifest(files), "reports/findings.txt": b"no findings\n"}
    return {**inside, "SHA256SUMS": sums(inside)}


def packed(path: Path, files: Mapping[str, bytes]) -> Path:
    """A ZIP file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def unpacked(path: Path, files: Mapping[str, bytes]) -> Path:
    """A folder."""
    for name, data in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


@pytest.mark.parametrize("make", [packed, unpacked])
def test_each_disagreement_is_named(make: object, tmp_path: Path) -> None:
    """Changed, missing and added files, and lines and entries for them; none in a release as it was packed."""
    assert callable(make)

    def faults(files: Mapping[str, bytes], name: str) -> list[str]:
        with opened_release(make(tmp_path / name, files)) as opened:
            return [finding.message.partition(": ")[2] for finding in opened.faults()]

    good = release()
    assert faults(good, "good.zip") == []
    assert faults({**good, "public/a.txt": b"Changed"}, "changed.zip") == [
        "'public/a.txt' differs from its line in SHA256SUMS",
        "'public/a.txt' differs from its entry in manifest.json",
    ]
    less = {name: data for name, data in good.items() if name != "public/b.txt"}
    assert faults(less, "less.zip") == ["'public/b.txt' is missing"]
    assert faults({**good, "public/c.txt": b"C"}, "more.zip") == [
        "'public/c.txt' has no line in SHA256SUMS",
        "'public/c.txt' has no entry in manifest.json",
    ]
    alone = {name: data for name, data in good.items() if name != "SHA256SUMS"}
    assert faults(alone, "alone.zip") == ["it has no SHA256SUMS"]
    outside = {**FILES, "../../outside.txt": b"x"}
    assert faults({**alone, "manifest.json": manifest(outside)}, "outside.zip") == [
        "it has no SHA256SUMS",
        "'../../outside.txt' leads out of the release",
    ]


def raw(name: str, mode: int = 0o644, flags: int = 0) -> bytes:
    """A release with one more file, as no tool of good will packs it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for other, data in release().items():
            archive.writestr(other, data)
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        archive.writestr(info, b"/etc/passwd")
        info.flag_bits |= flags
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (raw("../outside.txt"), "is a link, or leads out of it"),
        (raw("/etc/outside.txt"), "is a link, or leads out of it"),
        (raw("public\\..\\outside.txt"), "is a link, or leads out of it"),
        (raw("public/link.txt", stat.S_IFLNK | 0o777), "is a link, or leads out of it"),
        (raw("PUBLIC/A.txt"), "two of its files have one name"),
        (b"PK\x03\x04 nothing", "it is not a complete ZIP file"),
        (b"words", "it is not a complete ZIP file"),
        (raw("public/c.txt")[:-40], "it is not a complete ZIP file"),
    ],
)
def test_a_hostile_archive_is_refused(data: bytes, words: str, tmp_path: Path) -> None:
    """Names that lead out, links, names of one file and damage end in one error; nothing is written."""
    path = tmp_path / "hostile.zip"
    path.write_bytes(data)
    with pytest.raises(UsageError, match=words) as caught, opened_release(path):
        pass
    assert caught.value.diagnostic.code == "damaged-release"
    assert [one.name for one in tmp_path.iterdir()] == ["hostile.zip"]


def test_files_stay_within_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that unpacks to more than it may, all files together, their number, and a manifest nested too deeply."""
    bomb = packed(tmp_path / "bomb.zip", {**release(), "public/a.txt": b"\0" * 3_000_000})
    monkeypatch.setattr(release_files, "LARGEST_FILE", 1_000_000)
    with opened_release(bomb) as opened:
        assert any("it is larger than 1,000,000 bytes" in finding.message for finding in opened.faults())
        opened._left = 1
        with pytest.raises(UsageError, match="has more than"):
            opened.read("public/b.txt")
    monkeypatch.setattr(release_files, "MOST_FILES", 3)
    with pytest.raises(UsageError, match="it has more than 3 files"), opened_release(bomb):
        pass
    deep = packed(tmp_path / "deep.zip", {"manifest.json": b"[" * 100_000})
    with pytest.raises(UsageError, match="has no manifest that can be read"), opened_release(deep):
        pass


def test_links_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    """Neither a link in the place of a file nor one above it."""
    folder = unpacked(tmp_path / "release", release())
    unpacked(tmp_path / "elsewhere", {"a.txt": FILES["public/a.txt"], "b.txt": FILES["public/b.txt"]})
    (folder / "public/a.txt").unlink()
    (folder / "public/a.txt").symlink_to(tmp_path / "elsewhere/a.txt")
    with opened_release(folder) as opened, pytest.raises(UsageError, match="cannot read"):
        opened.file("public/a.txt")
    (folder / "public").rename(folder / "moved")
    (folder / "public").symlink_to(tmp_path / "elsewhere")
    with opened_release(folder) as opened, pytest.raises(UsageError, match="it is behind a link"):
        opened.file("public/b.txt")
