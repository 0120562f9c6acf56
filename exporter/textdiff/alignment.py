"""Alignment of two sequences: the parts that belong together, always in order."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import Match, SequenceMatcher
from itertools import groupby, pairwise

Opcode = tuple[str, int, int, int, int]
"""The kind of a difference, in the words of ``difflib``, and the start and end of both stretches."""
Stretch = tuple[int, int, int, int]
Pair = tuple[int, int]
Score = Callable[[int, int], float]
"""How well the elements at two indexes match; 0 for elements that must not be paired."""


def opcodes(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[Opcode]:
    """Return the stretches of both sequences, equal, replaced, deleted or inserted, in order."""
    return list(matcher(one, other).get_opcodes())


def opcode_groups(one: Sequence[Hashable], other: Sequence[Hashable], context: int) -> Iterator[list[Opcode]]:
    """Yield groups of changed stretches with ``context`` equal elements around them; near ones share a group."""
    return iter(matcher(one, other).get_grouped_opcodes(context))


def equal_stretches(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[Match]:
    """Return the stretches that both sequences have, in order."""
    return [block for block in matcher(one, other).get_matching_blocks() if block.size]


def without_islands(
    one: Sequence[Hashable], other: Sequence[Hashable], has_content: Callable[[int], bool]
) -> Iterator[tuple[bool, Stretch]]:
    """Yield stretches that are equal (True) and stretches that differ, in turn, by their ends in both sequences.

    Equal elements between two changes join them unless ``has_content`` is true for one of them, by its index in the
    first sequence: a phrase for a phrase reads better than words for words around each blank that stayed.
    """
    codes = opcodes(one, other)
    flagged = []
    for number, (tag, *ends) in enumerate(codes):
        between = 0 < number < len(codes) - 1
        flagged.append((tag == "equal" and (not between or any(map(has_content, range(*ends[:2])))), ends))
    for same, run in groupby(flagged, key=lambda pair: pair[0]):
        stretches = [ends for _, ends in run]
        yield same, (stretches[0][0], stretches[-1][1], stretches[0][2], stretches[-1][3])


def matcher(one: Sequence[Hashable], other: Sequence[Hashable]) -> SequenceMatcher[Hashable]:
    """Return a matcher that compares every element.

    By default ``difflib`` never matches frequent elements, and shows them as changed.
    """
    return SequenceMatcher(None, one, other, autojunk=False)


def aligned(
    one: Sequence[str],
    other: Sequence[str],
    score: Score,
    *,
    largest: int,
    fixed: Sequence[Pair] = (),
    empty: bool = True,
) -> list[Pair]:
    """Return pairs of indexes that ascend together: ``fixed`` pairs, between them equal texts, then similar texts.

    Gaps with more than ``largest`` possible pairs are not searched for similar texts. ``empty`` says whether two empty
    texts are equal.
    """
    pairs: list[Pair] = []
    for low, high in gaps(fixed, (0, 0), (len(one), len(other))):
        equal = list(_equal(one, other, low, high, empty))
        pairs += equal
        for start, end in gaps(equal, low, high):
            pairs += _similar(range(start[0], end[0]), range(start[1], end[1]), score, largest)
    return pairs + list(fixed)


def with_lone(pairs: Sequence[Pair], rows: int, columns: int) -> Iterator[tuple[int | None, int | None]]:
    """Yield ascending pairs and the indexes without a partner, in each gap those of the first sequence first."""
    for (i, j), (end, other_end) in gaps(pairs, (0, 0), (rows, columns)):
        yield from ((row, None) for row in range(i, end))
        yield from ((None, column) for column in range(j, other_end))
        if (end, other_end) != (rows, columns):
            yield end, other_end


def best_pairs(scores: Sequence[Sequence[float]]) -> Iterator[Pair]:
    """Yield the pairs of rows and columns that ascend together and have the greatest sum of scores."""
    rows, columns = len(scores), len(scores[0]) if scores else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            together = scores[i][j] + best[i + 1][j + 1] if scores[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    i = j = 0
    while i < rows and j < columns:
        if scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def gaps(pairs: Sequence[Pair], low: Pair, high: Pair) -> Iterator[tuple[Pair, Pair]]:
    """Yield the start and end of each gap between ascending pairs, from ``low`` up to ``high``."""
    before = (low[0] - 1, low[1] - 1)
    return (((a + 1, b + 1), end) for (a, b), end in pairwise([before, *sorted(pairs), high]))


def _equal(one: Sequence[str], other: Sequence[str], low: Pair, high: Pair, empty: bool) -> Iterator[Pair]:
    for block in equal_stretches(one[low[0] : high[0]], other[low[1] : high[1]]):
        for at in range(block.size):
            pair = low[0] + block.a + at, low[1] + block.b + at
            if empty or one[pair[0]]:
                yield pair


def _similar(rows: range, columns: range, score: Score, largest: int) -> list[Pair]:
    if not rows or not columns or len(rows) * len(columns) > largest:
        return []
    scores = [[score(i, j) for j in columns] for i in rows]
    return [(rows[i], columns[j]) for i, j in best_pairs(scores)]
