"""Reading and writing single files, without waiting, and never through a link.

A checkout can hold a link or, made by a step before, a pipe where the exporter's own files stand. Opening a pipe waits
for ever, a device such as /dev/zero never ends, and writing through a link changes a file that is elsewhere.
"""

import codecs
import errno
import os
import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

BOM: Final = codecs.BOM_UTF8  # the byte order mark, which some editors put in front of a text
LARGEST = 1_000_000_000  # bytes of any file that is read at once
# Files written aside, as tempfile names them: a killed run leaves them behind. 0.1 wrote those of the cache without a
# name of its own.
ASIDE: Final = ".exporter-"
LEFTOVER: Final = re.compile(rf"({re.escape(ASIDE)}|\.)[a-z0-9_]{{8}}\.tmp")
# Windows has neither; it has no such files in a checkout either.
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_PART = 1 << 20  # bytes
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)


def read_regular(path: Path, limit: int = LARGEST, *, links: bool = False) -> bytes:
    """The bytes of a regular file; ``links`` says whether ``path`` may be a link to one. Raises ``OSError``."""
    with opened_to_read(path, links=links) as file:
        data = read_up_to(file, limit + 1)
    if len(data) > limit:
        raise OSError(errno.EFBIG, f"it is larger than {limit:,} bytes", str(path))
    return data


@contextmanager
def opened_to_read(path: Path, *, links: bool = False) -> Iterator[IO[bytes]]:
    """A regular file to read from; ``links`` says whether ``path`` may be a link to one. Raises ``OSError``."""
    descriptor = os.open(path, os.O_RDONLY | _NO_WAIT | (0 if links else _NO_LINK) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        _check(file, path)
        yield file


def read_up_to(file: IO[bytes], count: int) -> bytes:
    """Read no more than ``count`` bytes, in parts: one read makes room for all of them beforehand."""
    parts = []
    while count > 0 and (part := file.read(min(count, _PART))):
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


@contextmanager
def opened_to_append(path: Path) -> Iterator[IO[str]]:
    """A regular file to write to at its end; it and its parent folders are created if missing. Raises ``OSError``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | _NO_LINK | _NO_WAIT, 0o644)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        _check(file, path)
        yield file


def write_atomic(path: Path, data: bytes, mode: int = 0o644, *, cached: bool = False) -> None:
    """Put ``data`` at ``path``, whole or not at all, creating missing parent folders; a link there is replaced.

    Whoever looks sees the old file or the new one. A ``cached`` file is its owner's alone, and may be lost if the
    machine stops. Raises ``OSError``, leaving the old file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=ASIDE, suffix=".tmp")
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if not cached:
                file.flush()
                os.fsync(file.fileno())
        if not cached:
            aside.chmod(mode & ~_umask())
        aside.replace(path)
    except BaseException:
        with suppress(OSError):
            aside.unlink()
        raise


def remove_leftovers(folder: Path) -> None:
    """Remove the files that a killed run wrote aside below ``folder``; only the run that holds its lock may."""
    for path in folder.rglob(f"{ASIDE}*.tmp"):
        with suppress(OSError):
            path.unlink()


def encoded(text: str, *, bom: bool) -> bytes:
    """Return ``text`` as UTF-8, with a byte order mark or without."""
    return (BOM if bom else b"") + text.encode()


def leads_out(path: Path, bounds: Path) -> bool:
    """Whether ``path``, its links followed, is outside of the folder ``bounds``; neither has to be there."""
    try:
        return not path.resolve().is_relative_to(bounds.resolve())
    except (OSError, RuntimeError):  # links in a circle
        return True


def real(path: Path) -> Path:
    """Return ``path`` with the links of its folders followed; it may be a link itself."""
    return Path(os.path.realpath(path.parent)) / path.name


def repository_above(path: Path) -> Path | None:
    """The top of the git repository that ``path`` is in, by its own path; links are not followed."""
    return next((top for top in (path, *path.parents) if os.path.lexists(top / ".git")), None)


def _check(file: IO[str] | IO[bytes], path: Path) -> None:
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        raise OSError(errno.EINVAL, "it is no regular file", str(path))


def _umask() -> int:
    """The mask of new files' permissions; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
