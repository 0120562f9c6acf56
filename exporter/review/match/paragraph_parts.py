"""Blocks of today that are parts of one exported paragraph: it was split since the export, and edited."""

from collections.abc import Iterator, Sequence
from typing import Final

from exporter.review.match.paragraphs import SIMILAR
from exporter.textdiff.similarity import similarity

_MOST: Final = 4


def paragraph_parts(pairs: dict[int, int], texts: Sequence[str], todays: Sequence[str]) -> dict[int, range]:
    """Return the blocks of each paired text: its own, and unpaired ones beside it that make both more alike.

    Add pairs of texts that no block alone is like: with the longest of their parts.
    """
    free = set(range(len(todays))) - set(pairs.values())
    found: dict[int, range] = {}
    last = -1
    for number, text in enumerate(texts):
        own = pairs.get(number)
        last = last if own is None else own
        if own is not None:
            found[number] = range(own, own + 1)
        if not text.strip() or not free or (own is not None and todays[own] == text):
            continue
        runs = list(_runs(free, last, own))
        scores = [similarity("\n".join(todays[run.start : run.stop]), text, SIMILAR) for run in runs]
        best = max(range(len(runs)), key=scores.__getitem__, default=None)
        if best is not None and scores[best]:
            found[number] = runs[best]
            pairs.setdefault(number, max(runs[best], key=lambda at: len(todays[at])))
            free.difference_update(runs[best])
    return found


def _runs(free: set[int], last: int, own: int | None) -> Iterator[range]:
    """Yield runs of unpaired blocks, shortest first: with the ``own`` block, or of several behind the ``last`` one."""
    low, high = last + (own is None), last + 1
    while own is not None and low - 1 in free and own - low + 1 < _MOST:
        low -= 1
    while high in free and high - last < _MOST + (own is None):
        high += 1
    for size in range(1 if own is not None else 2, high - low + 1):
        for start in range(low, high - size + 1):
            if own is None or own in range(start, start + size):
                yield range(start, start + size)
