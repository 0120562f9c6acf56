"""Carries places of the exported text over to the page as it is today.

Three texts meet here: what was exported (the map), what the reviewer saw, and what the page says now. A change is
clean where the page still says what was exported, done already where it says what the reviewer wants, else a conflict.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from exporter.model.nodes import Heading
from exporter.ooxml.reviewmap import OBJECT, Entry, ReviewMap
from exporter.review.leaves import Leaf
from exporter.review.match import align, ascending
from exporter.review.script import matching

CLEAN: Final = "clean"
DONE: Final = "done"
CONFLICT: Final = "conflict"
GENERATED: Final = "generated"
_REPEATED: Final = 40
"""A text that stands in more places tells nothing of where one of them went."""


@dataclass(slots=True)
class Target:
    """Where an entry is today: its leaf, and for each exported character its number in the leaf, None if it is gone."""

    leaf: Leaf
    base: str
    generated: int
    places: list[int | None] = field(repr=False)

    @property
    def same(self) -> bool:
        """Whether the paragraph says what was exported."""
        return self.leaf.text == self.base[self.generated :]

    def before(self, at: int) -> int | None:
        """The place in the leaf behind the character in front of ``at``; None where that one is gone."""
        if at <= self.generated:
            return 0
        place = self.places[at - 1]
        return None if place is None else place + 1

    def behind(self, at: int) -> int | None:
        """The place in the leaf of the character at ``at``."""
        return len(self.leaf.chars) if at >= len(self.base) else self.places[at]

    def fate(self, start: int, end: int, new: str) -> str:
        """Whether the words ``base[start:end]``, to become ``new``, can be changed today."""
        if start < self.generated:
            return GENERATED
        if self.same:
            return CLEAN
        low, high = self._words(start, end)
        first, last = self.before(low), self.behind(high)
        wanted = self.base[low:start] + new + self.base[end:high]
        if first is None or last is None:
            return (
                DONE if wanted and wanted in self.leaf.text and self.base[low:high] not in self.leaf.text else CONFLICT
            )
        today = self.leaf.text[first:last]
        if today == self.base[low:high]:
            return CLEAN
        return DONE if today.split() == wanted.split() else CONFLICT

    def _words(self, start: int, end: int) -> tuple[int, int]:
        """A range of the base grown to whole words, and one character more for what stands between words."""
        while start > self.generated and self.base[start - 1].isalnum():
            start -= 1
        while end < len(self.base) and self.base[end].isalnum():
            end += 1
        return start, end


def targets(review_map: ReviewMap, file: str, leaves: Sequence[Leaf]) -> dict[int, Target]:
    """The entries of one file in the page as it is today, by their numbers."""
    entries = [(i, e) for i, e in enumerate(review_map.entries) if e.pos is not None and e.pos.file == file]
    texts = [e.text[e.generated :] for _, e in entries]
    todays = [leaf.text for leaf in leaves]
    fixed = ascending(_same_place(entries, leaves, review_map.anchor))
    pairs = dict(align(texts, todays, fixed, {}))
    _take_moved(pairs, texts, todays)
    return {entries[n][0]: _target(entries[n][1], leaves[number]) for n, number in pairs.items()}


def changed(review_map: ReviewMap, file: str, found: Mapping[int, Target], leaves: Sequence[Leaf]) -> bool:
    """Whether a paragraph of a file is not as it was exported, or not where it was among the others."""
    entries = [(i, e) for i, e in enumerate(review_map.entries) if e.pos is not None and e.pos.file == file]
    shift = _shift(entries, leaves, _heading(leaves, review_map.anchor))
    there: dict[int, list[Leaf]] = {}
    for leaf in leaves:
        for start in _starts(leaf):
            there.setdefault(start, []).append(leaf)
    order = []
    for number, entry in entries:
        text = entry.text[entry.generated :]
        near = [found[number].leaf] if number in found else there.get(_start(entry) + shift, [])
        if text.strip():
            order.append(next((leaf.index for leaf in near if _says(leaf.text, text)), -1))
    return -1 in order or order != sorted(order)


def _says(today: str, exported: str) -> bool:
    """Whether texts agree; words may stand for a picture that was not at hand when the file was made."""
    today, exported = today.rstrip("\n"), exported.rstrip("\n")
    first, *between = today.split(OBJECT)
    if not between or not exported.startswith(first):
        return today == exported
    at, last = len(first), between.pop()
    for words in between:
        at = exported.find(words, at) + len(words)
        if at < len(words):
            return False
    return exported.endswith(last) and len(exported) - len(last) >= at


def _same_place(entries: Sequence[tuple[int, Entry]], leaves: Sequence[Leaf], anchor: str) -> list[tuple[int, int]]:
    """Entries and leaves whose words agree, and their places once the shift of the exported part is taken off."""
    by_place: dict[tuple[str, int], int] = {}
    for leaf in leaves:
        for start in _starts(leaf):
            by_place.setdefault((leaf.text, start), leaf.index)
    shift = _shift(entries, leaves, _heading(leaves, anchor))
    places = ((n, e.text[e.generated :], _start(e) + shift) for n, (_, e) in enumerate(entries))
    return [(number, by_place[text, at]) for number, text, at in places if (text, at) in by_place]


def _shift(entries: Sequence[tuple[int, Entry]], leaves: Sequence[Leaf], heading: int) -> int:
    """What most paragraphs say of how far they stand from their places in the map.

    Where two parts of the page say the same, the one that begins nearest behind the exported ``heading`` is meant.
    """
    starts: dict[str, set[int]] = {}
    for leaf in leaves:
        starts.setdefault(leaf.text, set()).update(_starts(leaf))
    votes: Counter[int] = Counter()
    for _, entry in entries:
        there = starts.get(entry.text[entry.generated :], set())
        if len(there) <= _REPEATED:
            votes.update(start - _start(entry) for start in there)
    return max(votes, key=lambda shift: (votes[shift], shift >= heading, -abs(shift - heading)), default=0)


def _start(entry: Entry) -> int:
    return entry.pos.start.offset if entry.pos else 0


def _starts(leaf: Leaf) -> set[int]:
    """Where a leaf starts, with its marks and without."""
    return {leaf.chars[0].start, *([leaf.pos.start.offset] if leaf.pos else [])}


def _heading(leaves: Sequence[Leaf], anchor: str) -> int:
    """The offset of the heading of this anchor; 0 where there is none."""
    heads = ((leaf.ancestors[-1], leaf.chars[0].start) for leaf in leaves if anchor and leaf.kind == "heading")
    return next((at for node, at in heads if isinstance(node, Heading) and node.anchor == anchor), 0)


def _take_moved(pairs: dict[int, int], texts: Sequence[str], todays: Sequence[str]) -> None:
    """Paragraphs that stand elsewhere today with the same words, where only one can be meant."""
    taken = set(pairs.values())
    free: dict[str, list[int]] = {}
    for number, text in enumerate(todays):
        if number not in taken:
            free.setdefault(text, []).append(number)
    for number, text in enumerate(texts):
        if number not in pairs and len(free.get(text, ())) == 1:
            pairs[number] = free.pop(text)[0]


def _target(entry: Entry, leaf: Leaf) -> Target:
    text = entry.text[entry.generated :]
    places: list[int | None] = [None] * len(entry.text)
    stretches = [(0, 0, len(text))] if text == leaf.text else matching(text, leaf.text)
    for base, today, size in stretches:
        for i in range(size):
            places[entry.generated + base + i] = today + i
    return Target(leaf, entry.text, entry.generated, places)
