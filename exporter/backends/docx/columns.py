"""Columns: a table without borders, whose cells are read in the order of the blocks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from exporter.backends.docx.boxes import GAP, boxes, is_boxed
from exporter.backends.docx.tables import Story, grid, table_look
from exporter.backends.docx.writing import LETTER, BlockContext, Writing
from exporter.backends.paging import are_long, are_tall
from exporter.model.nodes import Block, Columns, Container, Heading, QuestionAnswer
from exporter.ooxml.elements import Element, element, properties, set_property

BoxOf = Callable[[Writing, BlockContext, Container], Element]
"""Makes a container a cell with its borders."""
LEAST = 2500  # twips that one of more than two columns has at least: four words of text
ROW_GAP = 120


def columns(writing: Writing, context: BlockContext, block: Columns, story: Story, box: BoxOf) -> Iterator[Element]:
    """Yield blocks side by side; more of them than the page has room for go on in another row."""
    if not block.columns:
        return
    filled = [column for column in block.columns if column]
    cards = [card for column in block.columns[: len(filled)] if (card := _card(column)) and is_boxed(writing, card)]
    if cards and len(cards) == len(filled) and context.change is None:
        yield from _cards_in_rows(writing, context, cards, block, box)
        return
    widths = _widths(block, _outer_room(context))
    rows = [block.columns[at : at + len(widths)] for at in range(0, len(block.columns), len(widths))]
    rows = [row for row in rows if any(row)] or rows[:1]
    margins = {"left": 0, "bottom": ROW_GAP if len(rows) > 1 else 0, "right": GAP}
    sides = (element(f"w:{side}", w=width, type="dxa") for side, width in margins.items())
    made = grid(writing, context, widths, [element("w:tblCellMar", *sides), table_look()])
    made.extend(
        _row(writing, context, row, widths, story, whole=_stays_whole(row, widths, len(rows) > 1)) for row in rows
    )
    yield made


def _cards_in_rows(
    writing: Writing, context: BlockContext, cards: Sequence[Container], block: Columns, box: BoxOf
) -> Iterator[Element]:
    """Yield a table for each row of cards, which are equally high."""
    widths = _widths(block, context.room + GAP)
    for at in range(0, len(cards), len(widths)):
        row = list(zip(cards[at:], (width - GAP for width in widths), strict=False))
        cells = [box(writing, replace(context, cell=True, width=width, left=0, right=0), card) for card, width in row]
        yield boxes(writing, context, cells, whole=not are_tall(((card,), width / LETTER) for card, width in row))


def are_longer_than_a_page(block: Columns, context: BlockContext) -> bool:
    """Whether columns would be longer than a page: then they stand below each other, each as wide as the text."""
    widths = _widths(block, _outer_room(context))
    sized = zip(block.columns, widths * len(block.columns), strict=False)
    return are_long((column, (width - GAP) / LETTER) for column, width in sized)


def _outer_room(context: BlockContext) -> int:
    """Return the room of a row with the gap behind its last column, which hangs in the margin of the page."""
    return context.room + (0 if context.cell else GAP)


def _stays_whole(row: Sequence[tuple[Block, ...]], widths: Sequence[int], several: bool) -> bool:
    """Whether a row stays on one page: one of a grid or of cards, unless it would leave a third of a page empty."""
    sized = zip(row, widths, strict=False)
    return several and not are_tall((column, (width - GAP) / LETTER) for column, width in sized)


def _card(column: Sequence[Block]) -> Container | None:
    """Return the container that a column is, without an anchor or a change of its own; None for other columns."""
    match column:
        case [Container(anchor="", change=None) as card]:
            return card
        case _:
            return None


def _widths(block: Columns, room: int) -> list[int]:
    """Return the widths of one row: as asked, or equal ones for as many columns as there is room for."""
    count = len(block.columns)
    parts = [*block.widths, *([1] * count)][:count]
    widths = [max(1, room * part // max(1, sum(parts))) for part in parts]
    if count <= 2 or min(widths) >= LEAST:
        return widths
    most = max(1, room // LEAST)
    rows = -(-count // most)
    side_by_side = -(-count // rows)
    return [room // side_by_side] * side_by_side


def _row(
    writing: Writing,
    context: BlockContext,
    row: Sequence[tuple[Block, ...]],
    widths: Sequence[int],
    story: Story,
    *,
    whole: bool,
) -> Element:
    made = element("w:tr", properties("w:trPr", [element("w:cantSplit")]) if whole else None)
    for at, width in enumerate(widths):
        inside = replace(context, cell=True, width=width - GAP, left=0, right=0, frame=(), list_level=-1)
        formatting = properties("w:tcPr", [element("w:tcW", w=width, type="dxa")])
        column = row[at] if at < len(row) else ()
        content = list(story(writing, inside, column))
        if _begins_with_a_heading(column):
            set_property(content[0], element("w:spacing", before=0))  # its words stand level with those beside it
        made.append(element("w:tc", formatting, *content))
    return made


def _begins_with_a_heading(column: Sequence[Block]) -> bool:
    match column:
        case [Heading() | QuestionAnswer(), *_]:
            return True
        case [Container(title=(), label=False, children=children), *_]:
            return _begins_with_a_heading(children)
        case _:
            return False
