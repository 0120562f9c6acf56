"""The seccomp filter: a program of classic BPF that the kernel asks before each system call of this thread.

It compares the processor, the number of the call and a few arguments (``linux/seccomp.h``, ``linux/filter.h``).
"""

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from exporter.process.sandbox import syscalls

# prctl(2)
GET_SECCOMP, SET_SECCOMP, FILTER = 21, 22, 2
ALLOW, ERRNO = 0x7FFF0000, 0x00050000
# Offsets in struct seccomp_data; arguments are compared by their low half, which holds all of these.
NUMBER, PROCESSOR, ARGUMENTS = 0, 4, 16
LOAD, EQUAL, GREATER, ANY_BIT, RETURN = 0x20, 0x15, 0x25, 0x45, 0x06
# The processors by their names: the number of linux/audit.h, and the column of the table.
PROCESSORS: Final = {"x86_64": (0xC000003E, 1), "aarch64": (0xC00000B7, 2)}
THREAD: Final = 0x00010000  # CLONE_THREAD
OWNERS: Final = (8, 10, 15)  # fcntl(2): F_SETOWN, F_SETSIG, F_SETOWN_EX, which send signals
TERMINALS: Final = (0x5412, 0x541C, 0x540E, 0x5423)  # ioctl(2): TIOCSTI, TIOCLINUX, TIOCSCTTY, TIOCSETD, which type

Instruction = tuple[int, int, int, int]  # code, jump if true, jump if false, value


def reason_without() -> str:
    """Return why no filter can be installed; empty if one can."""
    machine = platform.machine()
    if machine not in PROCESSORS or sys.maxsize < 1 << 32:
        return f"its table of system calls does not have those of this processor ('{machine}')"
    if ctypes.CDLL(None, use_errno=True).prctl(GET_SECCOMP, 0, 0, 0, 0) < 0:
        return "this kernel has no seccomp filters"
    return ""


def install(*, programs: bool) -> None:
    """Refuse system calls of this thread and its children from now on. Raises ``OSError``."""
    code = b"".join(struct.pack("=HBBI", *instruction) for instruction in _filter(programs=programs))
    buffer = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("@HP", len(code) // 8, ctypes.addressof(buffer))
    if ctypes.CDLL(None, use_errno=True).prctl(SET_SECCOMP, FILTER, program, 0, 0):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _filter(*, programs: bool) -> list[Instruction]:
    processor, column = PROCESSORS[platform.machine()]
    known = syscalls.numbers(syscalls.BY_ARGUMENTS, column)
    refused = list(syscalls.numbers(syscalls.ALWAYS, column).values())
    if not programs:
        refused += syscalls.numbers(syscalls.WITHOUT_PROGRAMS, column).values()
    return [
        (LOAD, 0, 0, PROCESSOR),
        (EQUAL, 1, 0, processor),
        _error(errno.EPERM),
        (LOAD, 0, 0, NUMBER),
        (GREATER, 0, 1, syscalls.LAST),
        _error(errno.ENOSYS),
        *_refused(refused, errno.EPERM),
        *_refused([known["clone3"]], errno.ENOSYS),  # its arguments are out of sight; libraries then take clone
        *_argument(known["fcntl"], 1, OWNERS, allowed=False),
        *_argument(known["ioctl"], 1, TERMINALS, allowed=False),
        *(() if programs else _own(known)),
        (RETURN, 0, 0, ALLOW),
    ]


def _own(known: Mapping[str, int]) -> Iterator[Instruction]:
    """Yield the rules of a process without programs: threads, but no processes; signals and limits for itself alone."""
    process = os.getpid()
    yield from _group(known["clone"], 0, [(ANY_BIT, 1, 0, THREAD), _error(errno.EPERM)])
    yield from _argument(known["kill"], 0, (process,), allowed=True)
    yield from _argument(known["tgkill"], 0, (process,), allowed=True)
    yield from _argument(known["prlimit64"], 0, (0, process), allowed=True)


def _refused(numbers: Sequence[int], code: int) -> Iterator[Instruction]:
    for number in numbers:
        yield (EQUAL, 0, 1, number)
        yield _error(code)


def _argument(number: int, position: int, values: Sequence[int], *, allowed: bool) -> Iterator[Instruction]:
    """Yield the rule of a call by one of its arguments: only these values are ``allowed``, or all but these."""
    if allowed:
        rest = len(values)
        test = [(EQUAL, rest - index, 0, value) for index, value in enumerate(values)]
        yield from _group(number, position, [*test, _error(errno.EPERM)])
    else:
        yield from _group(number, position, list(_refused(values, errno.EPERM)))


def _group(number: int, position: int, test: Sequence[Instruction]) -> Iterator[Instruction]:
    """Yield a test of the argument at ``position`` of one call, and load the number again behind it."""
    yield (EQUAL, 0, len(test) + 2, number)
    yield (LOAD, 0, 0, ARGUMENTS + 8 * position)
    yield from test
    yield (LOAD, 0, 0, NUMBER)


def _error(code: int) -> Instruction:
    return (RETURN, 0, 0, ERRNO | code)
