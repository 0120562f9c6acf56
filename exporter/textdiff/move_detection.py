"""Moves: the elements that kept their order, and those that went in one place and came in another."""

from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from exporter.textdiff.alignment import Pair

T = TypeVar("T")


def longest_increasing(numbers: Sequence[int]) -> list[int]:
    """The indexes of a longest increasing subsequence (patience sorting), of several the one that stands last.

    The elements beside it are the fewest whose move puts all into order.
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
    """The longest part of ``pairs`` that ascends on both sides, of several the one that stands first.

    So a paragraph is taken for itself and the copy behind it for the copy.
    """
    # from the end, the last is the first; pairs with the same first number must not follow each other
    ordered = sorted(set(pairs), key=lambda pair: (-pair[0], pair[1]))
    kept = longest_increasing([-number for _, number in ordered])
    return [ordered[at] for at in reversed(kept)]


def same_elsewhere(gone: Iterable[Hashable], come: Iterable[Hashable]) -> Iterator[Pair]:
    """Pairs of indexes of equal keys: what comes is the first of what is gone that nothing else was before."""
    free: dict[Hashable, deque[int]] = {}
    for at, key in enumerate(gone):
        free.setdefault(key, deque()).append(at)
    for at, key in enumerate(come):
        if waiting := free.get(key):
            yield waiting.popleft(), at


def most_alike(gone: Sequence[T], come: Sequence[T], alike: Callable[[T, T], float]) -> Iterator[Pair]:
    """Pairs of indexes: what comes is that of what is gone, and free, that it is most alike; 0 is not alike at all."""
    free = dict(enumerate(gone))
    for at, new in enumerate(come):
        scores = {number: alike(old, new) for number, old in free.items()}
        best = max(scores, key=scores.__getitem__, default=-1)
        if scores.get(best):
            del free[best]
            yield best, at
