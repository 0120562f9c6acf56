"""Locks on open files between processes: ``flock`` of Unix, ``msvcrt.locking`` of Windows.

The system drops a lock when its file is closed, and with the process. Python elsewhere has neither, and locks nothing.
"""

import contextlib
import errno
from typing import IO


def lock(file: IO[bytes] | IO[str], *, shared: bool = False) -> None:
    """Lock an open file, ``shared`` with others of the kind if the system has that.

    Raises ``BlockingIOError`` if another process has locked it.
    """
    try:
        import fcntl  # noqa: PLC0415 (Windows does not have it)
    except ImportError:
        if not shared:
            _lock_byte(file)
        return
    fcntl.flock(file, fcntl.LOCK_SH if shared else fcntl.LOCK_EX | fcntl.LOCK_NB)


def _lock_byte(file: IO[bytes] | IO[str]) -> None:
    """Lock the first byte, which need not exist."""
    with contextlib.suppress(ImportError):
        import msvcrt  # noqa: PLC0415 (only Windows has it)

        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        except OSError as error:
            raise BlockingIOError(errno.EAGAIN, "another process has locked it") from error
