"""A table that is too wide for a page as several tables, each with the first column."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from exporter.model.nodes import Block, Cell, Container, FootnoteReference, Inline, ReviewNote, Row, Span, Table
from exporter.model.table_grid import Placed, grid_of
from exporter.model.walk import rebuild


def split(table: Table, groups: Sequence[Sequence[int]]) -> tuple[Table, ...]:
    """Return a table for each group of columns: a repeated column is a copy without anchors.

    The caption stays above the first table; a single group of all columns is the table itself.
    """
    grid = grid_of(table)
    if len(groups) == 1 and len(groups[0]) == grid.width:
        return (table,)
    tables, shown = [], set[int]()
    for number, columns in enumerate(groups):
        rows = [_row_of(line, at, columns, shown) for at, line in enumerate(grid.lines)]
        shown.update(columns)
        ends = (0, len(table.head), len(table.head) + len(table.body), len(rows))
        head, body, foot = (tuple(rows[start:end]) for start, end in pairwise(ends))
        caption = table.caption if not number else ()
        tables.append(replace(table, head=head, body=body, foot=foot, caption=caption, widths=()))
    return tuple(tables)


def _row_of(line: Sequence[Placed[Cell]], at: int, columns: Sequence[int], shown: set[int]) -> Row:
    """Return the cells of a row that stand in ``columns``; ``shown`` columns came with an earlier part."""
    cells = []
    for placed in line:
        inside = [column for column in columns if placed.start <= column < placed.end]
        if inside and placed.row == at:
            cell = replace(placed.cell, colspan=len(inside))
            cells.append(_repeated(cell) if shown.intersection(range(placed.start, placed.end)) else cell)
    return Row(cells=tuple(cells))


def _repeated(cell: Cell) -> Cell:
    """Return a copy of a cell that a document shows before: no anchors, no notes, no places in the source."""
    return replace(cell, children=rebuild(cell.children, _unplaced_block, _unplaced), pos=None)


def _unplaced_block(block: Block) -> tuple[Block, ...]:
    match block:
        case Container(anchor=str() as anchor) if anchor:
            return (replace(block, anchor="", pos=None),)
        case _:
            return (replace(block, pos=None),)


def _unplaced(inline: Inline) -> tuple[Inline, ...]:
    match inline:
        case FootnoteReference() | ReviewNote():
            return ()
        case Span(anchor=str() as anchor) if anchor:
            return (replace(inline, anchor="", pos=None),)
        case _:
            return (replace(inline, pos=None),)
