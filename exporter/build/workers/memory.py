"""The limit of memory of this process: its address space (RLIMIT_AS), on systems that keep to one.

Windows has none; macOS takes one and lets a process exceed it.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    HAS_LIMITS = False
else:
    HAS_LIMITS = sys.platform != "darwin"


def limit() -> int | None:
    """Return the limit in bytes; None for no limit."""
    return _lowest(*resource.getrlimit(resource.RLIMIT_AS)) if HAS_LIMITS else None


def set_limit(memory: int | None, most: int | None = None) -> None:
    """Limit memory to so many bytes, and write no core files; a lower limit of the system stays.

    More memory than that is a ``MemoryError``. ``most`` is the limit for good, below which ``raise_limit`` stays.
    """
    if not HAS_LIMITS:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory is not None:
        before = resource.getrlimit(resource.RLIMIT_AS)
        limits = (_lowest(memory, *before) or memory, _lowest(max(memory, most or 0), *before) or memory)
        resource.setrlimit(resource.RLIMIT_AS, limits)


def raise_limit(memory: int) -> None:
    """Limit memory to so many bytes from now on in place of the usual limit, or to the limit for good."""
    if HAS_LIMITS:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (_lowest(memory, hard) or memory, hard))


@contextmanager
def limited(memory: int | None) -> Iterator[None]:
    """Limit memory within the block to so many bytes beyond the memory in use at its begin."""
    in_use = _in_use() if HAS_LIMITS and memory is not None else None
    if memory is None or in_use is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_lowest(in_use + memory, soft, hard) or memory, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _in_use() -> int | None:
    """Return the address space in use, in bytes; None on systems without /proc (Linux: proc_pid_statm(5))."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return None


def _lowest(*limits: int) -> int | None:
    return min((limit for limit in limits if limit != resource.RLIM_INFINITY), default=None)
