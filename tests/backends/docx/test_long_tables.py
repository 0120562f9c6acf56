"""Tables of many rows: no row costs a look at all others."""

from exporter.backends.docx.tables import _filled
from exporter.model.nodes import Cell, Row, Table
from exporter.model.table_grid import Grid, grid_of


class _CountedGrid(Grid[Cell]):
    """A grid that counts how often all of its rows are measured."""

    measured = 0

    def widths(self) -> list[int]:
        self.measured += 1
        return super().widths()


def test_rows_are_measured_once() -> None:
    """Rows become as wide as the grid, for which all rows are looked at once, not once a row."""
    rows = tuple(Row(cells=(Cell(children=()),) * (1 + number % 3)) for number in range(30))
    grid = _CountedGrid(grid_of(Table(head=(), body=rows)).lines)
    assert [len(line) for line in _filled(grid)] == [3] * 30
    assert grid.measured == 1
