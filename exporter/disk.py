"""Read and write single files, without waiting, and never through a link.

A checkout can hold a link, or a pipe from an earlier step, in place of the exporter's own files. Opening a pipe waits
for ever, a device such as /dev/zero never ends, and writing through a link changes a file elsewhere.
"""

import codecs
import errno
import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

BOM: Final = codecs.BOM_UTF8  # the byte order mark, which some editors put in front of a text
LARGEST = 1_000_000_000  # bytes of a file that is read at once
# Names of files written aside, by tempfile: a killed run leaves them behind. In the cache, 0.1 gave them no prefix of
# the exporter's own.
ASIDE: Final = ".exporter-"
LEFTOVER: Final = re.compile(rf"({re.escape(ASIDE)}|\.)[a-z0-9_]{{8}}\.tmp")
# Windows has neither flag, and no such files in a checkout.
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_PART = 1 << 20  # bytes
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)


def read_regular(path: Path, limit: int = LARGEST, *, links: bool = False) -> bytes:
    """Return the bytes of a regular file; with ``links``, ``path`` may be a link to one. Raises ``OSError``."""
    with opened_to_read(path, links=links) as file:
        data = read_up_to(file, limit + 1)
    if len(data) > limit:
        raise OSError(errno.EFBIG, f"it is larger than {limit:,} bytes", str(path))
    return data


def sha256_of(path: Path, *, links: bool = False) -> str:
    """Return the sha256 of the bytes that ``read_regular`` gives, read in parts. Raises ``OSError``."""
    digest, left = hashlib.sha256(), LARGEST
    with opened_to_read(path, links=links) as file:
        while part := file.read(_PART):
            digest.update(part)
            left -= len(part)
            if left < 0:
                raise OSError(errno.EFBIG, f"it is larger than {LARGEST:,} bytes", str(path))
    return digest.hexdigest()


@contextmanager
def opened_to_read(path: Path, *, links: bool = False) -> Iterator[IO[bytes]]:
    """Open a regular file to read; with ``links``, ``path`` may be a link to one. Raises ``OSError``."""
    descriptor = os.open(path, os.O_RDONLY | _NO_WAIT | (0 if links else _NO_LINK) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        _check(file, path)
        yield file


def read_up_to(file: IO[bytes], count: int) -> bytes:
    """Read up to ``count`` bytes, in parts: a single read allocates all of them beforehand."""
    parts = []
    while count > 0 and (part := file.read(min(count, _PART))):
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


@contextmanager
def opened_to_append(path: Path) -> Iterator[IO[str]]:
    """Open a regular file to append, creating it and its parent folders if missing. Raises ``OSError``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | _NO_LINK | _NO_WAIT, 0o644)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        _check(file, path)
        yield file


def write_atomic(path: Path, data: bytes, mode: int = 0o644, *, cached: bool = False) -> None:
    """Write ``data`` to ``path``, as ``opened_to_replace`` does."""
    with opened_to_replace(path, mode, cached=cached) as file:
        file.write(data)


@contextmanager
def opened_to_replace(path: Path, mode: int = 0o644, *, cached: bool = False) -> Iterator[IO[bytes]]:
    """Open a file that takes the place of ``path`` once it is whole, creating missing parent folders.

    Other programs see the old file or the new one; a link at ``path`` is replaced. Only its owner may read a ``cached``
    file, and it may be lost if the machine stops. Raises ``OSError``, leaving the old file.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=ASIDE, suffix=".tmp")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=ASIDE, suffix=".tmp")
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
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


def remove_leftovers(folder: Path, lock: str) -> None:
    """Remove files below ``folder`` that a killed run wrote aside; only for the run that holds its ``lock``.

    Folders with a lock of their own are left to their own runs.
    """
    for top, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not os.path.lexists(os.path.join(top, name, lock))]  # noqa: PTH118 (fast)
        for name in files:
            if name.startswith(ASIDE) and name.endswith(".tmp"):
                with suppress(OSError):
                    Path(top, name).unlink()


def encoded(text: str, *, bom: bool) -> bytes:
    """Return ``text`` as UTF-8, with a byte order mark or without."""
    return (BOM if bom else b"") + text.encode()


def leads_out(path: Path, bounds: Path) -> bool:
    """Return whether ``path``, with links followed, is outside of the folder ``bounds``; neither has to exist."""
    try:
        return not path.resolve().is_relative_to(bounds.resolve())
    except (OSError, RuntimeError):  # links in a circle
        return True


def real(path: Path) -> Path:
    """Return ``path`` with the links of its folders followed; it may be a link itself."""
    return Path(os.path.realpath(path.parent)) / path.name


def repository_above(path: Path) -> Path | None:
    """Return the top of the git repository of ``path``, without following links."""
    return next((top for top in (path, *path.parents) if os.path.lexists(top / ".git")), None)


def _check(file: IO[str] | IO[bytes], path: Path) -> None:
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file", str(path))


def _umask() -> int:
    """Return the umask, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
