"""A table's cells by their columns, for formats that have no merged cells."""

from collections.abc import Iterator, Sequence

from exporter.model.nodes import Cell, Row, Table


def grid(table: Table) -> list[list[Cell | None]]:
    """All rows, equally wide: a cell stands in the first row and column that it covers, None in the others."""
    rows = [cells for part in (table.head, table.body, table.foot) for cells in _placed(part)]
    width = max(map(len, rows), default=0)
    return [[*cells, *[None] * (width - len(cells))] for cells in rows]


def _placed(rows: Sequence[Row]) -> Iterator[list[Cell | None]]:
    """The rows of one part; no cell reaches into the next part (HTML, 4.9.12)."""
    covered: dict[int, int] = {}  # columns that cells of rows above cover, and for how many rows yet
    for row in rows:
        cells: list[Cell | None] = []
        below: dict[int, int] = {}
        for cell in row.cells:
            while covered.get(len(cells), 0):
                cells.append(None)
            below |= dict.fromkeys(range(len(cells), len(cells) + cell.colspan), cell.rowspan - 1)
            cells += [cell, *[None] * (cell.colspan - 1)]
        while covered.get(len(cells), 0):
            cells.append(None)
        yield cells
        covered = {column: left - 1 for column, left in covered.items() if left > 1} | below
