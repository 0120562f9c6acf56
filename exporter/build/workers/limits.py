"""The limits of a worker: the time of one task and the memory of the process, which grow with a book's pages."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Annotated, Self

from exporter.model.limit import Limit

PAGE = 100_000
"""The characters of a page's source that the limits of one page are for, and that count of it in a book."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerLimits:
    """Limits of one file: ten times the needs of the largest pages of real sites.

    A book may take more: see ``for_size``.
    """

    seconds: Annotated[float, Limit("for reading a page, for making a drawing, and again for making a file.")] = 60.0
    memory: Annotated[int, Limit("bytes of one worker.")] = 2_000_000_000
    most_seconds: Annotated[
        float, Limit("for a book: 'seconds' for each 100,000 characters of its pages, but no more than this.")
    ] = 3600.0
    most_memory: Annotated[
        int, Limit("bytes for a book: a tenth of 'memory' more for each 100,000 characters, but no more than this.")
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


def size_of(pages: Iterable[int]) -> float:
    """Return the size of an export of pages with so many characters; one page counts as one at most."""
    return max(1.0, sum(min(characters, PAGE) for characters in pages) / PAGE)
