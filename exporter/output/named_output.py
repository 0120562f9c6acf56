"""Outputs that a user names: a regular file is written whole or not at all, a pipe or device as it is, a link never.

A shell names its own pipes ``/dev/fd/63`` (``>(command)``), and its output ``/dev/stdout``: links to open files. Such a
name stands for the open descriptor. It is never opened again, so that the file behind it is not emptied.
"""

import errno
import os
import re
import stat
import time
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from exporter.disk import opened_to_append, write_atomic

READER_SECONDS: Final = 10.0  # that a named pipe may wait for its reader
# Windows has neither these flags nor such files.
_NO_WAIT: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NOCTTY", 0)
_LOOK: Final = 0.05  # seconds between two tries
_STANDARD: Final = {"-": 1, "/dev/stdout": 1, "/dev/stderr": 2}
_DESCRIPTOR: Final = re.compile(r"/(?:dev|proc/self)/fd/(\d{1,9})")


class FileType(Enum):
    """The type of the file at a path."""

    NOTHING = "nothing"
    FILE = "a file"
    PIPE = "a pipe"
    DEVICE = "a device"
    FOLDER = "a folder"
    LINK = "a link"
    DISK = "a disk"
    SOCKET = "a socket"


_KINDS: Final = (
    (stat.S_ISREG, FileType.FILE),
    (stat.S_ISFIFO, FileType.PIPE),
    (stat.S_ISCHR, FileType.DEVICE),
    (stat.S_ISDIR, FileType.FOLDER),
    (stat.S_ISLNK, FileType.LINK),
    (stat.S_ISBLK, FileType.DISK),
    (stat.S_ISSOCK, FileType.SOCKET),
)


def descriptor_of(name: str) -> int | None:
    """Return the open descriptor for a name such as ``-`` or ``/dev/fd/63``."""
    if name in _STANDARD:
        return _STANDARD[name]
    match = _DESCRIPTOR.fullmatch(name)
    return int(match[1]) if match else None


def file_type(path: Path) -> FileType:
    """Return the type of the file at a path, without following a link. Raises ``OSError`` or ``ValueError`` (a NUL)."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return FileType.NOTHING
    return next((kind for is_one, kind in _KINDS if is_one(mode)), FileType.SOCKET)


@dataclass(frozen=True, slots=True)
class NamedOutput:
    """An open descriptor, or a path, to write to."""

    path: Path
    descriptor: int | None = None

    def write(self, data: bytes) -> None:
        """Write all of ``data``. Raises ``OSError``, leaving the old file."""
        if self.descriptor is not None:
            write_all(self.descriptor, data)
            return
        kind = file_type(self.path)
        if kind in (FileType.PIPE, FileType.DEVICE):
            _write_into(self.path, kind, data)
        elif kind in (FileType.NOTHING, FileType.FILE):
            _replace(self.path, data)
        else:
            raise OSError(errno.EINVAL, f"it is {kind.value}", str(self.path))

    def append(self, data: bytes) -> None:
        """Append to a regular file, or write into a pipe or device. Raises ``OSError``."""
        if self.descriptor is None and file_type(self.path) in (FileType.NOTHING, FileType.FILE):
            with opened_to_append(self.path) as file:
                file.write(data.decode("utf-8", "replace"))
        else:
            self.write(data)


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte to an open file. Raises ``OSError``."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _replace(path: Path, data: bytes) -> None:
    """Replace a regular file, keeping its permissions."""
    if not path.exists():
        write_atomic(path, data)
        return
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    write_atomic(path, data, stat.S_IMODE(path.stat().st_mode) & 0o777)


def _write_into(path: Path, kind: FileType, data: bytes) -> None:
    """Write into a pipe or device without creating, emptying or replacing it."""
    descriptor = _opened(path)
    try:
        is_one = next(check for check, known in _KINDS if known is kind)
        if not is_one(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it was replaced meanwhile", str(path))
        if _NO_WAIT:
            os.set_blocking(descriptor, True)
        write_all(descriptor, data)
    finally:
        os.close(descriptor)


def _opened(path: Path) -> int:
    """Open a file for writing; wait a limited time for the reader of a pipe."""
    flags = os.O_WRONLY | _NO_WAIT
    end = time.monotonic() + READER_SECONDS
    while True:
        try:
            return os.open(path, flags)
        except OSError as error:
            if error.errno != errno.ENXIO or not stat.S_ISFIFO(path.lstat().st_mode):
                raise
            if time.monotonic() > end:
                raise OSError(errno.ENXIO, "no program reads the pipe", str(path)) from error
        time.sleep(_LOOK)
