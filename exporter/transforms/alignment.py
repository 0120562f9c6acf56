"""Which parts of two sequences belong together: equal ones first, similar ones in between, always in order."""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, TypeVar

SIMILAR: Final = 0.5
LARGEST: Final = 40_000  # pairs that are compared in one gap; larger gaps have nothing in common
_WORD: Final = re.compile(r"\w+|[^\w\s]")

T = TypeVar("T")
Pair = tuple[int | None, int | None]


def words(text: str) -> list[str]:
    """The words and signs of a text."""
    return _WORD.findall(text)


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """How alike two sequences of words are, 0 to 1; 0 below ``SIMILAR``."""
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < SIMILAR or matcher.quick_ratio() < SIMILAR:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= SIMILAR else 0.0


def aligned(old: Sequence[T], new: Sequence[T], text: Callable[[T], str]) -> Iterator[Pair]:
    """Pairs of indexes in order; None stands for what the other side lacks. In a gap the old ones come first."""
    olds, news = [text(x) for x in old], [text(x) for x in new]
    matcher = SequenceMatcher(None, olds, news, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(range(i1, i2), range(j1, j2), strict=True)
        else:
            yield from _gap(olds, news, range(i1, i2), range(j1, j2))


def _gap(olds: Sequence[str], news: Sequence[str], rows: range, columns: range) -> Iterator[Pair]:
    """The pairs in order with the greatest sum of likeness."""
    if not rows or not columns or len(rows) * len(columns) > LARGEST:
        yield from ((i, None) for i in rows)
        yield from ((None, j) for j in columns)
        return
    first, second = [words(olds[i]) for i in rows], [words(news[j]) for j in columns]
    scores = [[likeness(a, b) if a or b else 0.5 for b in second] for a in first]
    best = [[0.0] * (len(columns) + 1) for _ in range(len(rows) + 1)]
    for i in range(len(rows) - 1, -1, -1):
        for j in range(len(columns) - 1, -1, -1):
            together = scores[i][j] + best[i + 1][j + 1] if scores[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    i = j = 0
    while i < len(rows) or j < len(columns):
        both = i < len(rows) and j < len(columns)
        if both and scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            yield rows[i], columns[j]
            i, j = i + 1, j + 1
        elif i < len(rows) and (j == len(columns) or best[i][j] == best[i + 1][j]):
            yield rows[i], None
            i += 1
        else:
            yield None, columns[j]
            j += 1
