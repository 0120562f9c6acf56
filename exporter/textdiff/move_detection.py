"""Detection of moves: the elements that kept their order, and the deleted elements that were inserted elsewhere."""

from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from exporter.textdiff.alignment import Pair

T = TypeVar("T")


def longest_increasing(numbers: Sequence[int]) -> list[int]:
    """Return the indexes of a longest increasing subsequence (patience sorting), the last one if there are several.

    The other elements are the fewest whose move puts all into order.
    """
    tops: list[int] = []
    top_index: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        before.append(top_index[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [number]
        top_index[pile : pile + 1] = [at]
    kept: list[int] = []
    at = top_index[-1] if top_index else -1
    while at >= 0:
        kept.append(at)
        at = before[at]
    return kept[::-1]


def longest_ascending(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the longest part of ``pairs`` that ascends on both sides, the first one if there are several.

    So a paragraph matches itself, and the copy behind it matches the copy.
    """
    # from the end, the last is the first; pairs with the same first number must not follow each other
    ordered = sorted(set(pairs), key=lambda pair: (-pair[0], pair[1]))
    kept = longest_increasing([-number for _, number in ordered])
    return [ordered[at] for at in reversed(kept)]


def same_elsewhere(deleted: Iterable[Hashable], inserted: Iterable[Hashable]) -> Iterator[Pair]:
    """Yield pairs of indexes of equal keys: each inserted element with the first free deleted element."""
    free: dict[Hashable, deque[int]] = {}
    for at, key in enumerate(deleted):
        free.setdefault(key, deque()).append(at)
    for at, key in enumerate(inserted):
        if candidates := free.get(key):
            yield candidates.popleft(), at


def most_alike(deleted: Sequence[T], inserted: Sequence[T], score: Callable[[T, T], float]) -> Iterator[Pair]:
    """Yield pairs of indexes: each inserted element with the free deleted element of the highest score above 0."""
    free = dict(enumerate(deleted))
    for at, new in enumerate(inserted):
        scores = {number: score(old, new) for number, old in free.items()}
        best = max(scores, key=scores.__getitem__, default=-1)
        if scores.get(best):
            del free[best]
            yield best, at
