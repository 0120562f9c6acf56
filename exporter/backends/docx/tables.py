"""Tables with header rows that repeat (17.4)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from exporter.backends.docx.containers import Blocks
from exporter.backends.docx.grid import grid, table_look
from exporter.backends.docx.paragraphs import paragraph
from exporter.backends.docx.stylesheet.names import TABLE
from exporter.backends.docx.writing import Place, Writing
from exporter.backends.paging import kept_rows, words_by_line
from exporter.model.nodes import Cell, CodeBlock, Paragraph, Table
from exporter.model.table_grid import Grid, Line, Placed, grid_of
from exporter.model.walk import plain_text, walk
from exporter.ooxml.elements import Element, element, properties
from exporter.ooxml.tracked import Way

CELL_PADDING = 220  # left and right of a cell together, as the table style has it
LETTER = 114  # what a letter takes on average, in bold
MIN_COLUMN = 500
MOST_LETTERS = 120  # further ones in a line make its column no wider
LONGEST = 16  # letters of a word that a column makes room for; longer ones are divided where the line ends
KEPT_WHOLE = 12  # letters of a word, such as a date, that is not divided at its hyphens
_BREAKS = re.compile(r"(?<=[/\-‐–—])")  # where a line may end in longer ones


def table(writing: Writing, place: Place, block: Table, blocks: Blocks, style: str = TABLE) -> Iterator[Element]:
    """A table with its caption above, which stays with it."""
    if block.caption:
        keep = [element("w:keepNext")]
        yield paragraph(writing, place, block.caption, style="caption", kind="caption", further=keep, pos=block.pos)
    spans = grid_of(block)
    if not spans.width:
        return
    widths = _widths(spans, place.room)
    made = grid(writing, place, widths, _look(writing, block, style))
    for at, (line, kept) in enumerate(zip(_filled(spans), _kept(block, place), strict=True)):
        there = replace(place, row_kept=kept)
        made.append(_row(writing, there, at, line, widths, at < len(block.head), blocks))
    yield made


def _look(writing: Writing, block: Table, style: str) -> list[Element | None]:
    named = all(row.cells and row.cells[0].scope in ("row", "rowgroup") for row in block.body)
    return [
        element("w:tblStyle", val=writing.styles.id(style)),
        table_look(head=bool(block.head), foot=bool(block.foot), first_column=bool(block.body) and named),
        element("w:tblCaption", val=plain_text(block.caption)) if block.caption else None,
    ]


def _kept(block: Table, place: Place) -> list[bool]:
    """Which rows stay on the page of the next one; inside of a table none does."""
    kept = kept_rows(block, place.letters)
    return [False] * len(kept) if place.cell else kept


def _filled(grid: Grid[Cell]) -> Iterator[Line[Cell]]:
    """Rows that end early get empty cells: in Word all are as wide as the grid."""
    for at, (line, end) in enumerate(zip(grid.lines, grid.widths(), strict=True)):
        yield [*line, *(Placed(EMPTY, at, 1, column, column + 1) for column in range(end, grid.width))]


EMPTY = Cell(children=())


def _widths(spans: Grid[Cell], room: int) -> list[int]:
    """Widths by what the columns hold: first each one's longest word, then a share of the rest by its words."""
    least, wanted = [MIN_COLUMN] * spans.width, [MIN_COLUMN] * spans.width
    for placed in chain.from_iterable(spans.starting()):
        if placed.end - placed.start == 1:
            for line in _lines(placed.cell):
                longest = max((len(piece) for word in line.split() for piece in _pieces(word)), default=0)
                at = placed.start
                least[at] = max(least[at], min(LONGEST, longest) * LETTER + CELL_PADDING)
                wanted[at] = max(wanted[at], min(MOST_LETTERS, len(line)) * LETTER + CELL_PADDING)
    if sum(least) >= room:
        return _shared(_levelled(least, room), room)
    spare = [max(0, want - has) for want, has in zip(wanted, least, strict=True)]
    rest = room - sum(least)
    shares = _shared(spare if any(spare) else least, rest)
    return [has + share for has, share in zip(least, shares, strict=True)]


def _lines(cell: Cell) -> list[str]:
    """The lines that the words of a cell take where there is room."""
    texts = (node for node in walk(cell.children) if isinstance(node, Paragraph | CodeBlock))
    return [line for node in texts for line in words_by_line([node])]


def _levelled(widths: Sequence[int], room: int) -> list[int]:
    """``widths`` with the widest cut to one level, so that they fit: narrow columns keep their words whole."""
    level = room
    for count, width in enumerate(sorted(widths), 0):
        rest = room - sum(sorted(widths)[:count])
        level = rest // (len(widths) - count)
        if width >= level:
            break
    return [min(width, max(1, level)) for width in widths]


def _pieces(word: str) -> list[str]:
    return [word] if len(word) <= KEPT_WHOLE else _BREAKS.split(word)


def _shared(parts: Sequence[int], room: int) -> list[int]:
    """``room`` divided in proportion to ``parts``, to the last twip."""
    whole = sum(parts)
    ends = [room * sum(parts[: at + 1]) // whole for at in range(len(parts))]
    return [max(1, end - start) for start, end in zip([0, *ends], ends, strict=False)]


def _row(
    writing: Writing,
    place: Place,
    at: int,
    line: Line[Cell],
    widths: Sequence[int],
    header: bool,
    blocks: Blocks,
) -> Element:
    marks = [element("w:cantSplit"), element("w:tblHeader") if header else None]
    if place.stamp is not None:
        way: Way = "del" if place.stamp.way in ("del", "moveFrom") else "ins"  # rows do not move in Word
        mark = replace(place.stamp, way=way)
        marks.append(mark.around(writing.annotations.next()))
    cells = (_cell(writing, place, at, placed, sum(widths[placed.start : placed.end]), blocks) for placed in line)
    return element("w:tr", properties("w:trPr", marks), *cells)


def _cell(writing: Writing, place: Place, at: int, placed: Placed[Cell], width: int, blocks: Blocks) -> Element:
    """A cell in its row ``at``; in those that it reaches down into, an empty one that is merged with it."""
    own, columns = placed.row == at, placed.end - placed.start
    look = [
        element("w:tcW", w=width, type="dxa"),
        element("w:gridSpan", val=columns) if columns > 1 else None,
        element("w:vMerge", val="restart" if own else None) if placed.rows > 1 else None,
    ]
    inside = replace(
        place,
        cell=True,
        width=width - CELL_PADDING,
        style="Table Text",
        kind="cell",
        left=0,
        right=0,
        frame=(),
        list_level=-1,
        align=placed.cell.align if own else None,
    )
    content = blocks(writing, inside, placed.cell.children if own else ())
    return element("w:tc", properties("w:tcPr", look), *content)
