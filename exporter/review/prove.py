"""Proof by reading: the written page must show what is expected of it, paragraph by paragraph, and nothing else."""

from collections.abc import Sequence

from exporter.review.draft import Expected, shown_of
from exporter.review.leaves import Leaf
from exporter.textdiff.alignment import opcodes


def wrong_units(expected: Sequence[Expected], written: Sequence[Leaf]) -> set[int]:
    """The units that did not come out as expected: words, emphasis, links, and the blocks around each paragraph."""
    found = [(leaf.kind, shown_of(leaf)) for leaf in written]
    wanted = [(e.kind, e.shown) for e in expected]
    if found == wanted:
        return {e.unit for e, leaf in zip(expected, written, strict=True) if e.path and e.path != leaf.path}
    wrong: set[int] = set()
    for tag, i1, i2, _, _ in opcodes(wanted, found):
        if tag == "insert":
            wrong |= {expected[i].unit for i in (i1 - 1, i1) if 0 <= i < len(expected)}
        elif tag != "equal":
            wrong |= {expected[i].unit for i in range(i1, i2)}
    return wrong
