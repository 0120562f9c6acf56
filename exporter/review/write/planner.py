"""What planner a change needs to know: where its words are today, what stands around it, and how it is refused."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from exporter.model.links import is_carried
from exporter.ooxml.review_map import OBJECT, ReviewMap
from exporter.review.match.alignment import AlignedCharacter, AlignedDocument
from exporter.review.match.changes import ReviewChange
from exporter.review.match.current_page import CLEAN, CONFLICT, DONE, GENERATED, CurrentParagraph
from exporter.review.match.link_changes import plain_target
from exporter.review.match.text_blocks import TextBlock
from exporter.review.word.document import PARAGRAPH, WordCharacter
from exporter.review.write.page_plan import PagePlan

FLOWING: Final = ("paragraph", "item")
REASONS: Final = {
    CONFLICT: "the page says something else here by now",
    DONE: "the page has this change already",
    GENERATED: "these words are no words of the page",
}
_STATUSES: Final = {CONFLICT: "conflict", DONE: "no effect", GENERATED: "by hand"}


class ChangeRefused(Exception):
    """A change that is not planned: its status and why."""

    def __init__(self, status: str, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


def by_hand(reason: str) -> ChangeRefused:
    """A change that a person must make."""
    return ChangeRefused("by hand", reason)


@dataclass(slots=True)
class Planner:
    """Plans for the changes of one page."""

    alignment: Sequence[AlignedCharacter]
    document: AlignedDocument
    review_map: ReviewMap
    paragraphs: dict[int, CurrentParagraph]
    page_plan: PagePlan = field(repr=False)

    def learn(self) -> None:
        """What the reviewed document shows for each character of the page: its look there, and its links."""
        for aligned in self.alignment:
            current = self.paragraphs.get(aligned.entry)
            if (
                current is None
                or not aligned.character.original
                or aligned.index < 0
                or aligned.at >= len(current.exported)
            ):
                continue
            place = current.places[aligned.at]
            if place is not None:
                self.page_plan.characters[current.block.index, place] = aligned.character
        for number, current in self.paragraphs.items():
            for start, _, href in self.review_map.entries[number].links:
                place = current.places[start]
                written = current.block.chars[place].href if place is not None else ""
                if written:
                    self.page_plan.links.setdefault(plain_target(href), written)

    def paragraph(self, entry: int) -> CurrentParagraph:
        """Where an exported paragraph is today; ``ChangeRefused`` where it is gone."""
        current = self.paragraphs.get(entry)
        if current is None:
            raise ChangeRefused("conflict", "the page does not have this paragraph any more")
        return current

    def span(self, change: ReviewChange, entry: int) -> tuple[int, int]:
        """The exported words of a paragraph that a change takes out; empty where it only puts some in."""
        places = [s.at for i in change.indexes if (s := self.alignment[i]).entry == entry and s.character.original]
        if places:
            return min(places), max(places) + 1
        return change.at, change.at

    def inserted(self, change: ReviewChange) -> list[WordCharacter]:
        """What a change puts in."""
        return [s.character for i in change.indexes if not (s := self.alignment[i]).character.original]

    def check_new(self, change: ReviewChange) -> None:
        """Raise ``ChangeRefused`` where a change puts in what no page can hold."""
        for character in self.inserted(change):
            if character.char in (OBJECT, "\f"):
                raise by_hand("a picture, a note or a page break was put in")
            self.check_link(character.href)

    def check_link(self, href: str) -> None:
        """Raise ``ChangeRefused`` for a link that leads nowhere from a page."""
        if href and plain_target(href) not in self.page_plan.links and not is_carried(href):
            raise by_hand(f"the link '{href}' leads nowhere on the site")

    def require(self, state: str) -> None:
        """Raise ``ChangeRefused`` for words that cannot be changed today."""
        if state != CLEAN:
            raise ChangeRefused(_STATUSES[state], REASONS[state])

    def around(self, change: ReviewChange, own: Collection[int] = ()) -> tuple[TextBlock | None, TextBlock | None]:
        """The paragraphs of today before and behind a change; of its ``own`` entries it is none."""
        before = self._near(range(change.indexes[0] - 1, -1, -1), own)
        return before, self._near(range(change.indexes[-1] + 1, len(self.alignment)), own)

    def _near(self, indexes: Iterable[int], own: Collection[int]) -> TextBlock | None:
        for i in indexes:
            aligned = self.alignment[i]
            other = aligned.character.char == PARAGRAPH and aligned.character.original and aligned.entry not in own
            if other and aligned.entry in self.paragraphs:
                return self.paragraphs[aligned.entry].block
        return None
