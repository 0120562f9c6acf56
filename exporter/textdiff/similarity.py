"""How alike two texts are."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from exporter.textdiff.alignment import matcher


def similarity(one: Sequence[Hashable], other: Sequence[Hashable], least: float) -> float:
    """How alike two sequences of words or characters are, 0 to 1; 0 below ``least``, with cheap bounds first."""
    if one == other:
        return 1.0
    found = matcher(one, other)
    if found.real_quick_ratio() < least or found.quick_ratio() < least:
        return 0.0
    ratio = found.ratio()
    return ratio if ratio >= least else 0.0


def word_overlap(wanted: Counter[str], there: Iterable[str]) -> float:
    """How many of the ``wanted`` words are ``there``, 0 to 1, in whatever order they stand."""
    return (Counter(there) & wanted).total() / max(1, wanted.total())
