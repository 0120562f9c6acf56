"""Source of a page: edits of it, and its lines with their indentation and list markers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from exporter.model.position import Pos

_MARKER: Final = re.compile(r"(?P<sign>[-*+]|\d{1,9}[.)])(?P<gap>[ \t]+)(?:\[[ xX]\][ \t]+)?")
_NUMBER: Final = re.compile(r"\d{1,9}(?=[.)])")
_TASK: Final = re.compile(r"\[[xX]\]")
_BOX: Final = re.compile(r"\[[ xX]\][ \t]+\Z")
_NOT_LEAD: Final = re.compile(r"[^\s>]")

QUOTED: Final = " \t>\r\n"
NO_BLOCK: Final = "it is in a YAML value that is not a block of lines ('|')"

Edit = tuple[int, int, str]
"""A replacement in the source: start, end, new text."""


class Unwritable(ValueError):
    """A unit that cannot be written (None for no particular one), the reason, and the change that alone is at fault.

    ``scalar`` is the offset of a YAML value that could be written if it were a literal block.
    """

    def __init__(self, unit: int | None, reason: str, change: str = "", scalar: int | None = None) -> None:
        super().__init__(reason)
        self.unit, self.reason, self.change, self.scalar = unit, reason, change, scalar


@dataclass(frozen=True, slots=True)
class SourceLines:
    """Lines of a source."""

    source: str

    @property
    def ending(self) -> str:
        """Line end of the source."""
        return "\r\n" if "\r\n" in self.source else "\n"

    def start(self, offset: int) -> int:
        """Return the start of the line at an offset."""
        return self.source.rfind("\n", 0, offset) + 1

    def end(self, offset: int) -> int:
        """Return the end of the line at an offset, in front of its line end."""
        at = self.source.find("\n", offset)
        at = len(self.source) if at < 0 else at
        return at - 1 if at > offset and self.source[at - 1] == "\r" else at

    def after(self, offset: int) -> int:
        """Return the start of the line behind the one at an offset."""
        at = self.source.find("\n", offset)
        return len(self.source) if at < 0 else at + 1

    def lead(self, offset: int) -> str:
        """Return the text in front of an offset in its line."""
        return self.source[self.start(offset) : offset]

    def blank(self, offset: int, *, quoted: bool = False) -> bool:
        """Whether a line begins at ``offset`` that is blank, or has the signs of a quote alone."""
        line = self.source[offset : self.after(offset)]
        return bool(line) and not line.strip(QUOTED if quoted else None) and (not quoted or ">" in line)

    def last(self, pos: Pos) -> int:
        """Return the end of the content at ``pos``, without white space behind it."""
        end = pos.end.offset
        while end > pos.start.offset and self.source[end - 1].isspace():
            end -= 1
        return end

    def whole(self, pos: Pos, unit: int, *, quoted: bool = False) -> tuple[int, int]:
        """Return the range of the lines at ``pos``. Raises ``Unwritable`` if they hold more than signs of a quote."""
        start, end = self.start(pos.start.offset), self.last(pos)
        lead = self.source[start : pos.start.offset]
        if lead.strip(QUOTED if quoted else None) or self.source[end : self.end(end)].strip():
            raise Unwritable(unit, "it shares its lines with other content")
        return start, self.after(end)

    def indent(self, offset: int, unit: int) -> str:
        """Return the indentation of a block. Raises ``Unwritable`` if other content precedes it."""
        lead = self.lead(offset)
        if lead.strip():
            raise Unwritable(unit, "it shares its line with other content")
        return lead


def continued(lead: str) -> str:
    """Return the start of a further line in a block: quotation marks stay, list markers become blanks."""
    return _NOT_LEAD.sub(" ", lead)


def gap_line(lead: str, ending: str) -> str:
    """Return a line end, a blank line, and the start of the next line."""
    further = continued(lead)
    return f"{ending}{further.rstrip() if '>' in further else ''}{ending}{further}"


def marker(source: str, start: int) -> str | None:
    """Return the marker of the list item that begins at ``start``, with the blanks behind it."""
    found = _MARKER.match(source, start)
    return found[0] if found else None


def below(lead: str, sign: str) -> str:
    """Return the start of a line below an item with this marker; a box is part of its words (GFM, section 5.3)."""
    return continued(lead + _BOX.sub("", sign))


def next_marker(sign: str, step: int = 1) -> str:
    """Return the marker that follows: the next number, an open box."""
    counted = _NUMBER.sub(lambda m: str(int(m[0]) + step), sign)
    return _TASK.sub("[ ]", counted)


def apply_edits(source: str, edits: Sequence[Edit], start: int = 0, end: int | None = None) -> str:
    """Return ``source[start:end]`` with the edits made. Raises ``ValueError`` if two overlap."""
    out: list[str] = []
    at = start
    for first, last, text in sorted(edits, key=lambda e: (e[0], e[1])):
        if first < at:
            raise ValueError("edits overlap")
        out += (source[at:first], text)
        at = last
    out.append(source[at:end])
    return "".join(out)
