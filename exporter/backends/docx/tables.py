"""Tables with header rows that repeat (17.4), and the grid that columns share with them (17.4.59)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from exporter.backends.docx.numbers import caption_label
from exporter.backends.docx.paragraphs import paragraph
from exporter.backends.docx.stylesheet import TABLE
from exporter.backends.docx.table_headers import has_first_column
from exporter.backends.docx.writing import BlockContext, Writing
from exporter.backends.landscape import is_turned_part
from exporter.backends.number_columns import number_columns
from exporter.backends.paging import EM, is_tall, rows_kept_with_next, rows_of_low_spans
from exporter.backends.table_layout import PADDING, SIZES, Part, TableLayout, table_layout
from exporter.backends.table_split import split
from exporter.model.captions import before_caption
from exporter.model.languages import language_of
from exporter.model.nodes import Block, Cell, Table
from exporter.model.table_grid import Grid, Line, Placed, grid_of
from exporter.model.walk import plain_text
from exporter.ooxml.elements import Element, element, properties
from exporter.ooxml.tracked_changes import ChangeKind

CELL_PADDING = 220  # left and right of a cell together, as the table style has it
WIDER_FONT = 1.1
Story = Callable[[Writing, BlockContext, Iterable[Block]], Iterator[Element]]
"""Writes the content of a cell, complete in itself."""


def table(writing: Writing, context: BlockContext, block: Table, story: Story, style: str = TABLE) -> Iterator[Element]:
    """Yield a table, its caption above it on the same page."""
    if block.caption:
        keep = [element("w:keepNext")]
        yield paragraph(
            writing,
            context,
            block.caption,
            style="caption",
            kind="caption",
            generated=before_caption(block, writing.words),
            label=caption_label(writing, context, block),
            own_properties=keep,
            pos=block.pos,
        )
    if not grid_of(block).width:
        return
    layout = table_layout(block, _rem(writing, context.room))
    for part, columns in zip(split(block, layout.groups), layout.parts, strict=True):
        look = Look(
            layout, columns, round(20 * writing.text_size), number_columns(part), columns is not layout.parts[0]
        )
        yield _part(writing, context, part, look, story, style)


@dataclass(frozen=True, slots=True)
class Look:
    """The layout of a table in Word's units; ``rem`` is the size of text in twips, ``numbers`` as of their function."""

    layout: TableLayout
    part: Part
    rem: int
    numbers: dict[int, bool]
    repeats: bool = False  # whether cells without a place in the source are copies of the table before

    @property
    def padding(self) -> int:
        """Left and right of a cell together."""
        step = self.layout.step
        return round(PADDING[step] * self.rem) if step else CELL_PADDING

    @property
    def size(self) -> int:
        """The size of type in half points, 0 for the style's."""
        return round(SIZES[self.layout.step] * self.rem / 10) if self.layout.step else 0

    def is_tall(self, line: Line[Cell]) -> bool:
        """Whether a row may break."""
        rooms = (self.layout.letters(self.part, placed.start, placed.end) / EM for placed in line)
        return any(is_tall(placed.cell.children, room) for placed, room in zip(line, rooms, strict=True))


def _part(writing: Writing, context: BlockContext, block: Table, look: Look, story: Story, style: str) -> Element:
    spans = grid_of(block)
    widths = _shared([round(width * look.rem) for width in look.part.widths], context.room)
    made = grid(writing, context, widths, _properties(writing, block, spans, look, style))
    context = replace(context, size=look.size or context.size)
    for at, (line, kept) in enumerate(zip(_filled(spans), _kept(block, context, look), strict=True)):
        body = range(len(block.head), len(block.head) + len(block.body))
        there = replace(context, row_kept=kept, weighted=at not in body)
        made.append(_row(writing, there, at, line, widths, at < len(block.head), look, story))
    return made


def _properties(writing: Writing, block: Table, spans: Grid[Cell], look: Look, style: str) -> list[Element | None]:
    return [
        element("w:tblStyle", val=writing.styles.id(style)),
        element("w:tblCellMar", *_sides(look.padding // 2)) if look.layout.step else None,
        table_look(head=bool(block.head), foot=bool(block.foot), first_column=has_first_column(block, spans)),
        element("w:tblCaption", val=plain_text(block.caption)) if block.caption else None,
    ]


def _sides(width: int) -> Iterator[Element]:
    return (element(f"w:{side}", w=width, type="dxa") for side in ("left", "right"))


def _kept(block: Table, context: BlockContext, look: Look) -> list[bool]:
    """Return whether each row stays on the page of the next one; rows of an inner table never do.

    Word shows the label of a row span on its first page alone: the rows of low spans stay together.
    """
    columns = look.layout.column_letters(look.part)
    kept, spans = rows_kept_with_next(block, columns=columns), rows_of_low_spans(block, columns)
    return [not context.cell and (keeps or at in spans) for at, keeps in enumerate(kept)]


def _filled(grid: Grid[Cell]) -> Iterator[Line[Cell]]:
    """Yield all rows as wide as the grid, which Word asks for: empty cells fill those that end early."""
    ends = grid.widths()
    width = max(ends, default=0)
    for at, (line, end) in enumerate(zip(grid.lines, ends, strict=True)):
        yield [*line, *(Placed(EMPTY, at, 1, column, column + 1) for column in range(end, width))]


EMPTY = Cell(children=())


def needs_landscape(writing: Writing, context: BlockContext, block: Block) -> bool:
    """Whether a block stands on a landscape page: a turned part, and a wide table, where it can have one."""
    if not context.turned or not isinstance(block, Table):
        return bool(context.turned) and is_turned_part(block)
    return table_layout(block, _rem(writing, context.room), _rem(writing, context.turned)).landscape


def _rem(writing: Writing, twips: float) -> float:
    """Return the room of a table: letters may be wider on machines without the document's fonts."""
    return twips / 20 / writing.text_size / WIDER_FONT


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
    look: Look,
    story: Story,
) -> Element:
    whole = header or not look.is_tall(line)
    marks = [element("w:cantSplit") if whole else None, element("w:tblHeader") if header else None]
    if context.change is not None:
        kind: ChangeKind = "del" if context.change.kind in ("del", "moveFrom") else "ins"  # rows do not move in Word
        mark = replace(context.change, kind=kind)
        marks.append(mark.wrap(writing.annotation_ids.next()))
    cells = (
        _cell(writing, context, at, placed, sum(widths[placed.start : placed.end]), look, story) for placed in line
    )
    return element("w:tr", properties("w:trPr", marks), *cells)


def _cell(
    writing: Writing, context: BlockContext, at: int, placed: Placed[Cell], width: int, look: Look, story: Story
) -> Element:
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
        mapped=context.mapped and not (look.repeats and placed.cell.pos is None),
        width=width - look.padding,
        style="Table Text",
        kind="cell",
        weighted=context.weighted or placed.cell.scope is not None,
        left=0,
        right=0,
        frame=(),
        list_level=-1,
        align=(placed.cell.align or ("right" if look.numbers.get(placed.start) else None)) if own else None,
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
