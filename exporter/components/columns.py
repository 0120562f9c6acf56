"""ShTwoColumns, ShMultiColumn, ShColumn, ShSegment: content side by side and in boxes."""

import re
from collections.abc import Sequence
from typing import Any, Literal

from pydantic import Field

from exporter.components.base import Component
from exporter.components.call import Call
from exporter.components.models import Props, layout, unshown
from exporter.components.props import written_props
from exporter.lowering.context import Items
from exporter.markdown.tree import MdcElement, MdcNode
from exporter.model.nodes import Block, Columns, Container

RATIOS = {
    "2XS": (1, 9),
    "XS": (1, 4),
    "S": (1, 3),
    "M": (1, 2),
    "L": (1, 1),
    "XL": (2, 1),
    "2XL": (3, 1),
    "3XL": (4, 1),
    "4XL": (9, 1),
}
Size = Literal["2XS", "XS", "S", "M", "L", "XL", "2XL", "3XL", "4XL"]


FEW = 3  # columns that fit any page
_SPANNED = re.compile(r"(?<!\S)col-span-([1-9]\d?)(?!\S)")


class TwoColumnsProps(Props):
    """Props of ShTwoColumns."""

    size: Size = layout("L", "the width of the left column: 2XS is 1:9, L is 1:1, 4XL is 9:1")
    gap: str = unshown("", "Tailwind class; not used in documents")


class MultiColumnProps(Props):
    """Props of ShMultiColumn."""

    cols: int = layout(2, "how many columns", ge=1, le=12)
    gap: str = unshown("", "Tailwind class; not used in documents")
    size: Any = unshown(None)


class ColumnProps(Props):
    """Props of ShColumn."""

    title: str = Field("", description="the box's title, Markdown")
    subtitle: str = Field("", description="below the title, Markdown")
    footer_text: str = Field("", description="the last line of the box, Markdown")
    size: int = layout(1, "how many columns of its ShMultiColumn it spans", ge=1, le=12)


class SegmentProps(Props):
    """Props of ShSegment."""

    wrapper: Any = unshown(None, "Tailwind classes; not used in documents")


def lower_two_columns(props: TwoColumnsProps, call: Call) -> Items:
    """Lower to two columns of the chosen ratio, filled in turn, row by row. A lone child has the whole line."""
    cells = [(1, blocks) for _, blocks in call.children()]
    return _alone(cells) or [*_rows(call, cells, RATIOS[props.size])]


def lower_multi_column(props: MultiColumnProps, call: Call) -> Items:
    """Lower to the given number of columns; a child may span several. A lone child, unless a card, has the whole line.

    Several rows of many equal columns are one ``Columns``: a page with space for fewer then fills its rows anew.
    """
    cells = [(_width(node, props.cols), blocks) for node, blocks in call.children()]
    if props.cols > FEW and len(cells) > props.cols and all(span == 1 for span, _ in cells):
        return [Columns(widths=(1,) * len(cells), columns=tuple(blocks for _, blocks in cells), pos=call.pos)]
    return _alone(cells) or [*_rows(call, cells, (1,) * props.cols)]


def _alone(cells: Sequence[tuple[int, tuple[Block, ...]]]) -> Items:
    """Return the blocks of the only cell that shows anything; an empty list if several do."""
    filled = [blocks for _, blocks in cells if any(map(_shows, blocks))]
    return list(filled[0]) if len(filled) == 1 and not _is_card(filled[0]) else []


def _is_card(blocks: tuple[Block, ...]) -> bool:
    return len(blocks) == 1 and isinstance(blocks[0], Container) and blocks[0].role == "card"


def _shows(block: Block) -> bool:
    """Whether there is anything to see; a box that lost its whole content shows nothing."""
    return not isinstance(block, Container) or bool(block.title) or any(map(_shows, block.children))


def _width(node: MdcNode, columns: int) -> int:
    """Return the number of columns that a child spans: by its ``size``, else by a class of the website's grid."""
    if not isinstance(node, MdcElement):
        return 1
    props = written_props(node)
    size = props.get("size") if node.tag == "sh-column" else None
    ui = props.get("ui")
    classes = f"{props.get('class', '')} {ui.get('wrapper', '') if isinstance(ui, dict) else ''}"
    if size is None and (spanned := _SPANNED.search(classes)):
        size = int(spanned[1])
    return max(1, min(size, columns)) if isinstance(size, int) else 1


def _rows(call: Call, cells: Sequence[tuple[int, tuple[Block, ...]]], widths: tuple[int, ...]) -> list[Block]:
    """Return the cells in rows of ``widths``: one ``Columns`` a row keeps the page's reading order."""
    rows: list[Block] = []
    at, row = 0, _Row()
    for span, blocks in cells:
        if at + span > len(widths) and row.widths:
            rows.append(row.columns(call, widths[at:]))
            at, row = 0, _Row()
        row.widths.append(sum(widths[at : at + span]))
        row.cells.append(blocks)
        at += span
    return [*rows, *([row.columns(call, widths[at:])] if row.cells else [])]


class _Row:
    """A row of columns under construction."""

    def __init__(self) -> None:
        self.widths: list[int] = []
        self.cells: list[tuple[Block, ...]] = []

    def columns(self, call: Call, rest: Sequence[int]) -> Columns:
        """Return the row, with empty columns at its end."""
        return Columns(widths=(*self.widths, *rest), columns=(*self.cells, *(() for _ in rest)), pos=call.pos)


def lower_column(_: ColumnProps, call: Call) -> Items:
    """Lower to a box with its title, subtitle and last line."""
    subtitle = call.paragraph(call.line("subtitle"), "subtitle")
    footer = call.paragraph(call.line("footerText"), "note")
    return [call.container("box", [*subtitle, *call.blocks(), *footer], call.line("title"))]


def lower_segment(_: SegmentProps, call: Call) -> Items:
    """Lower to a box."""
    return [call.container("box", call.blocks())]


TWO_COLUMNS = Component("ShTwoColumns", TwoColumnsProps, lower_two_columns, "two columns")
MULTI_COLUMN = Component("ShMultiColumn", MultiColumnProps, lower_multi_column, "columns side by side")
COLUMN = Component("ShColumn", ColumnProps, lower_column, "a titled box, often a column")
SEGMENT = Component("ShSegment", SegmentProps, lower_segment, "a box")
