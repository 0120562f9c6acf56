"""Carries places of the exported text over to the page as it is today.

Three texts meet here: what was exported (the map), what the reviewer saw, and what the page says now. A change is
clean where the page still says what was exported, done already where it says what the reviewer wants, else a conflict.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from exporter.ooxml.reviewmap import Entry, ReviewMap
from exporter.review.leaves import Leaf
from exporter.review.match import align, ascending
from exporter.review.script import matching

CLEAN: Final = "clean"
DONE: Final = "done"
CONFLICT: Final = "conflict"
GENERATED: Final = "generated"


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


def targets(review_map: ReviewMap, file: str, sha256: str, leaves: Sequence[Leaf]) -> dict[int, Target]:
    """The entries of one file in the page as it is today, by their numbers."""
    entries = [(i, e) for i, e in enumerate(review_map.entries) if e.pos is not None and e.pos.file == file]
    source = review_map.source(file)
    unchanged = source is not None and source.sha256 == sha256
    texts = [e.text[e.generated :] for _, e in entries]
    todays = [leaf.text for leaf in leaves]
    fixed = ascending(_same_place(entries, leaves)) if unchanged else []
    pairs = dict(align(texts, todays, fixed, {}))
    _take_moved(pairs, texts, todays)
    return {entries[n][0]: _target(entries[n][1], leaves[number]) for n, number in pairs.items()}


def _same_place(entries: Sequence[tuple[int, Entry]], leaves: Sequence[Leaf]) -> list[tuple[int, int]]:
    """Entries and leaves of an unchanged page whose words and places agree."""
    by_place: dict[tuple[str, int], int] = {}
    for leaf in leaves:
        for start in {leaf.pos.start.offset if leaf.pos else -1, leaf.chars[0].start}:
            by_place.setdefault((leaf.text, start), leaf.index)
    found = []
    for number, (_, entry) in enumerate(entries):
        leaf_number = by_place.get((entry.text[entry.generated :], entry.pos.start.offset if entry.pos else -1))
        if leaf_number is not None:
            found.append((number, leaf_number))
    return found


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
