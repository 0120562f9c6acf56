"""Tracked changes around text (ECMA-376 part 1, 17.13.5): who put it in, who took it out, what a move is called."""

from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from exporter.ooxml.names import qname
from exporter.review.word import wordml
from exporter.review.word.document import TrackedChange

_LOST: Final = TrackedChange("", "", "del")


@dataclass(frozen=True, slots=True)
class TrackedState:
    """What holds for the text of an element: passed down, never changed."""

    inserted: TrackedChange | None = None
    deleted: TrackedChange | None = None
    href: str = ""
    style: str = ""
    region: str = "body"

    def certainly_deleted(self) -> "TrackedState":
        """Deleted text outside a deletion is deleted by nobody known, never content."""
        return self if self.deleted else replace(self, deleted=_LOST)


@dataclass(slots=True)
class TrackedChangeReader:
    """Reads marks; ``moves`` names the moves that are open, by their two ends."""

    moves: dict[str, str] = field(default_factory=dict)

    def read(self, element: "etree._Element") -> TrackedChange:
        """Who made a change and when."""
        kind = etree.QName(element).localname
        move = self.moves.get(kind, "") if kind.startswith("move") else ""
        return TrackedChange(element.get(qname("w:author"), ""), element.get(qname("w:date"), ""), kind, move)

    def changed(self, element: "etree._Element", state: TrackedState) -> TrackedState:
        """The state of what stands in a change; of two alike in one another the outer one counts."""
        if element.tag in wordml.INSERTING:
            return replace(state, inserted=state.inserted or self.read(element))
        return replace(state, deleted=state.deleted or self.read(element))

    def move_starts(self, element: "etree._Element", _: TrackedState) -> None:
        """Takes in the name of a move's end."""
        self.moves[etree.QName(element).localname.removesuffix("RangeStart")] = element.get(qname("w:name"), "")
