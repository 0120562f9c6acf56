"""Match the paragraphs of the original text with the entries of the review map.

Bookmarks alone are not trusted: they are copied, renamed and come along from other files. The order of steps, each
inside the gaps of the one before: bookmark and equal text; equal text in order; similar text in order, where a matching
bookmark counts for more.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from exporter.ooxml.review_map import ReviewMap
from exporter.review.word.document import PARAGRAPH, WordCharacter, WordParagraph
from exporter.textdiff.alignment import Pair, aligned
from exporter.textdiff.move_detection import longest_ascending
from exporter.textdiff.similarity import similarity

SIMILAR: Final = 0.6
"""Least likeness by characters, since reviewers edit inside words too. By characters, chance makes texts more alike."""
_AGREEING: Final = 1.0
_LARGEST_GAP: Final = 160_000
"""Most pairs compared in a gap. Without bookmarks, all changed paragraphs of a page are one gap."""


def match_paragraphs(
    characters: Sequence[WordCharacter], originals: Sequence[WordParagraph], review_map: ReviewMap
) -> dict[int, int]:
    """Map indexes of ``originals`` to indexes of entries; both ascend together."""
    texts = [p.text for p in originals]
    bases = [e.text for e in review_map.entries]
    named = _named(characters, originals, review_map)
    sure = [(p, e) for p, found in named.items() for e in found if texts[p] == bases[e] and texts[p]]
    return dict(align_texts(texts, bases, longest_ascending(sure), named))


def align_texts(
    texts: Sequence[str], bases: Sequence[str], fixed: Sequence[Pair], named: Mapping[int, Sequence[int]]
) -> list[Pair]:
    """Pair equal and similar texts in order, around the ``fixed`` pairs, ignoring texts without words."""

    def score(p: int, e: int) -> float:
        return _score(texts, bases, p, e, named)

    return aligned(texts, bases, score, largest=_LARGEST_GAP, fixed=fixed, empty=False)


def _named(
    characters: Sequence[WordCharacter], originals: Sequence[WordParagraph], review_map: ReviewMap
) -> dict[int, list[int]]:
    """Return the entries that the bookmarks of a paragraph name, without those of paragraphs inserted before it."""
    by_name = {entry.name: i for i, entry in enumerate(review_map.entries)}
    named: dict[int, list[int]] = {}
    start = 0
    for number, paragraph in enumerate(originals):
        end = paragraph.end
        names: list[str] = []
        for character in characters[start : end + 1]:
            names = [] if character.char == PARAGRAPH and not character.original else [*names, *character.bookmarks]
        named[number] = [by_name[name] for name in names if name in by_name]
        start = end + 1
    return named


def _score(texts: Sequence[str], bases: Sequence[str], p: int, e: int, named: Mapping[int, Sequence[int]]) -> float:
    if not texts[p].strip() or not bases[e].strip():
        return 0.0
    score = similarity(texts[p], bases[e], SIMILAR)
    return score + _AGREEING if score and e in named.get(p, ()) else score
