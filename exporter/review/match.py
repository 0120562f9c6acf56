"""Finds for each paragraph of the original text its entry in the review map.

Bookmarks alone are not trusted: they are copied, renamed and come along from other files. In this order, each step
inside the gaps that the one before left: bookmark and equal text; equal text in order; similar text in order, where
an agreeing bookmark counts for more.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

from exporter.ooxml.reviewmap import ReviewMap
from exporter.review.atoms import PARAGRAPH, Atom, Paragraph

SIMILAR: Final = 0.6
_AGREEING: Final = 1.0
_LONGEST_GAP: Final = 400


def similarity(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1, with cheap bounds first."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < SIMILAR or matcher.quick_ratio() < SIMILAR:
        return 0.0
    return matcher.ratio()


def match(atoms: Sequence[Atom], originals: Sequence[Paragraph], review_map: ReviewMap) -> dict[int, int]:
    """Indexes of entries by indexes of ``originals``; both ascend together."""
    texts = [p.text for p in originals]
    bases = [e.text for e in review_map.entries]
    named = _named(atoms, originals, review_map)
    sure = [(p, e) for p, found in named.items() for e in found if texts[p] == bases[e] and texts[p]]
    return dict(align(texts, bases, ascending(sure), named))


def align(
    texts: Sequence[str], bases: Sequence[str], fixed: Sequence[tuple[int, int]], named: dict[int, list[int]]
) -> list[tuple[int, int]]:
    """Pairs of equal and similar texts in order, around the ``fixed`` ones."""
    return [
        pair
        for low, high in _gaps(fixed, len(texts), len(bases))
        for pair in _equal_then_similar(texts, bases, low, high, named)
    ] + list(fixed)


def ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of ``pairs`` that ascends on both sides: what was copied elsewhere falls out."""
    ordered = sorted(set(pairs))
    best: list[tuple[int, int]] = []  # (length, index of the one before) for each pair
    for i, (p, e) in enumerate(ordered):
        options = [(best[j][0] + 1, j) for j in range(max(0, i - 60), i) if ordered[j][0] < p and ordered[j][1] < e]
        best.append(max(options, key=lambda o: o[0], default=(1, -1)))
    chain: list[tuple[int, int]] = []
    at = max(range(len(best)), key=lambda i: best[i][0], default=-1)
    while at >= 0:
        chain.append(ordered[at])
        at = best[at][1]
    return chain[::-1]


def _named(atoms: Sequence[Atom], originals: Sequence[Paragraph], review_map: ReviewMap) -> dict[int, list[int]]:
    """The entries that a paragraph's bookmarks name; bookmarks of paragraphs inserted before it are not its own."""
    by_name = {entry.name: i for i, entry in enumerate(review_map.entries)}
    named: dict[int, list[int]] = {}
    start = 0
    for number, paragraph in enumerate(originals):
        end = paragraph.mark if paragraph.mark >= 0 else max(paragraph.indexes)
        names: list[str] = []
        for atom in atoms[start : end + 1]:
            names = [] if atom.char == PARAGRAPH and not atom.original else [*names, *atom.bookmarks]
        named[number] = [by_name[name] for name in names if name in by_name]
        start = end + 1
    return named


Corner = tuple[int, int]


def _gaps(fixed: Sequence[tuple[int, int]], rows: int, columns: int) -> list[tuple[Corner, Corner]]:
    corners = [(-1, -1), *sorted(fixed), (rows, columns)]
    return [((a + 1, b + 1), (c, d)) for (a, b), (c, d) in pairwise(corners)]


def _equal_then_similar(
    texts: Sequence[str], bases: Sequence[str], low: Corner, high: Corner, named: dict[int, list[int]]
) -> list[tuple[int, int]]:
    (p0, e0), (p1, e1) = low, high
    if p0 >= p1 or e0 >= e1:
        return []
    matcher = SequenceMatcher(None, texts[p0:p1], bases[e0:e1], autojunk=False)
    equal = [
        (p0 + block.a + i, e0 + block.b + i)
        for block in matcher.get_matching_blocks()
        for i in range(block.size)
        if texts[p0 + block.a + i]
    ]
    found = list(equal)
    for (a, b), (c, d) in _gaps([(p - p0, e - e0) for p, e in equal], p1 - p0, e1 - e0):
        found.extend(_similar(texts, bases, (p0 + a, e0 + b), (p0 + c, e0 + d), named))
    return found


def _similar(
    texts: Sequence[str], bases: Sequence[str], low: Corner, high: Corner, named: dict[int, list[int]]
) -> list[tuple[int, int]]:
    """The pairs in order with the greatest sum of similarities."""
    (p0, e0), (p1, e1) = low, high
    rows, columns = p1 - p0, e1 - e0
    if rows <= 0 or columns <= 0 or rows * columns > _LONGEST_GAP**2:
        return []
    scores = [[_score(texts, bases, p, e, named) for e in range(e0, e1)] for p in range(p0, p1)]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            taken = scores[i][j] + best[i + 1][j + 1] if scores[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], taken)
    found = []
    i = j = 0
    while i < rows and j < columns:
        if scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            found.append((p0 + i, e0 + j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _score(texts: Sequence[str], bases: Sequence[str], p: int, e: int, named: dict[int, list[int]]) -> float:
    if not texts[p].strip() or not bases[e].strip():
        return 0.0
    score = similarity(texts[p], bases[e])
    if score < SIMILAR:
        return 0.0
    return score + (_AGREEING if e in named.get(p, ()) else 0.0)
