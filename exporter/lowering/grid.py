"""The grid of a table: which columns and rows each cell takes.

HTML, section 4.9.12 (forming a table): a cell takes the next free column of its row, and those of its spans. Here a
cell never runs into one of a row above, and columns in which no cell starts are left out: a colspan of a thousand
over three columns is one of three.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from exporter.markdown import tree

WIDEST = 1000  # HTML, section 4.9.11: a larger colspan is read as this one


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell in the grid: its first row and how many it takes, the columns from ``start`` up to ``end``."""

    element: tree.Element
    start: int
    end: int
    row: int
    rows: int


@dataclass(slots=True)
class Grid:
    """The cells of a group of rows; ``left_out`` counts those beyond the limit of columns."""

    rows: list[list[Placed]]
    left_out: int = 0


def wish(cell: tree.Element, name: str) -> int:
    """The span that a cell asks for (``colSpan`` or ``rowSpan``); 0 for all rows to the group's end."""
    value: Any = cell.props.get(name, cell.props.get(name.lower(), 1))
    try:
        wished = int(str(value).strip()[:9])
    except ValueError:
        return 1
    return max(0 if name == "rowSpan" else 1, wished)


def place(rows: Sequence[Sequence[tree.Element]], limit: int) -> Grid:
    """The grid of a group of rows, columns still as wide as the page asks."""
    grid = Grid([])
    above: list[Placed] = []  # cells of rows above that reach into this one
    for i, cells in enumerate(rows):
        row: list[Placed] = []
        for cell in cells:
            if len(above) + len(row) >= limit:
                grid.left_out += 1
                continue
            start = _free(row[-1].end if row else 0, above)
            end = min([start + min(wish(cell, "colSpan"), WIDEST), *(p.start for p in above if p.start > start)])
            down = wish(cell, "rowSpan") or len(rows)
            row.append(Placed(cell, start, end, i, min(down, len(rows) - i)))
        grid.rows.append(row)
        above = sorted((p for p in (*above, *row) if p.row + p.rows > i + 1), key=lambda p: p.start)
    return grid


def _free(column: int, above: Sequence[Placed]) -> int:
    """The first column from ``column`` on that no cell of a row above takes; ``above`` is in order."""
    for placed in above:
        if placed.start <= column < placed.end:
            column = placed.end
    return column


def columns(grids: Iterable[Grid]) -> list[int]:
    """The columns in which a cell starts, in order."""
    return sorted({placed.start for grid in grids for row in grid.rows for placed in row})


def narrowed(grid: Grid, starts: Sequence[int]) -> Grid:
    """The grid with the columns ``starts`` alone, numbered from 0; cells that start behind the last are left out."""
    out = Grid([], grid.left_out)
    for row in grid.rows:
        kept = [p for p in row if p.start <= starts[-1]]
        out.left_out += len(row) - len(kept)
        out.rows.append([_narrow(p, starts) for p in kept])
    return out


def _narrow(placed: Placed, starts: Sequence[int]) -> Placed:
    start, end = bisect_left(starts, placed.start), bisect_left(starts, placed.end)
    return Placed(placed.element, start, end, placed.row, placed.rows)


def missing(grid: Grid, width: int) -> list[int]:
    """How many columns of each row no cell takes, its own or one of a row above."""
    taken = [0] * (len(grid.rows) + 1)  # as differences from row to row, so that tall cells cost no more than others
    for row in grid.rows:
        for placed in row:
            taken[placed.row] += placed.end - placed.start
            taken[placed.row + placed.rows] -= placed.end - placed.start
    return [width - covered for covered in accumulate(taken[:-1])]
