"""Attacks on the cache: folders of others, links, pipes, other users' files, and entries that lie."""

import json
import os
import random
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from exporter.build import warm_start
from exporter.cache import Cache, EntryKind
from exporter.cache.folder import COUNTED
from exporter.cachedir_tag import TAG
from exporter.cli import run
from tests.cli.conftest import Write, site

__all__ = ["site"]

OTHER_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# This file is a cache directory tag created by another.\n"
CACHE = Path(".exporter-cache")
BUILD = ("build", "--in-process", "--cache", str(CACHE))
OUTPUT = Path("out/public/files/good.html")
COMMANDS = (
    ("build", "--in-process"),
    ("build", "--in-process", "--dry-run"),
    ("build", "--in-process", "-o", "one.html"),
    ("validate",),
    ("check",),
    ("list",),
    ("publish",),
    ("diff",),
    ("preview", "--to", "html"),
    ("clean",),
    ("clean", "--dry-run"),
    ("clean", "--orphans"),
)


def entries(folder: Path = CACHE) -> list[Path]:
    """The files of the entries of a cache."""
    return sorted(path for path in folder.glob("*/??/*") if path.is_file())


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def cached(site: Write) -> Write:
    """The site with a cache inside it, built once; the output is gone again."""
    assert run(BUILD) == 0
    OUTPUT.unlink()
    return site


def git(*arguments: str) -> None:
    """Run git in the site."""
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *names, *arguments], check=True, capture_output=True)


FOREIGN: dict[str, Callable[[Path], object]] = {
    "deep": lambda f: _file(f / "docs/a/thesis.txt"),
    "top": lambda f: _file(f / "notes.txt"),
    "size-folder": lambda f: _file(f / COUNTED / "a"),
    "kind-file": lambda f: _file(f / "file"),
    "kind-other": lambda f: _file(f / "file/ab/thesis.txt"),
    "prefix-other": lambda f: _file(f / "file/thesis/cd"),
    "entry-folder": lambda f: _file(f / "file/ab" / ("0" * 62) / "thesis"),
    "hash-at-top": lambda f: _file(f / "ab" / ("0" * 62)),
    "other-tag": lambda f: _file(f / TAG, OTHER_TAG),
    "other-tag-and-files": lambda f: (_file(f / TAG, OTHER_TAG), _file(f / "ab/cd")),
    "fonts": lambda f: _file(f / "fonts/Mine.ttf"),
    "hidden": lambda f: _file(f / ".git/HEAD"),
    "empty-folder": lambda f: (f / "drafts").mkdir(parents=True),
}


