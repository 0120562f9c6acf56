"""The sandbox of this process on Linux: no network, no programs, and no files but those that it is given.

Two mechanisms of the kernel work together; neither needs privileges, and neither can be undone:

- Landlock decides about files, by the folders that hold them (https://docs.kernel.org/userspace-api/landlock.html).
- A seccomp filter refuses system calls (https://docs.kernel.org/userspace-api/seccomp_filter.html): sockets, programs,
  new processes, signals to others, and whatever reaches around Landlock.

A refused call fails as one without permission. What the process has opened before stays open.
"""

import platform
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from exporter.process.sandbox import landlock, seccomp

__all__ = ["Sandbox", "enter", "reason_without"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sandbox:
    """The files and folders that a process may still use, by their paths.

    ``programs`` says whether it may start programs, which are then in the same sandbox. Missing files are left out.
    """

    readable: tuple[Path, ...] = ()
    writable: tuple[Path, ...] = ()
    programs: bool = False


@cache
def reason_without() -> str:
    """Return why there is no sandbox on this machine; empty if there is one."""
    if sys.platform != "linux":
        return f"it needs Linux, and this is {platform.system() or sys.platform}"
    return seccomp.reason_without() or landlock.reason_without()


def enter(sandbox: Sandbox) -> None:
    """Enter the sandbox for good, with all threads that this one starts from now on. Raises ``OSError``.

    Other threads of the process stay outside: enter while there is one.
    """
    landlock.restrict(_existing(sandbox.readable), _existing(sandbox.writable), programs=sandbox.programs)
    seccomp.install(programs=sandbox.programs)


def _existing(paths: Iterable[Path]) -> Sequence[Path]:
    return [path for path in dict.fromkeys(paths) if path.exists()]
