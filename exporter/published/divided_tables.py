"""Tables that a published file shows as several ones: groups of columns that repeat the first.

The groups depend on the format and its page, so they are found in the published words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from exporter.backends.table_layout import FEW
from exporter.backends.table_split import split
from exporter.model.document import Document
from exporter.model.nodes import Block, Row, Table
from exporter.model.table_grid import grid_of
from exporter.model.text_lines import printed_lines
from exporter.model.walk import rebuild
from exporter.published.normalized_words import Word, keys, keys_of

ROWS = 4  # first rows of a table that are searched for, two at a time: some may have other words


def divided(document: Document, published: Sequence[Word]) -> Document:
    """Return ``document`` with each wide table in the groups of columns that the published words show it in."""
    text = f" {' '.join(keys_of(published))} "
    return replace(document, body=rebuild(document.body, lambda block: _divided(block, text)))


def _divided(block: Block, text: str) -> tuple[Block, ...]:
    match block:
        case Table() if (width := grid_of(block).width) > FEW and (groups := _groups(block, width, text)):
            return split(block, groups)
        case _:
            return (block,)


def _groups(table: Table, width: int, text: str) -> list[tuple[int, ...]]:
    """Return the columns of each group in ``text``, no group if a part of the table is not found."""
    groups: list[tuple[int, ...]] = []
    start = 1
    while start < width:
        wider = ((0, *range(start, end)) for end in range(width, start, -1))
        group = next((columns for columns in wider if _is_shown(table, [*groups, columns], text)), ())
        if not group:
            return []
        groups.append(group)
        start = group[-1] + 1
    return groups


def _is_shown(table: Table, groups: Sequence[Sequence[int]], text: str) -> bool:
    """Whether two neighbouring rows stand in ``text`` with the columns of the last group alone."""
    part = split(table, groups)[-1]
    rows = [" ".join(_keys(row)) for row in (*part.head, *part.body)[: ROWS + 1]]
    return any(f" {' '.join(filter(None, pair))} " in text for pair in pairwise(rows))


def _keys(row: Row) -> Iterator[str]:
    for cell in row.cells:
        yield from keys("\n".join(printed_lines(cell.children)))