def _file(path: Path, text: str = "precious") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.mark.parametrize("made", FOREIGN)
def test_a_folder_of_others_is_refused(site: Write, made: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Building and cleaning end with exit code 2 and leave each file as it was, whatever it is called."""
    FOREIGN[made](Path("mine"))
    before = tree(Path())
    for command in (COMMANDS[0], ("clean",)):
        assert run([*command, "--cache", "mine"]) == 2
        assert "error[cache-folder]: 'mine' is not a cache folder" in capsys.readouterr().err
    assert tree(Path()) == before
    assert Path("mine").is_dir()


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_refuses_before_it_writes(
    site: Write, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No command writes anything before it refuses, by --cache as by EXPORTER_CACHE."""
    _file(Path("mine/docs/a/thesis.txt"))
    before = tree(Path())
    assert run([*command, "--cache", "mine"]) == 2
    monkeypatch.setenv("EXPORTER_CACHE", "mine")
    assert run([*command]) == 2
    assert tree(Path()) == before


@pytest.mark.parametrize("place", [".", "content", "content/cache", "content/public", "out", "out/public", "good.md/x"])
def test_the_projects_own_folders_are_no_cache(site: Write, place: str) -> None:
    """The project's folder, its pages, what it serves and its outputs are refused, also where they are empty."""
    if place == "good.md/x":
        _file(Path("good.md"))
    before = tree(Path())
    assert run(["build", "--in-process", "--cache", place]) == 2
    assert tree(Path()) == before


def test_an_empty_folder_stays_when_there_is_nothing_to_clean(site: Write) -> None:
    """A folder that was never a cache is not removed for being empty."""
    Path("empty").mkdir()
    assert run(["clean", "--cache", "empty"]) == 0
    assert Path("empty").is_dir()
    assert run(["clean", "--cache", "nowhere"]) == 0


def test_a_marked_folder_keeps_what_is_not_the_exporters(cached: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither cleaning nor a full cache removes files that have other names, at any depth."""
    names = ("a.txt", "docs/a/thesis.txt", "file/notes.txt", "file/ab/notes.txt", f"file/mine/{'0' * 62}", "size.txt")
    for name in names:
        _file(CACHE / name)
    cache = Cache(CACHE, size=1)
    cache.put(EntryKind.FILE, "0" * 64, b"x" * 100)
    cache.trim()
    assert not [path for path in entries() if len(path.name) == 62 and path.parent.name != "mine"]
    assert run(["clean", "--cache", str(CACHE)]) == 0
    assert set(tree(CACHE)) == {TAG, *names}


def test_caches_of_0_1_are_adopted(cached: Write) -> None:
    """A folder without a mark that holds nothing but the exporter's names is marked and used, also after a kill."""
    (CACHE / TAG).unlink()
    _file(CACHE / "file/ab/.a1b2c3_4.tmp")
    assert run(BUILD) == 0
    assert (CACHE / TAG).is_file()
    (CACHE / TAG).unlink()
    assert run(["clean", "--cache", str(CACHE)]) == 0
    assert not CACHE.exists()


def test_the_default_folder_is_emptied_after_a_build(
    site: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is left of cache and fonts, and how much that was is told."""
    from exporter.fonts import store

    temporary = tempfile.TemporaryDirectory()  # a path that is short enough for sockets

    monkeypatch.delenv("EXPORTER_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("TMPDIR", temporary.name)
    own = [sys.executable, "-P", "-m", "exporter"]
    told = subprocess.run(
        [*own, "build", "content/good.md", "--to", "html"], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    assert (tmp_path / "xdg/mdc-exporter/fonts" / TAG).is_file()
    told = subprocess.run([*own, "clean"], capture_output=True, text=True, check=False)
    assert (told.returncode, tree(tmp_path / "xdg")) == (0, {}), told.stderr
    assert "removed cut fonts: " in told.stderr
    assert "entries, " in told.stderr
    assert store.default_folder() == tmp_path / "xdg/mdc-exporter/fonts"
    temporary.cleanup()


def test_fonts_in_use_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that renders keeps its fonts, whatever another one cleans."""
    from exporter.fonts import store

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(store, "_locks", [])
    place = store.default_folder()
    assert store._is_usable(place, "1-4.0.0")
    store.put(place / "1-4.0.0/limited" / f"{'0' * 24}.ttf", b"font")
    _file(place / "1-4.0.0/limited/Mine.ttf")
    assert store.clear() == (0, False)
    store._locks.pop().close()
    assert store.clear() == (4, True)
    assert [path.name for path in place.rglob("*.ttf")] == ["Mine.ttf"]


LINKS: dict[str, Callable[[Path], object]] = {
    "root": lambda _: _turn_to_link(CACHE),
    "kind": lambda _: _turn_to_link(CACHE / "file"),
    "prefix": lambda _: _turn_to_link(entries()[0].parent),
    "entry": lambda _: _turn_to_link(entries()[0]),
    "size": lambda out: ((CACHE / COUNTED).unlink(), (CACHE / COUNTED).symlink_to(out / "Makefile")),
    "tag": lambda out: ((CACHE / TAG).unlink(), (CACHE / TAG).symlink_to(out / "Makefile")),
    "dangling": lambda out: ((CACHE / COUNTED).unlink(), (CACHE / COUNTED).symlink_to(out / "nowhere")),
}


def _turn_to_link(path: Path) -> None:
    there = path.absolute().parent / f"moved-{path.name}"
    if path.parent != Path():
        there = Path("elsewhere").absolute()
    path.rename(there)
    path.symlink_to(there)


@pytest.mark.parametrize("kind", LINKS)
def test_links_in_the_cache_are_not_followed(
    cached: Write, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The run is cold and warns; nothing is written, neither in the cache nor where the link leads."""
    outside = tmp_path / "outside"
    _file(outside / "Makefile", "all:\n")
    LINKS[kind](outside)
    before = tree(Path()), tree(outside)
    assert run([*BUILD, "--force"]) == 0
    assert "warning[cache-untrusted]: the cache is not used: '" in capsys.readouterr().err
    assert {n: d for n, d in tree(Path()).items() if not n.startswith("out/")} == {
        n: d for n, d in before[0].items() if not n.startswith("out/")
    }
    assert tree(outside) == before[1]
    assert OUTPUT.is_file()


@pytest.mark.parametrize("name", [COUNTED, "entry", "records"])
def test_pipes_in_the_cache_are_not_waited_for(cached: Write, name: str) -> None:
    """A pipe in the place of a file counts as missing and is replaced."""
    path = CACHE / COUNTED if name == COUNTED else next(p for p in entries() if name == "entry" or name in p.parts)
    path.unlink()
    os.mkfifo(path)
    done = threading.Thread(target=lambda: run([*BUILD, "--force"]), daemon=True)
    done.start()
    done.join(60)
    assert not done.is_alive()
    assert OUTPUT.is_file()


def test_a_huge_size_is_counted_anew(cached: Write) -> None:
    """The size is read up to a few bytes, and any that is no number is counted again."""
    for wrong in (b"9" * 10_000_000, b"-5", b"\xff", b"1e3", b""):
        (CACHE / COUNTED).write_bytes(wrong)
        assert run([*BUILD, "--force"]) == 0
        assert 0 < int((CACHE / COUNTED).read_text()) < 1_000_000


@pytest.mark.parametrize("part", ["", "file", "prefix"])
def test_a_cache_that_everybody_may_write_to_is_not_used(
    cached: Write, part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder and the folders in it are looked at, not those above."""
    Path().absolute().chmod(0o777)
    assert run(BUILD) == 0
    assert "cache-untrusted" not in capsys.readouterr().err
    (entries()[0].parent if part == "prefix" else CACHE / part).chmod(0o777)
    assert run([*BUILD, "--force"]) == 0
    assert "every user may write to" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_a_cache_of_another_user_is_not_used(cached: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Root does not trust a folder of another user either; of a file it is the entry alone that counts as missing."""
    for path in entries():
        os.chown(path, 12345, 12345)
    assert Cache(CACHE).get(entries()[0].parent.parent.name, entries()[0].parent.name + entries()[0].name) is None
    os.chown(CACHE, 12345, 12345)
    assert run(BUILD) == 0
    assert "belongs to another user" in capsys.readouterr().err


def test_a_cache_that_git_tracks_is_not_used(
    cached: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tracked and committed entries are of whoever made the commit; one that is ignored is the machine's own."""
    git("init", "-q")
    assert run(BUILD) == 0
    assert "cache-untrusted" not in capsys.readouterr().err
    git("add", "-f", str(entries()[0]))
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere")
    before = tree(CACHE)
    OUTPUT.unlink()
    assert run(BUILD) == 0
    told = capsys.readouterr().err
    assert "warning[cache-untrusted]: the cache is not used: git tracks files in '" in told
    assert "git rm -r --cached" in told
    assert tree(CACHE) == before


def test_without_git_a_cache_in_a_repository_is_not_used(
    cached: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A repository that cannot be asked may track anything; elsewhere nobody asks."""
    monkeypatch.setenv("PATH", "")
    assert run(BUILD) == 0
    assert "cache-untrusted" not in capsys.readouterr().err
    Path(".git").mkdir()
    OUTPUT.unlink()
    assert run(BUILD) == 0
    assert "git cannot say whether it tracks files in" in capsys.readouterr().err


def test_a_repository_says_nothing_about_what_is_run(cached: Write) -> None:
    """A program that the repository's configuration names is not run when git is asked."""
    from exporter.source.history import tracked

    git("init", "-q")
    Path("spy").write_text("#!/bin/sh\ntouch ran\n")
    Path("spy").chmod(0o755)
    git("config", "core.fsmonitor", str(Path("spy").absolute()))
    assert tracked(CACHE.absolute()) is False
    assert not Path("ran").exists()


def test_swapped_entries_are_no_entries(tmp_path: Path) -> None:
    """An entry in the place of another key or kind counts as missing, though its bytes are whole."""
    cache, one, two = Cache(tmp_path), "ab" * 32, "cd" * 32
    cache.put(EntryKind.FILE, one, b"one")
    cache.put(EntryKind.FILE, two, b"two")
    first, second = cache._path(EntryKind.FILE, one), cache._path(EntryKind.FILE, two)
    kept = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(kept)
    cache.put(EntryKind.PIXELS, one, b"pixels")
    cache._path(EntryKind.FALLBACK, one).parent.mkdir(parents=True)
    cache._path(EntryKind.FALLBACK, one).write_bytes(cache._path(EntryKind.PIXELS, one).read_bytes())
    assert (
        cache.get(EntryKind.FILE, one) is cache.get(EntryKind.FILE, two) is cache.get(EntryKind.FALLBACK, one) is None
    )
    assert cache.get(EntryKind.PIXELS, one) == b"pixels"


def test_only_signed_entries_count_under_a_key(cached: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries without a signature, or with that of another key, are missing; nobody removes what he cannot judge."""
    key = "ab" * 32
    plain, ours, theirs = Cache(CACHE), Cache(CACHE, secret=b"ours"), Cache(CACHE, secret=b"theirs")
    for writer in (plain, ours, theirs):
        writer.put(EntryKind.FILE, key, b"text")
        assert [reader.get(EntryKind.FILE, key) for reader in (plain, ours, theirs) if reader is not writer] == [
            None,
            None,
        ]
        assert plain._path(EntryKind.FILE, key).is_file()
        assert writer.get(EntryKind.FILE, key) == b"text"
        if writer is plain:
            continue
    before = tree(CACHE)
    monkeypatch.setenv("EXPORTER_CACHE_KEY", "ours")
    assert run(BUILD) == 0
    signed = [name for name, data in tree(CACHE).items() if data.startswith(b"hmac-sha256 ")]
    assert {Path(name).parts[0] for name in signed} >= {"file", "rendered", "records"}
    assert tree(CACHE) != before


def _png() -> bytes:
    data = BytesIO()
    Image.new("RGB", (3, 2), "red").save(data, "PNG")
    return data.getvalue()


LIES: tuple[Any, ...] = (None, True, -1, 10**400, 1.5, "", "\0", "../../x", [], [1], {}, {"a": 1}, [[]] * 3, {"Pos": 1})


def _lying(value: Any, chance: random.Random) -> Any:
    """A value of JSON with one part in it replaced by another type, also in a record's text."""
    if isinstance(value, str) and value.startswith("{") and chance.random() < 0.8:
        return json.dumps(_lying(json.loads(value), chance))
    if chance.random() < 0.2 or not isinstance(value, list | dict) or not value:
        return chance.choice(LIES)
    where = chance.choice(list(value) if isinstance(value, dict) else range(len(value)))
    if isinstance(value, list):
        return [_lying(v, chance) if at == where else v for at, v in enumerate(value)]
    if chance.random() < 0.2:
        return {k: v for k, v in value.items() if k != where}
    return {k: _lying(v, chance) if k == where else v for k, v in value.items()}


def _values(folder: Path) -> Iterator[tuple[EntryKind, str, Any]]:
    """The entries of JSON of a cache."""
    cache = Cache(folder)
    for path in entries(folder):
        kind, key = EntryKind(path.parts[-3]), path.parent.name + path.name
        if kind in (EntryKind.RECORDS, EntryKind.RENDERED, EntryKind.PICTURE):
            yield kind, key, cache.get_json(kind, key)


def test_entries_of_wrong_types_count_as_missing(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Whole entries whose parts are of other types or not there never end a run; it makes again what they were of."""
    site("content/public/a.png", _png())
    site(
        "content/good.md",
        "---\ntitle: Good\n---\n\n## First\n\n![A picture](/a.png)\n\n### Skipped\n\nWords [x](/y).\n",
    )
    assert run(BUILD) == 0
    kept = list(_values(CACHE))
    assert {kind for kind, _, _ in kept} == {EntryKind.RECORDS, EntryKind.RENDERED, EntryKind.PICTURE}
    chance, cache = random.Random(1), Cache(CACHE)
    for number in range(40):
        for kind, key, value in kept:
            cache.put_json(kind, key, _lying(value, chance))
        OUTPUT.unlink(missing_ok=True)
        for command in (BUILD, ("check", "--cache", str(CACHE)), ("list", "--cache", str(CACHE))):
            assert run(command) == 0, (number, capsys.readouterr().err)
        assert OUTPUT.is_file()
    told = capsys.readouterr().err
    assert "internal" not in told
    assert "Traceback" not in told


def test_a_deep_entry_counts_as_missing(tmp_path: Path) -> None:
    """Brackets in brackets, numbers that are none, and bytes that are no text."""
    cache = Cache(tmp_path)
    for wrong in (b"[" * 100_000, b"NaN", b"[1e999]", b"-Infinity", b"\xff", b"", b"9" * 5000, b'{"a"'):
        cache.put(EntryKind.RECORDS, "ab" * 32, wrong)
        assert cache.get_json(EntryKind.RECORDS, "ab" * 32) is None


@pytest.mark.parametrize(
    "value", [*LIES, *({"files": lie, "modules": []} for lie in ({"\0": []}, {"a" * 9999: []}, 1))]
)
def test_a_lying_note_of_the_last_run_begins_nothing(tmp_path: Path, value: Any) -> None:
    """What the last run noted is looked at, and never trusted."""
    cache = Cache(tmp_path)
    cache.put_json(EntryKind.EARLY, "0" * 64, value)
    warm_start.begin(cache, "0" * 64)
