"""The grid of a table: each cell at its columns, spans counted."""

from exporter.model.nodes import Cell, Row, Table
from exporter.model.table_grid import cells_by_column, grid_of, narrowed, place


def table(*rows: tuple[Cell, ...]) -> Table:
    """A table of these rows."""
    return Table(head=(), body=tuple(Row(cells=cells) for cells in rows))


def cell(**spans: int) -> Cell:
    """An empty cell with these spans."""
    return Cell(children=(), **spans)


def test_widths_count_spans() -> None:
    """Cells that span rows and columns count in each row that they reach."""
    first = (cell(rowspan=2), cell(colspan=2))
    assert grid_of(table(first, (cell(), cell()), (cell(colspan=3),))).widths() == [3, 3, 3]
    assert grid_of(table(first, (cell(),))).widths() == [3, 2]


def test_a_cell_stands_once_in_its_first_row_and_column() -> None:
    """The other places that a merged cell covers are empty, and all rows are equally wide."""
    tall, wide, last = cell(rowspan=2), cell(colspan=2), cell()
    assert cells_by_column(table((tall, wide), (last,))) == [[tall, wide, None], [None, last, None]]


def test_no_cell_reaches_into_the_next_group() -> None:
    """A rowspan ends with the rows of the head."""
    made = Table(head=(Row(cells=(cell(rowspan=3),)),), body=(Row(cells=(cell(),)),))
    assert [[placed.rows for placed in line] for line in grid_of(made).lines] == [[1], [1]]


def test_a_cell_runs_into_none_of_a_row_above() -> None:
    """Spans that overlap are cut at the cell above."""
    lines = place([["aT", "W"]], lambda c: (2 if c.isupper() else 1, 2 if "T" in c else 1)).lines
    assert [[(placed.start, placed.end) for placed in line] for line in lines] == [[(0, 1), (1, 3)], [(0, 1), (1, 3)]]


def test_columns_in_which_no_cell_starts_are_left_out() -> None:
    """A colspan of a thousand over two columns is one of two; cells beyond the limit are counted."""
    grid = place([["W", "ab"]], lambda c: (1000 if c == "W" else 1, 1))
    assert narrowed(grid, 9).widths() == [2, 2]
    assert narrowed(grid, 1).left_out == 1
    assert place([["abc"]], lambda _: (1, 1), 2).left_out == 1
