"""The limits of a worker: the time of one task and the memory of the process, which grow with the text."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Annotated, Self

from exporter.model.limit import Limit, raised

PAGE = 100_000
"""The characters of a page's source that the limits of one page are for, and that count of it in a book."""
LONGEST = 10
"""The most that a page counts as, by its length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerLimits:
    """Limits of one task: ten times the needs of the largest pages of real sites.

    A long page and a book may take more: see ``for_size``.
    """

    seconds: Annotated[
        float, Limit("for reading a page, for putting an export together with its drawings, and for making a file.")
    ] = 60.0
    memory: Annotated[int, Limit("bytes of one worker.")] = 2_000_000_000
    most_seconds: Annotated[
        float, Limit("for long texts: 'seconds' for each 100,000 characters, but no more than this.")
    ] = 3600.0
    most_memory: Annotated[
        int, Limit("bytes for long texts: a tenth of 'memory' more for each 100,000 characters, but no more than this.")
    ] = 8_000_000_000

    def fixed(self, names: Iterable[str]) -> Self:
        """Return the limits without growth of those among ``seconds`` and ``memory`` that somebody has set."""
        return replace(self, **{f"most_{name}": getattr(self, name) for name in names})

    def for_size(self, size: float) -> Self:
        """Return the limits of a file of so many pages' worth, as ``size_of`` counts them."""
        more = max(size, 1.0) - 1.0
        seconds = min(self.seconds * (1 + more), max(self.seconds, self.most_seconds))
        memory = min(int(self.memory * (1 + more / 10)), max(self.memory, self.most_memory))
        return replace(self, seconds=seconds, memory=memory)

    def more_time(self, size: float) -> str:
        """Return the key that gives a task of this size twice its time, as the configuration has it."""
        now = self.for_size(size).seconds
        key = "most_seconds" if now > self.seconds and now >= self.most_seconds else "seconds"
        return raised("run", key, float(getattr(self, key)))

    def more_memory(self, size: float) -> str:
        """Return the key that gives a task of this size twice its memory, as the configuration has it."""
        now = self.for_size(size).memory
        key = "most_memory" if now > self.memory and now >= self.most_memory else "memory"
        return raised("run", key, getattr(self, key))


def size_of(pages: Iterable[int]) -> float:
    """Return the size of an export of pages with so many characters, 1 at least.

    It is that of its longest page, ``LONGEST`` at most, or that of all pages, of which each counts as one at most.
    """
    lengths = [characters / PAGE for characters in pages]
    longest = min(max(lengths, default=0.0), float(LONGEST))
    return max(1.0, longest, sum(min(length, 1.0) for length in lengths))
