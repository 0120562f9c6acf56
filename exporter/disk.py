"""Files that anybody may have put in the place of our own: read and written without waiting, and never through a link.

A checkout can hold a link or, made by a step before, a pipe where the exporter's own files stand. Opening a pipe waits
for ever, a device such as /dev/zero never ends, and writing through a link changes a file that is elsewhere.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

LARGEST = 1_000_000_000  # bytes of any file that is read at once
# Windows has neither; it has no such files in a checkout either.
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_PART = 1 << 20  # bytes
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)


def read_regular(path: Path, limit: int = LARGEST, *, links: bool = False) -> bytes:
    """The bytes of a regular file; ``links`` says whether ``path`` may be a link to one. Raises ``OSError``."""
    descriptor = os.open(path, os.O_RDONLY | _NO_WAIT | (0 if links else _NO_LINK) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        _check(file, path)
        data = read_up_to(file, limit + 1)
    if len(data) > limit:
        raise OSError(errno.EFBIG, f"it is larger than {limit:,} bytes", str(path))
    return data


def read_up_to(file: IO[bytes], count: int) -> bytes:
    """Read no more than ``count`` bytes, in parts: one read makes room for all of them beforehand."""
    parts = []
    while count > 0 and (part := file.read(min(count, _PART))):
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


@contextmanager
def opened_to_append(path: Path) -> Iterator[IO[str]]:
    """A regular file to write to at its end, made where it lacks. Raises ``OSError``."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | _NO_LINK | _NO_WAIT, 0o644)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        _check(file, path)
        yield file


def leads_out(path: Path, bounds: Path) -> bool:
    """Whether ``path``, its links followed, is outside of the folder ``bounds``; neither has to be there."""
    try:
        return not path.resolve().is_relative_to(bounds.resolve())
    except (OSError, RuntimeError):  # links in a circle
        return True


def _check(file: IO[str] | IO[bytes], path: Path) -> None:
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
