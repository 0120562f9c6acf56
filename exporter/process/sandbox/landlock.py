"""Landlock: the files that this thread and its children may use, by the folders that hold them.

The numbers are those of ``linux/landlock.h``. Rights that a kernel does not know yet are the business of the seccomp
filter: ``truncate``, signals, sockets.
"""

import ctypes
import errno
import os
import stat
import struct
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # system calls, the same on all processors
VERSION: Final = 1  # a flag of CREATE_RULESET
PATH_BENEATH: Final = 1
NO_NEW_PRIVILEGES: Final = 38  # of prctl(2)

EXECUTE, WRITE_FILE, READ_FILE, READ_FOLDER, REMOVE_FOLDER, REMOVE_FILE = (1 << bit for bit in range(6))
MAKE_FOLDER, MAKE_FILE = 1 << 7, 1 << 8
TRUNCATE: Final = 1 << 14
READ: Final = READ_FILE | READ_FOLDER
# No links, pipes, sockets or devices, and nothing moved to another folder.
WRITE: Final = READ | WRITE_FILE | TRUNCATE | REMOVE_FOLDER | REMOVE_FILE | MAKE_FOLDER | MAKE_FILE
OF_FILES: Final = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE
# The bits of rights of files, of the network, and of scopes (sockets without a file, signals), by version.
FILE_RIGHTS: Final = ((1, 13), (2, 14), (3, 15), (5, 16))
NETWORK: Final = (4, 0b11)
SCOPES: Final = (6, 0b11)
REASONS: Final = {
    errno.ENOSYS: "this kernel has no Landlock (Linux 5.13 or later has, if it is built with it)",
    errno.EOPNOTSUPP: "Landlock is switched off in this kernel (it has to be in the list of 'lsm=')",
    errno.EPERM: "Landlock is forbidden here, as in a container of an old engine",
}


def version() -> int:
    """Return the version of Landlock that the kernel has. Raises ``OSError`` without one."""
    return _call(CREATE_RULESET, None, ctypes.c_size_t(0), VERSION)


@cache
def reason_without() -> str:
    """Return why this thread cannot be restricted; empty if it can."""
    try:
        version()
    except OSError as error:
        return REASONS.get(error.errno or 0, f"Landlock does not answer: {error.strerror}")
    return ""


def restrict(readable: Sequence[Path], writable: Sequence[Path], *, programs: bool) -> None:
    """Leave this thread only the files below some paths; with ``programs`` it may run what it reads.

    Raises ``OSError``.
    """
    have = version()
    files = (1 << max(bits for since, bits in FILE_RIGHTS if since <= have)) - 1
    attributes = struct.pack(
        "=QQQ", files, NETWORK[1] if have >= NETWORK[0] else 0, SCOPES[1] if have >= SCOPES[0] else 0
    )
    size = ctypes.c_size_t(24 if have >= SCOPES[0] else 16 if have >= NETWORK[0] else 8)
    ruleset = _call(CREATE_RULESET, attributes, size, 0)
    try:
        for path in readable:
            _add(ruleset, path, files & (READ | (EXECUTE if programs else 0)))
        for path in writable:
            _add(ruleset, path, files & WRITE)
        _no_new_privileges()
        _call(RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _add(ruleset: int, path: Path, rights: int) -> None:
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            rights &= OF_FILES
        _call(ADD_RULE, ruleset, PATH_BENEATH, struct.pack("=Qi", rights, descriptor), 0)
    finally:
        os.close(descriptor)


def _no_new_privileges() -> None:
    """Give up what a program could gain by its owner or its capabilities, as Landlock and seccomp ask for."""
    if _library().prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


def _call(number: int, *arguments: int | bytes | ctypes.c_size_t | None) -> int:
    result: int = _library().syscall(number, *arguments)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall.restype = ctypes.c_long
    return library
