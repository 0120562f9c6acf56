"""Repeated paragraphs in the page of today: pairs that their neighbours make sure, and pairs that stay uncertain."""

from bisect import bisect
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from exporter.review.match.paragraphs import SIMILAR
from exporter.textdiff.alignment import Pair, gaps
from exporter.textdiff.move_detection import longest_ascending
from exporter.textdiff.similarity import similarity

_PASSES: Final = 8
"""Most rounds in which new pairs part the texts further."""


def unique_pairs(texts: Sequence[str], todays: Sequence[str]) -> list[Pair]:
    """Return pairs of equal texts that ascend together, each text once on both sides between the pairs around it.

    Repeated texts are so paired by their neighbours (patience diff).
    """
    pairs: list[Pair] = []
    for _ in range(_PASSES):
        within = [
            pair
            for low, high in gaps(pairs, (0, 0), (len(texts), len(todays)))
            for pair in longest_ascending(_unique(texts, todays, low, high))
        ]
        if not within:
            break
        pairs += within
    return pairs


def _unique(texts: Sequence[str], todays: Sequence[str], low: Pair, high: Pair) -> Iterator[Pair]:
    own, others = (_once(side, range(*ends)) for side, *ends in ((texts, low[0], high[0]), (todays, low[1], high[1])))
    return ((number, others[text]) for text, number in own.items() if text in others)


def _once(texts: Sequence[str], numbers: range) -> dict[str, int]:
    """Return the texts that stand once among some, each with its number."""
    counts = Counter(map(texts.__getitem__, numbers))
    return {texts[n]: n for n in numbers if counts[texts[n]] == 1 and texts[n].strip()}


def uncertain_pairs(
    pairs: Mapping[int, int],
    sure: Collection[Pair],
    known: Collection[int],
    texts: Sequence[str],
    todays: Sequence[str],
) -> set[int]:
    """Return the paired ``texts`` that might belong to another one of ``todays``, or whose partner to another text.

    An unpaired text makes the pairs like it uncertain, up to the nearest ``sure`` pair on each side: nothing says which
    of them came or went. Words that both sides have once stay certain. A repeated text at another place is uncertain
    too. ``known`` are paired ones of ``todays``, and others that belong to no text of their own.
    """
    counts, others = Counter(texts), Counter(todays)
    once = {(number, at) for number, at in sure if counts[texts[number]] == others[todays[at]] == 1}
    back = {at: number for number, at in pairs.items()}
    found = set(_like_lone(texts, pairs.keys(), pairs, todays, *({n for n, _ in one} for one in (sure, once))))
    others_like = _like_lone(todays, known, back, texts, *({at for _, at in one} for one in (sure, once)))
    found |= {back[at] for at in others_like}
    in_order = {number for number, _ in longest_ascending(pairs.items())}
    return found | {n for n in pairs if n not in in_order and max(counts[texts[n]], others[texts[n]]) > 1}


def _like_lone(
    texts: Sequence[str],
    known: Collection[int],
    pairs: Mapping[int, int],
    partners: Sequence[str],
    sure: Collection[int],
    once: Collection[int],
) -> Iterator[int]:
    """Yield the paired texts that one beside them, which is not ``known``, is like."""
    paired = sorted(pairs)
    seen: set[tuple[str, int]] = set()
    for lone, text in enumerate(texts):
        at = bisect(paired, lone)
        if lone in known or not text.strip() or (text, at) in seen:
            continue
        seen.add((text, at))
        for neighbours in (range(at - 1, -1, -1), range(at, len(paired))):
            for number in map(paired.__getitem__, neighbours):
                beside = texts[number], partners[pairs[number]]
                if number not in once and any(similarity(text, other, SIMILAR) for other in beside):
                    yield number
                if number in sure:
                    break
