"""The layout of a cache folder, and checks before its use: is it the exporter's, and are its entries trustworthy."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from exporter.cachedir_tag import TAG, distrust, is_damaged, is_marked, repository
from exporter.diagnostics import Code, Severity, UsageError
from exporter.disk import LEFTOVER
from exporter.fonts import store
from exporter.source.history import tracked


class EntryKind(StrEnum):
    """The kind of an entry; the value is the name of its folder."""

    RECORDS = "records"  # what is known of a project's pages and exports
    RUN = "run"  # the state and the result of the last run of a command
    EARLY = "early"  # what the last run of a command read
    FILE = "file"  # a rendered file
    RENDERED = "rendered"  # pages, standards and findings of a rendered file
    PIXELS = "pixels"  # a converted picture
    FALLBACK = "fallback"  # the PNG of a drawing
    PICTURE = "picture"  # size and type of a converted picture
    REMOTE = "remote"  # a picture of another host


COUNTED = "size"  # the file with the number of bytes: the last count, and those added since
FONTS = "fonts"  # the folder of font subsets, which ``exporter.fonts.store`` marks and owns

KIND = re.compile("|".join(EntryKind))
PREFIX = re.compile("[0-9a-f]{2}")
ENTRY = re.compile("[0-9a-f]{62}")
KEY = re.compile("[0-9a-f]{64}")


def is_top(name: str) -> bool:
    """Return whether files or folders directly below a cache folder have this name."""
    return name in (COUNTED, FONTS, TAG) or any(pattern.fullmatch(name) for pattern in (KIND, LEFTOVER))


UNTRUSTED = Code(
    "cache-untrusted",
    Severity.WARNING,
    "Other people may have written to the cache folder; the run does not use it.",
    why="A changed cache could change files; without the cache all files are rebuilt, which takes longer.",
    mend="Name a folder with --cache that git does not track and only you may write to.",
)
CODES = (UNTRUSTED,)

GIT_HINT = "remove it with 'git rm -r --cached' and list it in .gitignore, or name another folder with --cache"
NO_GIT_HINT = "install git and let it read the repository, or name a folder outside of it with --cache"
LINK_HINT = "remove the link, or name its target with --cache"
OWNER_HINT = "forbid others to write ('chmod -R o-w'), delete the folder, or name another with --cache"


def check(folder: Path) -> tuple[str, str]:
    """Return why a run must not use the cache in ``folder``, and what to do; both empty for a good folder.

    Raises ``UsageError`` for a folder of others, and ``OSError`` for an unreadable folder or another file.
    """
    if why := _linked(folder):
        return why, LINK_HINT
    names = _names(folder)
    if not names:
        return "", ""
    if TAG in names and (folder / TAG).is_symlink():
        return f"'{folder / TAG}' is a link", LINK_HINT
    if not is_marked(folder):
        refuse_foreign(folder)
    if why := _distrusted(folder):
        return why, LINK_HINT if why.endswith("link") else OWNER_HINT
    return _tracked(folder)


def refuse_foreign(folder: Path) -> None:
    """Raise ``UsageError`` if an unmarked folder holds anything that 0.1, which made no marks, did not write."""
    foreign = next(_foreign(folder), None)
    if foreign is not None:
        message = f"'{folder}' is not a cache folder of the exporter: it holds '{foreign.relative_to(folder)}'"
        raise UsageError(message, code="cache-folder", hint="name a new or empty folder with --cache")


def _linked(folder: Path) -> str:
    """Return the link in the path of the folder, below the top of its repository, in words; empty without a link."""
    own, top = Path(os.path.abspath(folder)), repository(folder)  # noqa: PTH100 (without following links)
    above = own.parents if top is not None else ()
    parts = (own, *(path for path in above if top in path.parents))
    return next((f"'{path}' is a link" for path in parts if path.is_symlink()), "")


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except FileNotFoundError:
        return []


def _scan(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield the entries of a folder; nothing if another run has just removed it."""
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        yield from entries


def _foreign(folder: Path) -> Iterator[Path]:
    """Yield the files and folders of an unmarked folder that are not the exporter's; ``check`` handles links.

    A tag is another program's unless it is damaged, or stands beside entries.
    """
    names = _names(folder)
    tagged = is_damaged(folder) or any(map(KIND.fullmatch, names))
    for entry in _scan(folder):
        path, is_folder = Path(entry.path), entry.is_dir(follow_symlinks=False)
        if not is_top(entry.name):
            yield path
        elif entry.name == TAG:
            yield from () if tagged and not is_folder else (path,)
        elif entry.is_symlink():
            continue
        elif entry.name == FONTS:
            yield from _foreign_fonts(path)
        elif KIND.fullmatch(entry.name) and is_folder:
            yield from _foreign_entries(path)
        elif is_folder or not (entry.name == COUNTED or LEFTOVER.fullmatch(entry.name)):
            yield path


def _foreign_entries(kind: Path) -> Iterator[Path]:
    for prefix in _scan(kind):
        if prefix.is_symlink():
            continue
        if not (PREFIX.fullmatch(prefix.name) and prefix.is_dir()):
            yield Path(prefix.path)
            continue
        for entry in _scan(Path(prefix.path)):
            named = ENTRY.fullmatch(entry.name) or LEFTOVER.fullmatch(entry.name)
            if not named or entry.is_dir(follow_symlinks=False):
                yield Path(entry.path)


def _foreign_fonts(path: Path) -> Iterator[Path]:
    if not store.is_own(path):
        yield path


def _distrusted(folder: Path) -> str:
    """Return why others may have put something into the folder; empty if they cannot."""
    for path, is_folder in parts(folder, links_only=True):
        with suppress(FileNotFoundError):
            if is_folder and (why := distrust(path)):
                return why
            if not is_folder and path.is_symlink():
                return f"'{path}' is a link"
    return ""


def parts(folder: Path, *, links_only: bool = False) -> Iterator[tuple[Path, bool]]:
    """Yield the folder and its parts with names of a cache, and whether each has the name of a folder.

    No link is followed. A folder comes before its parts. ``links_only`` leaves out entries that are no links: a cache
    has many thousands, and their names alone cost a fifth of a second at 20,000.
    """
    yield folder, True
    for top in _scan(folder):
        if not is_top(top.name) or top.name == FONTS:
            continue
        yield Path(top.path), KIND.fullmatch(top.name) is not None
        if KIND.fullmatch(top.name) and top.is_dir(follow_symlinks=False):
            for prefix in (p for p in _scan(Path(top.path)) if PREFIX.fullmatch(p.name)):
                yield Path(prefix.path), True
                if prefix.is_dir(follow_symlinks=False):
                    entries = _entries(Path(prefix.path))
                    yield from ((Path(e.path), False) for e in entries if not links_only or e.is_symlink())


def _entries(prefix: Path) -> Iterator[os.DirEntry[str]]:
    return (e for e in _scan(prefix) if ENTRY.fullmatch(e.name) or LEFTOVER.fullmatch(e.name))


def _tracked(folder: Path) -> tuple[str, str]:
    """Return why git may bring files into the folder, in the form of ``check``."""
    if repository(folder) is None:
        return "", ""
    known = tracked(folder.resolve())
    if known is None:
        return f"git cannot say whether it tracks files in '{folder}'", NO_GIT_HINT
    return (f"git tracks files in '{folder}'", GIT_HINT) if known else ("", "")
