"""What a benchmark gives, and how a time is taken.

``BENCH_TIME=cpu`` takes processor time instead of the time on the wall, for machines that do other work meanwhile; work
that several processes do at once then counts as shared out evenly among them.
"""

import ctypes
import os
import resource
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

BY_CPU = os.environ.get("BENCH_TIME") == "cpu"
_SUBREAPER = 36  # prctl(2), PR_SET_CHILD_SUBREAPER: orphans of our processes become our children


@dataclass(frozen=True, slots=True)
class Ratio:
    """A measured figure and its bound: ``value`` may be at most (or at least) ``bound``; None was not measured."""

    name: str
    value: float | None
    bound: float
    at_most: bool = True
    note: str = ""

    @property
    def held(self) -> bool:
        """Whether the bound holds; what was not measured does not fail."""
        if self.value is None:
            return True
        return self.value <= self.bound if self.at_most else self.value >= self.bound

    def __str__(self) -> str:
        sign = "<=" if self.at_most else ">="
        value = "not measured" if self.value is None else f"{self.value:.2f}"
        mark = "ok  " if self.held else "OVER"
        return f"{mark} {self.name}: {value} (bound {sign} {self.bound:g}){'; ' + self.note if self.note else ''}"


def seconds(work: Callable[[], object], at_once: int = 1) -> float:
    """The time that one run takes; ``at_once`` processes share it."""
    start = _clock()
    work()
    return (_clock() - start) / (at_once if BY_CPU else 1)


def best(work: Callable[[], object], times: int = 3) -> float:
    """The shortest of several runs: what the machine's other work disturbs least."""
    return min(seconds(work) for _ in range(times))


def in_turns(one: Callable[[], object], other: Callable[[], object], times: int = 5) -> tuple[float, float]:
    """The shortest time of each, run in turns so that both meet the same machine."""
    pairs = [(seconds(one), seconds(other)) for _ in range(times)]
    return min(first for first, _ in pairs), min(second for _, second in pairs)


def _clock() -> float:
    return processor_seconds() if BY_CPU else time.perf_counter()


def processor_seconds() -> float:
    """The processor time of this process and of all that it started and that have ended."""
    _reap()
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def _reap() -> None:
    """Wait for processes that a command left behind, for only then is their time known."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
        with suppress(ChildProcessError):
            while os.waitpid(-1, 0)[0]:
                pass
