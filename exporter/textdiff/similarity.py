"""The similarity of two texts."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from exporter.textdiff.alignment import matcher


def similarity(one: Sequence[Hashable], other: Sequence[Hashable], least: float) -> float:
    """Return the similarity of two sequences, 0 to 1; 0 if it is below ``least``. Cheap upper bounds come first."""
    if one == other:
        return 1.0
    comparison = matcher(one, other)
    if comparison.real_quick_ratio() < least or comparison.quick_ratio() < least:
        return 0.0
    ratio = comparison.ratio()
    return ratio if ratio >= least else 0.0


def word_overlap(wanted: Counter[str], there: Iterable[str]) -> float:
    """Return the share of the ``wanted`` words that are ``there``, 0 to 1, in any order."""
    return (Counter(there) & wanted).total() / max(1, wanted.total())
