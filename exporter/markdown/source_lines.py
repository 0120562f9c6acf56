"""Lines of a page, and texts made of them, that keep their offsets in the page."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence


class Line:
    """The rest of a line behind the marks of its containers.

    ``text`` has its leading tabs as blanks (CommonMark 0.31.2, section 2.2), ``lead`` as written ("" without tabs).
    ``start`` and ``end`` are its offsets in the page. ``column`` is that of its first character, from 0, with tabs as
    four. ``lazy`` is whether it misses the mark of a container, so that it continues neither code nor HTML.
    """

    __slots__ = ("blank", "column", "end", "indent", "lazy", "lead", "start", "text")

    def __init__(self, text: str, start: int, end: int, column: int = 0) -> None:
        self.text, self.start, self.end, self.column = text, start, end, column
        self.lead, self.lazy = "", False
        self._measure()

    def _measure(self) -> None:
        text = self.text
        rest = text.lstrip(" ")
        if rest[:1] == "\t":
            rest = text.lstrip(" \t")
            lead = text[: len(text) - len(rest)]
            shift = self.column % 4
            self.lead = lead
            self.text = text = (" " * shift + lead).expandtabs(4)[shift:] + rest
        self.indent = len(text) - len(rest)
        self.blank = not rest

    def skip(self, count: int) -> None:
        """Strip ``count`` characters from the start."""
        self.start = self.offset(count)
        if self.lead:
            self._skip_lead(count)
        self.text = self.text[count:]
        self.column += count
        self._measure()

    def _skip_lead(self, count: int) -> None:
        """Strip ``count`` columns from the lead; the rest of a tab is blanks."""
        column, end = self.column, self.column + count
        at = 0
        while at < len(self.lead) and column < end:
            column += 4 - column % 4 if self.lead[at] == "\t" else 1
            at += 1
        blanks, rest = max(column - end, 0), self.lead[at:]
        self.lead = " " * blanks + rest
        if self.lead:
            self.start = self.end - (len(self.text) - self.indent) - len(rest) - (blanks > 0)

    def strip(self, count: int) -> None:
        """Strip at most ``count`` blanks from the start."""
        count = min(count, self.indent)
        if count:
            self.skip(count)

    def trim(self) -> None:
        """Strip the blanks from the end."""
        text = self.text.rstrip(" \t")
        self.end -= len(self.text) - len(text)
        self.text = text

    def offset(self, index: int) -> int:
        """Return the page offset of the character at ``index``, counted from the end, since only the start changes."""
        return max(self.start, self.end - len(self.text) + index)

    def copy(self) -> "Line":
        """Return a copy, to be read in another way."""
        new = Line.__new__(Line)
        new.text, new.start, new.end, new.column = self.text, self.start, self.end, self.column
        new.indent, new.blank, new.lead, new.lazy = self.indent, self.blank, self.lead, self.lazy
        return new

    def written(self) -> "Line":
        """Return the line with its tabs."""
        if not self.lead:
            return self
        new = self.copy()
        new.text, new.lead = self.lead + self.text[self.indent :], ""
        return new


def split_lines(text: str, start: int = 0) -> Iterator[Line]:
    """Yield the lines of ``text`` from ``start`` on, without their ends LF, CR or CR LF (CommonMark, section 2.1)."""
    if "\r" in text:
        text = text.replace("\r\n", "\0\n").replace("\r", "\n")
    at = start
    parts = text[start:].split("\n")
    if parts and not parts[-1]:
        parts.pop()
    for part in parts:
        if part[-1:] == "\0":
            yield Line(part[:-1].replace("\0", "\ufffd"), at, at + len(part) - 1)
        else:
            yield Line(part.replace("\0", "\ufffd") if "\0" in part else part, at, at + len(part))
        at += len(part) + 1


class SourceText:
    """A text put together from parts of the page: part ``i`` begins at ``starts[i]`` here and ``offsets[i]`` there."""

    __slots__ = ("offsets", "starts", "text")

    def __init__(self, text: str, starts: list[int], offsets: list[int]) -> None:
        self.text, self.starts, self.offsets = text, starts, offsets

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "SourceText":
        """Return the lines, joined by LF."""
        starts, offsets, at = [0], [lines[0].start if lines else 0], 0
        for line in lines:
            lead = len(line.text) - (line.end - line.start)
            for index in range(max(lead, 0) + 1):  # each blank of a tab stands where the tab does
                if line.offset(index) - (at + index) != offsets[-1] - starts[-1]:
                    starts.append(at + index)
                    offsets.append(line.offset(index))
            at += len(line.text) + 1
        return cls("\n".join([line.text for line in lines]), starts, offsets)

    @classmethod
    def at(cls, text: str, offset: int) -> "SourceText":
        """Return a text that stands in the page as it is."""
        return cls(text, [0], [offset])

    def offset(self, index: int) -> int:
        """Return the page offset of the character at ``index``."""
        if len(self.starts) == 1:
            return self.offsets[0] + index
        part = bisect_right(self.starts, index) - 1
        return self.offsets[part] + index - self.starts[part]

    def end(self, index: int) -> int:
        """Return the page offset behind the character before ``index``."""
        return self.offset(index - 1) + 1 if index else self.offset(0)

    def range(self, start: int, end: int) -> Iterator[int]:
        """Yield the page offsets of the characters from ``start`` up to ``end``."""
        part = bisect_right(self.starts, start) - 1
        while start < end:
            stop = min(end, self.starts[part + 1]) if part + 1 < len(self.starts) else end
            shift = self.offsets[part] - self.starts[part]
            yield from range(start + shift, stop + shift)
            start, part = stop, part + 1

    def flat(self, start: int, end: int) -> bool:
        """Whether the characters from ``start`` up to ``end`` stand one by one in the page."""
        return (
            len(self.starts) == 1
            or end <= start
            or bisect_right(self.starts, start) == bisect_right(self.starts, end - 1)
        )
