"""The grid of a table: the columns and rows that each cell takes.

HTML, section 4.9.12 (forming a table): a cell takes the next free column of its row, and those of its spans; it never
reaches into rows of the next group. Here no cell overlaps a cell of a row above.
"""

import sys
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Generic, TypeVar

from exporter.model.nodes import Cell, Table

C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Placed(Generic[C]):
    """A cell in the grid: its first row and the number of its rows, its columns from ``start`` up to ``end``."""

    cell: C
    row: int
    rows: int
    start: int
    end: int


Line = list[Placed[C]]
"""The cells of a row by column: its own, and cells that reach down into it from rows above."""


@dataclass(slots=True)
class Grid(Generic[C]):
    """The rows of a table; ``left_out`` counts the cells beyond a limit of columns."""

    lines: list[Line[C]] = field(default_factory=list)
    left_out: int = 0

    @property
    def width(self) -> int:
        """The number of columns."""
        return max(self.widths(), default=0)

    def widths(self) -> list[int]:
        """Return the column at which each row ends: the same one for all rows of a well-formed table."""
        return [line[-1].end if line else 0 for line in self.lines]

    def starting(self) -> Iterator[Line[C]]:
        """Yield, for each row, the cells that start in it."""
        return ([placed for placed in line if placed.row == at] for at, line in enumerate(self.lines))


def place(
    groups: Sequence[Sequence[Sequence[C]]], spans: Callable[[C], tuple[int, int]], limit: int = sys.maxsize
) -> Grid[C]:
    """Return the grid of the rows of each group, one after the other.

    ``spans`` returns the columns and rows that a cell asks for; 0 rows mean all to the end of its group. ``limit`` is
    the largest number of cells in a row.
    """
    grid: Grid[C] = Grid()
    for rows in groups:
        above: Line[C] = []
        end = len(grid.lines) + len(rows)
        for cells in rows:
            at = len(grid.lines)
            own = _row(cells[: max(0, limit - len(above))], above, spans, at, end)
            grid.left_out += len(cells) - len(own)
            grid.lines.append(sorted((*above, *own), key=attrgetter("start")))
            above = [placed for placed in grid.lines[-1] if placed.row + placed.rows > at + 1]
    return grid


def _row(
    cells: Sequence[C], above: Sequence[Placed[C]], spans: Callable[[C], tuple[int, int]], at: int, last: int
) -> Line[C]:
    """Return the cells that start in row ``at`` of a group that ends before row ``last``; ``above`` is in order."""
    own: Line[C] = []
    for cell in cells:
        columns, rows = spans(cell)
        start = _free(own[-1].end if own else 0, above)
        end = min([start + columns, *(placed.start for placed in above if placed.start > start)])
        own.append(Placed(cell, at, min(rows or last - at, last - at), start, end))
    return own


def _free(column: int, above: Sequence[Placed[C]]) -> int:
    """Return the first column from ``column`` on that no cell of a row above takes."""
    for placed in above:
        if placed.start <= column < placed.end:
            column = placed.end
    return column


def narrowed(grid: Grid[C], limit: int) -> Grid[C]:
    """Return the grid with only the columns in which a cell starts, at most ``limit``: a colspan of 1000 becomes small.

    Cells that start behind the last column are left out.
    """
    starts = sorted({placed.start for line in grid.lines for placed in line})[:limit]
    out: Grid[C] = Grid(left_out=grid.left_out)
    for line in grid.lines:
        kept = [placed for placed in line if placed.start <= starts[-1]]
        out.left_out += len(line) - len(kept)
        out.lines.append([replace(p, start=bisect_left(starts, p.start), end=bisect_left(starts, p.end)) for p in kept])
    return out


# --- tables of the model -----------------------------------------------------------------------------------------


def grid_of(table: Table) -> Grid[Cell]:
    """Return the grid of all rows of a table."""
    groups = [[row.cells for row in part] for part in (table.head, table.body, table.foot)]
    return place(groups, lambda cell: (cell.colspan, cell.rowspan))


def cells_by_column(table: Table) -> list[list[Cell | None]]:
    """Return all rows, equally wide: a cell stands in the first row and column that it covers, None in the others."""
    grid = grid_of(table)
    rows: list[list[Cell | None]] = []
    for own in grid.starting():
        rows.append([None] * grid.width)
        for placed in own:
            rows[-1][placed.start] = placed.cell
    return rows
