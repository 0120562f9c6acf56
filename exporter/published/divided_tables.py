"""Tables that a published file shows as several ones: groups of columns that repeat the first.

The groups depend on the format and its page, so they are found in the published words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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
Groups = list[tuple[int, ...]]


def divided(document: Document, published: Sequence[Word]) -> Document:
    """Return ``document`` with each wide table in the groups of columns that the published words show it in."""
    search = _Search(_joined(keys_of(published)))
    return replace(document, body=rebuild(document.body, search.divided))


@dataclass(slots=True)
class _Search:
    """The published words, and the place behind the start of the last table found: equal tables differ in groups."""

    text: str
    start: int = 0

    def divided(self, block: Block) -> tuple[Block, ...]:
        """Return a block, or the tables that a wide one is divided into."""
        if not isinstance(block, Table):
            return (block,)
        width = grid_of(block).width
        first_rows = replace(block, body=block.body[: ROWS + 1], foot=())
        return split(block, self._groups(first_rows, width) or [range(width)])

    def _groups(self, table: Table, width: int) -> Groups:
        """Return the columns of each group, none if a part of the table is not found."""
        groups: Groups = []
        at = self.start
        while (groups[-1][-1] if groups else 0) < width - 1:
            first = groups[-1][-1] + 1 if groups else 1
            least = first if width > FEW else width - 1
            wider = [(0, *range(first, end)) for end in range(width, least, -1)]
            places = [(self._place(table, [*groups, columns], at), -len(columns), columns) for columns in wider]
            at, _, group = min((place for place in places if place[0] >= 0), default=(-1, 0, ()))
            if at < 0:
                return []
            self.start = self.start if groups else at + 1
            groups.append(group)
        return groups

    def _place(self, table: Table, groups: Sequence[Sequence[int]], start: int) -> int:
        """Return the place of two neighbouring rows with the columns of the last group alone, -1 for none."""
        part = split(table, groups)[-1]
        rows = [_joined(_keys(row)) for row in (*part.head, *part.body)[: ROWS + 1]]
        places = (self.text.find("".join(pair), start) for pair in pairwise(rows))
        return next((place for place in places if place >= 0), -1)


def _joined(found: Iterable[str]) -> str:
    """Return words as one string: extraction may join or split words."""
    return "".join(found).casefold().replace("-", "")


def _keys(row: Row) -> Iterator[str]:
    for cell in row.cells:
        yield from keys("\n".join(printed_lines(cell.children)))
