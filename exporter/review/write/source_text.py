"""Source of a page as lines: where blocks begin and end, their indentation, the markers of list items."""

import re
from dataclasses import dataclass
from typing import Final

from exporter.model.position import Pos

_MARKER: Final = re.compile(r"(?P<sign>[-*+]|\d{1,9}[.)])(?P<gap>[ \t]+)(?:\[[ xX]\][ \t]+)?")
_NUMBER: Final = re.compile(r"\d{1,9}(?=[.)])")
_TASK: Final = re.compile(r"\[[xX]\]")
_NOT_LEAD: Final = re.compile(r"[^\s>]")


class Unwritable(ValueError):
    """A unit that cannot be written: its number, and why."""

    def __init__(self, unit: int, reason: str) -> None:
        super().__init__(reason)
        self.unit, self.reason = unit, reason


@dataclass(frozen=True, slots=True)
class SourceLines:
    """The lines of one source."""

    source: str

    @property
    def ending(self) -> str:
        """How lines end here."""
        return "\r\n" if "\r\n" in self.source else "\n"

    def start(self, offset: int) -> int:
        """Where the line of an offset begins."""
        return self.source.rfind("\n", 0, offset) + 1

    def end(self, offset: int) -> int:
        """Where the line of an offset ends, in front of its line end."""
        at = self.source.find("\n", offset)
        at = len(self.source) if at < 0 else at
        return at - 1 if at > offset and self.source[at - 1] == "\r" else at

    def after(self, offset: int) -> int:
        """Where the line behind that of an offset begins."""
        at = self.source.find("\n", offset)
        return len(self.source) if at < 0 else at + 1

    def lead(self, offset: int) -> str:
        """What stands in front of an offset in its line."""
        return self.source[self.start(offset) : offset]

    def blank(self, offset: int) -> bool:
        """Whether the line that begins at ``offset`` is blank; the end of the file is not."""
        return offset < len(self.source) and not self.source[offset : self.after(offset)].strip()

    def last(self, pos: Pos) -> int:
        """The end of what stands at ``pos``, without white space behind it."""
        end = pos.end.offset
        while end > pos.start.offset and self.source[end - 1].isspace():
            end -= 1
        return end

    def whole(self, pos: Pos, unit: int) -> tuple[int, int]:
        """The lines that hold ``pos`` and nothing else."""
        start, end = self.start(pos.start.offset), self.last(pos)
        if self.source[start : pos.start.offset].strip() or self.source[end : self.end(end)].strip():
            raise Unwritable(unit, "it shares its lines with other content")
        return start, self.after(end)

    def indent(self, offset: int, unit: int) -> str:
        """The white space in front of a block, which must be all that stands there."""
        lead = self.lead(offset)
        if lead.strip():
            raise Unwritable(unit, "it shares its line with other content")
        return lead


def continued(lead: str) -> str:
    """What a further line of the same block begins with: quotation marks stay, list markers become blanks."""
    return _NOT_LEAD.sub(" ", lead)


def gap_line(lead: str, ending: str) -> str:
    """A line end, a blank line, and the lead of the line behind it."""
    further = continued(lead)
    return f"{ending}{further.rstrip() if '>' in further else ''}{ending}{further}"


def marker(source: str, start: int) -> str | None:
    """The marker of the list item that begins at ``start``, with the blanks behind it."""
    found = _MARKER.match(source, start)
    return found[0] if found else None


def next_marker(sign: str) -> str:
    """The marker behind this one: the next number, an open box."""
    counted = _NUMBER.sub(lambda m: str(int(m[0]) + 1), sign)
    return _TASK.sub("[ ]", counted)
