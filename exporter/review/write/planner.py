"""What planning a change needs to know: where its words are today, what stands around it, and how it is refused."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from exporter.model.links import is_carried
from exporter.ooxml.review_map import OBJECT, ReviewMap
from exporter.review.match.alignment import Script, Slot
from exporter.review.match.changes import Change
from exporter.review.match.current_page import CLEAN, CONFLICT, DONE, GENERATED, Target
from exporter.review.match.link_changes import plain
from exporter.review.match.text_blocks import Leaf
from exporter.review.word.document import PARAGRAPH, Atom
from exporter.review.write.page_plan import Draft

FLOWING: Final = ("paragraph", "item")
REASONS: Final = {
    CONFLICT: "the page says something else here by now",
    DONE: "the page has this change already",
    GENERATED: "these words are no words of the page",
}
_STATUSES: Final = {CONFLICT: "conflict", DONE: "no effect", GENERATED: "by hand"}


class Refusal(Exception):
    """A change that is not planned: its status and why."""

    def __init__(self, status: str, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


def by_hand(reason: str) -> Refusal:
    """A change that a person must make."""
    return Refusal("by hand", reason)


@dataclass(slots=True)
class Planning:
    """Plans for the changes of one page."""

    slots: Sequence[Slot]
    script: Script
    review_map: ReviewMap
    targets: dict[int, Target]
    draft: Draft = field(repr=False)

    def learn(self) -> None:
        """What the reviewed document shows for each character of the page: its look there, and its links."""
        for slot in self.slots:
            target = self.targets.get(slot.entry)
            if target is None or not slot.atom.original or slot.source < 0 or slot.at >= len(target.base):
                continue
            place = target.places[slot.at]
            if place is not None:
                self.draft.atoms[target.leaf.index, place] = slot.atom
        for number, target in self.targets.items():
            for start, _, href in self.review_map.entries[number].links:
                place = target.places[start]
                written = target.leaf.chars[place].href if place is not None else ""
                if written:
                    self.draft.links.setdefault(plain(href), written)

    def target(self, entry: int) -> Target:
        """Where an exported paragraph is today; ``Refusal`` where it is gone."""
        target = self.targets.get(entry)
        if target is None:
            raise Refusal("conflict", "the page does not have this paragraph any more")
        return target

    def span(self, change: Change, entry: int) -> tuple[int, int]:
        """The exported words of a paragraph that a change takes out; empty where it only puts some in."""
        places = [s.at for i in change.slots if (s := self.slots[i]).entry == entry and s.atom.original]
        if places:
            return min(places), max(places) + 1
        return change.at, change.at

    def coming(self, change: Change) -> list[Atom]:
        """What a change puts in."""
        return [s.atom for i in change.slots if not (s := self.slots[i]).atom.original]

    def check_new(self, change: Change) -> None:
        """Raise ``Refusal`` where a change puts in what no page can hold."""
        for atom in self.coming(change):
            if atom.char in (OBJECT, "\f"):
                raise by_hand("a picture, a note or a page break was put in")
            self.check_link(atom.href)

    def check_link(self, href: str) -> None:
        """Raise ``Refusal`` for a link that leads nowhere from a page."""
        if href and plain(href) not in self.draft.links and not is_carried(href):
            raise by_hand(f"the link '{href}' leads nowhere on the site")

    def require(self, fate: str) -> None:
        """Raise ``Refusal`` for words that cannot be changed today."""
        if fate != CLEAN:
            raise Refusal(_STATUSES[fate], REASONS[fate])

    def around(self, change: Change, own: Collection[int] = ()) -> tuple[Leaf | None, Leaf | None]:
        """The paragraphs of today before and behind a change; of its ``own`` entries it is none."""
        before = self._near(range(change.slots[0] - 1, -1, -1), own)
        return before, self._near(range(change.slots[-1] + 1, len(self.slots)), own)

    def _near(self, indexes: Iterable[int], own: Collection[int]) -> Leaf | None:
        for i in indexes:
            slot = self.slots[i]
            other = slot.atom.char == PARAGRAPH and slot.atom.original and slot.entry not in own
            if other and slot.entry in self.targets:
                return self.targets[slot.entry].leaf
        return None
