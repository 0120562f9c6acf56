"""GFM tables (https://github.github.com/gfm/#tables-extension-)."""

import re
from itertools import pairwise

from exporter.diagnostics import counted, shortened
from exporter.markdown import codes
from exporter.markdown.blocks.leaf_blocks import LeafBlock
from exporter.markdown.etree import PlacedElement
from exporter.markdown.parser_state import ParserState
from exporter.markdown.source_lines import Line, SourceText
from exporter.model.limit import raised

DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_BAR = re.compile(r"\\.|\|")
_ALIGN = {(True, True): "center", (True, False): "left", (False, True): "right"}


def split_row(text: str) -> list[tuple[int, int]]:
    r"""Return the range of each cell of a row, without the blanks around it; ``\|`` is a bar in a cell."""
    stripped = text.rstrip(" \t")
    start = len(stripped) - len(stripped.lstrip(" \t"))
    bars = [m.start() for m in _BAR.finditer(stripped, start) if m[0] == "|"]
    edges = [start - 1, *bars, len(stripped)]
    cells = [(a + 1, b) for a, b in pairwise(edges)]
    if bars and bars[0] == start:
        cells = cells[1:]
    if len(cells) > 1 and not stripped[slice(*cells[-1])].strip(" \t"):
        cells.pop()
    return [_stripped(stripped, *cell) for cell in cells]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t":
        start += 1
    while end > start and text[end - 1] in " \t":
        end -= 1
    return start, end


def alignments(text: str) -> list[str | None]:
    """Return the alignment of each column that a delimiter row gives."""
    return [_ALIGN.get((text[start] == ":", text[end - 1] == ":")) for start, end in split_row(text)]


class TableBlock(LeafBlock):
    """A table, one row a line; each row gets as many cells as the head has columns."""

    def __init__(self, node: PlacedElement, align: list[str | None], state: ParserState) -> None:
        super().__init__(node)
        self.align, self.state, self.filled = align, state, 0

    def add(self, line: Line) -> None:
        """Take a line as a row: the head first, then the body."""
        head = not len(self.node)
        if len(self.node) < 2:
            part = PlacedElement("thead" if head else "tbody")
            part.start = line.start + line.indent
            self.node.append(part)
        row = PlacedElement("tr")
        row.start, row.end = line.offset(line.indent), line.end
        self.node[-1].append(row)
        self.node[-1].end = self.node.end = line.end  # type: ignore[attr-defined]
        cells = split_row(line.text)
        self._report_lost(cells[len(self.align) :], line)
        cells = cells[: len(self.align)]
        missing = self._missing_cells(len(self.align) - len(cells), line)
        for align, cell in zip(self.align, cells + [(len(line.text),) * 2] * missing, strict=False):
            row.append(_cell("th" if head else "td", align, line, *cell))

    def _report_lost(self, cells: list[tuple[int, int]], line: Line) -> None:
        """Report the cells beyond the last column (GFM 4.10: "the excess is ignored")."""
        filled = [line.text[start:end] for start, end in cells if start < end]
        if filled:
            first, last = cells[0][0], cells[-1][1]
            words = ", ".join(f"'{shortened(text)}'" for text in filled)
            message = f"row with more cells than the {len(self.align)} of the table's head: {words} not shown"
            hint = "add a column to the head, or write a bar inside a cell as \\|"
            self.state.report(codes.LOST_CELLS, message, line.offset(first), line.offset(last), hint)

    def _missing_cells(self, count: int, line: Line) -> int:
        self.filled += count
        if self.filled - count <= self.state.limits.cells < self.filled:
            message = f"a table with more than {counted(self.state.limits.cells, 'missing cell')}"
            hint = f"give each row all its cells, or allow more: {raised('markdown', 'cells', self.state.limits.cells)}"
            self.state.report(codes.TOO_WIDE, message, line.start, line.end, hint)
        return count if self.filled <= self.state.limits.cells else 0


def _cell(tag: str, align: str | None, line: Line, start: int, end: int) -> PlacedElement:
    cell = PlacedElement(tag, {"align": align} if align else {})
    cell.start, cell.end = line.offset(start), line.offset(end)
    cell.source = SourceText.at(line.text[start:end], cell.start)
    return cell
