"""Tracked changes (ECMA-376 part 1, 17.13.5): words, paragraph marks and rows that are inserted, deleted or moved."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from exporter.ooxml.elements import Element, element

ChangeKind = Literal["ins", "del", "moveFrom", "moveTo"]


@dataclass(frozen=True, slots=True)
class TrackedChange:
    """Kind, author and date of a change (ISO 8601; an empty date is left out)."""

    kind: ChangeKind
    author: str
    date: str

    @property
    def is_deletion(self) -> bool:
        """Whether the words are gone once the change is accepted; moved words stay ``w:t``, deleted ones do not."""
        return self.kind == "del"

    def wrap(self, number: int, inside: Iterable[Element] = ()) -> Element:
        """Return the change's element around runs; an empty one marks a paragraph or a row in its properties."""
        date = self.date if "T" in self.date or not self.date else f"{self.date}T00:00:00Z"
        return element(f"w:{self.kind}", *inside, id=number, author=self.author, date=date or None)


def move_range(change: TrackedChange, name: str, number: int) -> tuple[Element, Element]:
    """Return the ends of one side of a move; the other side has the same ``name``."""
    start = change.wrap(number)
    start = element(f"w:{change.kind}RangeStart", **{**_local_attributes(start), "name": name})
    return start, element(f"w:{change.kind}RangeEnd", id=number)


def _local_attributes(node: Element) -> dict[str, object]:
    return {str(key).partition("}")[2]: value for key, value in node.attrib.items()}
