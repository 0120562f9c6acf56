"""Headers of tables in Word: the first rows and, if all of its cells are headers, the first column (``w:tblLook``)."""

from collections.abc import Iterator

from exporter.model.nodes import Cell, Table
from exporter.model.table_grid import Grid, Placed, grid_of

OF_ROWS = ("row", "rowgroup")


def has_first_column(table: Table, spans: Grid[Cell]) -> bool:
    """Whether each row of a table's body begins with its header, which may span rows."""
    first = [line[0] for line in _body(table, spans) if line]
    return bool(first) and all(placed.cell.scope in OF_ROWS for placed in first)


def has_unmarked_headers(table: Table) -> bool:
    """Whether a table has headers that are plain cells in Word."""
    spans = grid_of(table)
    marked = has_first_column(table, spans)
    below = (placed for line in spans.lines[len(table.head) :] for placed in line)
    return any(placed.cell.scope and not (marked and _is_first(placed)) for placed in below)


def _body(table: Table, spans: Grid[Cell]) -> Iterator[list[Placed[Cell]]]:
    start = len(table.head)
    return iter(spans.lines[start : start + len(table.body)])


def _is_first(placed: Placed[Cell]) -> bool:
    return placed.start == 0 and placed.cell.scope in OF_ROWS
