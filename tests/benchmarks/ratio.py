"""What a benchmark gives, and how a time is taken."""

import time
from collections.abc import Callable
from dataclasses import dataclass


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


def seconds(work: Callable[[], object]) -> float:
    """The time that one run takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def best(work: Callable[[], object], times: int = 3) -> float:
    """The shortest of several runs: what the machine's other work disturbs least."""
    return min(seconds(work) for _ in range(times))


def in_turns(one: Callable[[], object], other: Callable[[], object], times: int = 5) -> tuple[float, float]:
    """The shortest time of each, run in turns so that both meet the same machine."""
    pairs = [(seconds(one), seconds(other)) for _ in range(times)]
    return min(first for first, _ in pairs), min(second for _, second in pairs)
