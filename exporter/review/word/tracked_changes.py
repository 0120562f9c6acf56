"""Tracked changes around text (ECMA-376 part 1, 17.13.5): insertions, deletions, names of moves."""

from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from exporter.ooxml.names import qname
from exporter.review.word import wordml
from exporter.review.word.document import CellPlace, Region, RevisionMark

_LOST: Final = RevisionMark("", "", "del")


@dataclass(frozen=True, slots=True)
class TrackedState:
    """State of the text in an element, passed down to its children."""

    inserted: RevisionMark | None = None
    deleted: RevisionMark | None = None
    href: str = ""
    style: str = ""
    region: Region = Region.BODY
    cell: CellPlace | None = None
    note: str = ""
    in_changed_row: bool = False
    weighted: bool = False  # in a new row of a table's head, whose style makes words bold

    def certainly_deleted(self) -> "TrackedState":
        """Return the state of deleted text: its author is unknown if it stands outside a deletion."""
        return self if self.deleted else replace(self, deleted=_LOST)


@dataclass(slots=True)
class TrackedChangeReader:
    """Read tracked changes; ``moves`` names the open moves by their two ends."""

    moves: dict[str, str] = field(default_factory=dict)

    def read(self, element: "etree._Element") -> RevisionMark:
        """Read the author and date of a change."""
        kind = etree.QName(element).localname
        move = self.moves.get(kind, "") if kind.startswith("move") else ""
        return RevisionMark(element.get(qname("w:author"), ""), element.get(qname("w:date"), ""), kind, move)

    def changed(self, element: "etree._Element", state: TrackedState) -> TrackedState:
        """Return the state inside a change; of two nested changes of a kind the outer one counts."""
        if element.tag in wordml.INSERTING:
            return replace(state, inserted=state.inserted or self.read(element))
        return replace(state, deleted=state.deleted or self.read(element))

    def move_starts(self, element: "etree._Element", _: TrackedState) -> None:
        """Keep the name of a move."""
        self.moves[etree.QName(element).localname.removesuffix("RangeStart")] = element.get(qname("w:name"), "")
