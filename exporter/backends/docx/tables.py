"""Tables with header rows that repeat (17.4), and the grid that columns share with them (17.4.59)."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from exporter.backends.docx.paragraphs import paragraph
from exporter.backends.docx.stylesheet import TABLE
from exporter.backends.docx.writing import BlockContext, Writing
from exporter.backends.paging import rows_kept_with_next, words_by_line
from exporter.model.languages import language_of
from exporter.model.nodes import Block, Cell, CodeBlock, Paragraph, Table
from exporter.model.table_grid import Grid, Line, Placed, grid_of
from exporter.model.walk import plain_text, walk
from exporter.ooxml.elements import Element, element, properties
from exporter.ooxml.tracked_changes import ChangeKind

CELL_PADDING = 220  # left and right of a cell together, as the table style has it
LETTER = 114  # what a letter takes on average, in bold
MIN_COLUMN = 500
MOST_LETTERS = 120  # longer lines make a column no wider
LONGEST = 16  # letters of a word that a column makes room for; longer ones are divided where the line ends
KEPT_WHOLE = 12  # letters of a word, such as a date, that is not divided at its hyphens
Story = Callable[[Writing, BlockContext, Iterable[Block]], Iterator[Element]]
"""Writes the content of a cell, complete in itself."""

_BREAKS = re.compile(r"(?<=[/\-‐–—])")  # places where longer words may break


def table(writing: Writing, context: BlockContext, block: Table, story: Story, style: str = TABLE) -> Iterator[Element]:
    """Yield a table, its caption above it on the same page."""
    if block.caption:
        keep = [element("w:keepNext")]
        yield paragraph(
            writing, context, block.caption, style="caption", kind="caption", own_properties=keep, pos=block.pos
        )
    spans = grid_of(block)
    if not spans.width:
        return
    widths = _widths(spans, context.room)
    made = grid(writing, context, widths, _properties(writing, block, style))
    for at, (line, kept) in enumerate(zip(_filled(spans), _kept(block, context), strict=True)):
        there = replace(context, row_kept=kept)
        made.append(_row(writing, there, at, line, widths, at < len(block.head), story))
    yield made


def _properties(writing: Writing, block: Table, style: str) -> list[Element | None]:
    named = all(row.cells and row.cells[0].scope in ("row", "rowgroup") for row in block.body)
    return [
        element("w:tblStyle", val=writing.styles.id(style)),
        table_look(head=bool(block.head), foot=bool(block.foot), first_column=bool(block.body) and named),
        element("w:tblCaption", val=plain_text(block.caption)) if block.caption else None,
    ]


def _kept(block: Table, context: BlockContext) -> list[bool]:
    """Return whether each row stays on the page of the next one; rows of an inner table never do."""
    kept = rows_kept_with_next(block, context.letters)
    return [False] * len(kept) if context.cell else kept


def _filled(grid: Grid[Cell]) -> Iterator[Line[Cell]]:
    """Yield all rows as wide as the grid, which Word asks for: empty cells fill those that end early."""
    for at, (line, end) in enumerate(zip(grid.lines, grid.widths(), strict=True)):
        yield [*line, *(Placed(EMPTY, at, 1, column, column + 1) for column in range(end, grid.width))]


EMPTY = Cell(children=())


def _widths(spans: Grid[Cell], room: int) -> list[int]:
    """Return the widths of columns: room for each one's longest word, and a share of the rest by its text."""
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
    """Return the lines of a cell if its text has all the room it needs."""
    texts = (node for node in walk(cell.children) if isinstance(node, Paragraph | CodeBlock))
    return [line for node in texts for line in words_by_line([node])]


def _levelled(widths: Sequence[int], room: int) -> list[int]:
    """Return ``widths`` with the widest cut to one level, so that they fit: narrow columns keep their words whole."""
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
    """Divide ``room`` in proportion to ``parts``, to the last twip."""
    whole = sum(parts)
    ends = [room * sum(parts[: at + 1]) // whole for at in range(len(parts))]
    return [max(1, end - start) for start, end in zip([0, *ends], ends, strict=False)]


def _row(
    writing: Writing,
    context: BlockContext,
    at: int,
    line: Line[Cell],
    widths: Sequence[int],
    header: bool,
    story: Story,
) -> Element:
    marks = [element("w:cantSplit"), element("w:tblHeader") if header else None]
    if context.change is not None:
        kind: ChangeKind = "del" if context.change.kind in ("del", "moveFrom") else "ins"  # rows do not move in Word
        mark = replace(context.change, kind=kind)
        marks.append(mark.wrap(writing.annotation_ids.next()))
    cells = (_cell(writing, context, at, placed, sum(widths[placed.start : placed.end]), story) for placed in line)
    return element("w:tr", properties("w:trPr", marks), *cells)


def _cell(writing: Writing, context: BlockContext, at: int, placed: Placed[Cell], width: int, story: Story) -> Element:
    """Return a cell in its row ``at``; in the rows that it spans further down, an empty cell merged with it."""
    own, columns = placed.row == at, placed.end - placed.start
    formatting = [
        element("w:tcW", w=width, type="dxa"),
        element("w:gridSpan", val=columns) if columns > 1 else None,
        element("w:vMerge", val="restart" if own else None) if placed.rows > 1 else None,
    ]
    inside = replace(
        context,
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
    content = story(writing, inside, placed.cell.children if own else ())
    return element("w:tc", properties("w:tcPr", formatting), *content)


def grid(
    writing: Writing, context: BlockContext, widths: Sequence[int], own_properties: Iterable[Element | None]
) -> Element:
    """Return a table without rows, with columns of these widths and the properties that every table has."""
    shared = [
        element("w:tblW", w=sum(widths), type="dxa"),
        element("w:tblInd", w=context.left, type="dxa") if context.left else None,
        element("w:tblLayout", type="fixed"),
        element("w:bidiVisual") if language_of(writing.document.language).right_to_left else None,
    ]
    columns = (element("w:gridCol", w=width) for width in widths)
    return element("w:tbl", properties("w:tblPr", [*shared, *own_properties]), element("w:tblGrid", *columns))


def table_look(*, head: bool = False, foot: bool = False, first_column: bool = False) -> Element:
    """Return the parts of its style that a table shows (17.4.55); rows and columns are never banded."""
    flags = {"firstRow": head, "lastRow": foot, "firstColumn": first_column, "lastColumn": False}
    value = 0x20 * head + 0x40 * foot + 0x80 * first_column + 0x600
    bits = {name: int(on) for name, on in flags.items()}
    return element("w:tblLook", val=f"{value:04X}", **bits, noHBand=1, noVBand=1)
