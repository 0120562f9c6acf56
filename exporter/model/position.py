"""Positions in a source file.

Lines and columns count from 1, columns in code points, offsets (code points too) from 0; ends are exclusive.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

KeyPath = tuple[str | int, ...]
"""The way to a value inside mappings and lists: ``("exports", 0, "title")``."""


@dataclass(frozen=True, slots=True)
class Point:
    """One place in a text."""

    line: int
    column: int
    offset: int

    def __reduce__(self) -> tuple[type["Point"], tuple[int, int, int]]:
        return Point, (self.line, self.column, self.offset)  # pickled often: a tenth of the time that fields take


@dataclass(frozen=True, slots=True)
class Pos:
    """A span of a file, from ``start`` up to, and without, ``end``."""

    file: str
    start: Point
    end: Point

    def __reduce__(self) -> tuple[type["Pos"], tuple[str, Point, Point]]:
        return Pos, (self.file, self.start, self.end)

    def __str__(self) -> str:
        return f"{self.file}:{self.start.line}:{self.start.column}"

    def since(self, first: Point) -> "Pos":
        """Return the span with lines and offsets counted from those of ``first``; columns stay."""
        return Pos(self.file, _since(self.start, first), _since(self.end, first))


def _since(point: Point, first: Point) -> Point:
    return Point(point.line - first.line, point.column, point.offset - first.offset)


@dataclass(frozen=True, slots=True)
class Places:
    """Turns the offsets of a file's text into positions: made once a file, used for every node."""

    file: str
    length: int
    line_starts: Sequence[int] = field(repr=False)

    @classmethod
    def of(cls, file: str, text: str) -> "Places":
        """Return the places of ``text``; a line ends with LF, CR or CR LF (CommonMark, section 2.1)."""
        starts = [0]
        at = 0
        for line in text.replace("\r\n", "\0\n").replace("\r", "\n").split("\n")[:-1]:
            at += len(line) + 1
            starts.append(at)
        return cls(file, len(text), tuple(starts))

    def point(self, offset: int) -> Point:
        """Return the point at ``offset``, moved to the nearest end if it is outside of the text."""
        offset = max(0, min(offset, self.length))
        line = bisect_right(self.line_starts, offset)
        return Point(line, offset - self.line_starts[line - 1] + 1, offset)

    def pos(self, start: int, end: int) -> Pos:
        """Return the span from ``start`` up to, and without, ``end``."""
        first = self.point(start)
        end = max(start, end)
        line_end = self.line_starts[first.line] if first.line < len(self.line_starts) else self.length + 1
        if first.offset == start and end < line_end:  # on one line, as most: no second search
            return Pos(self.file, first, Point(first.line, first.column + end - start, end))
        return Pos(self.file, first, self.point(end))
