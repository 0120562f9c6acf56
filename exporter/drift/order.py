"""What has to be moved so that two orders agree."""

from bisect import bisect_left
from collections.abc import Sequence


def longest_rising(numbers: Sequence[int]) -> set[int]:
    """The indices of a longest rising subsequence (patience sorting); what is not among them has been moved."""
    tops: list[int] = []
    top_index: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        before.append(top_index[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [number]
        top_index[pile : pile + 1] = [at]
    kept: set[int] = set()
    at = top_index[-1] if top_index else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept
