"""Tracked changes (ECMA-376 part 1, 17.13.5): words, paragraph marks and rows put in, taken out, moved."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from exporter.ooxml.elements import Element, element

Way = Literal["ins", "del", "moveFrom", "moveTo"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who changed something and when (ISO 8601; left out where it is empty), and in which way."""

    way: Way
    author: str
    date: str

    @property
    def takes_out(self) -> bool:
        """Whether the words are gone once the change is accepted; moved words stay ``w:t``, deleted ones do not."""
        return self.way == "del"

    def around(self, number: int, inside: Iterable[Element] = ()) -> Element:
        """The change's element around runs, or empty: the mark in a paragraph's or a row's properties."""
        date = self.date if "T" in self.date or not self.date else f"{self.date}T00:00:00Z"
        return element(f"w:{self.way}", *inside, id=number, author=self.author, date=date or None)


def move_range(stamp: Stamp, name: str, number: int) -> tuple[Element, Element]:
    """The ends of one side of a move; the other side has the same ``name``."""
    start = stamp.around(number)
    start = element(f"w:{stamp.way}RangeStart", **{**_plain(start), "name": name})
    return start, element(f"w:{stamp.way}RangeEnd", id=number)


def _plain(node: Element) -> dict[str, object]:
    return {str(key).partition("}")[2]: value for key, value in node.attrib.items()}
