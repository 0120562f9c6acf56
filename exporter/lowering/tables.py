"""Tables: rows of equal width by HTML's table model, spans within their limits, scopes of header cells."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from exporter.diagnostics import counted
from exporter.lowering import codes
from exporter.lowering.anchors import blocks_with_ids, line_with_id
from exporter.lowering.column_widths import column_widths
from exporter.lowering.context import Items, Lowering
from exporter.lowering.inline_style import declared
from exporter.lowering.links import prop_place
from exporter.markdown.tree import MdcElement, MdcNode
from exporter.model.limit import raised
from exporter.model.nodes import Cell, Row, Table
from exporter.model.table_grid import Grid, Placed, narrowed, place

Scope = Literal["col", "row", "colgroup", "rowgroup"]
SCOPES: dict[str, Scope] = {"col": "col", "row": "row", "colgroup": "colgroup", "rowgroup": "rowgroup"}
Align = Literal["left", "center", "right"]
ALIGNS: dict[str, Align] = {"left": "left", "center": "center", "right": "right"}
GROUPS = ("thead", "tbody", "tfoot")
CELLS = ("td", "th")
WIDEST = 1000  # HTML, section 4.9.11: a larger colspan counts as this


@dataclass(slots=True)
class RowGroup:
    """The rows of a head, a body or a foot, as written."""

    kind: str
    rows: list[tuple[MdcElement, list[MdcElement]]] = field(default_factory=list)
    element: MdcElement | None = None  # None if it is not written as an element of its own


def lower_table(lowering: Lowering, element: MdcElement) -> Items:
    """Lower a ``table``; words in it outside of cells come before it, as browsers show them."""
    groups, caption, strays = _parts(element)
    before = list(lowering.blocks(strays))
    title = line_with_id(lowering, caption, lowering.inlines(caption.children)) if caption else ()
    groups = _limited(lowering, element, _promoted([g for g in groups if g.rows]))
    limit = lowering.limits.table_columns
    grid = place([[cells for _, cells in group.rows] for group in groups], _spans, limit)
    if not any(grid.lines):
        return before
    widths = column_widths(element, grid)
    grid = narrowed(grid, limit)
    if grid.left_out:
        message = f"table of more than {counted(limit, 'column')}: the last are left out"
        more = raised("lowering", "table_columns", limit)
        lowering.report(codes.TABLE_SIZE, message, element.span, f"split the table, or allow more: {more}")
    rows: dict[str, list[Row]] = {kind: [] for kind in GROUPS}
    for kind, row in _rows(lowering, groups, grid):
        rows[kind].append(row)
    head, body, foot = (tuple(rows[kind]) for kind in GROUPS)
    pos = lowering.pos(element.span)
    return [*before, Table(head=head, body=body, foot=foot, caption=title, widths=widths[: grid.width], pos=pos)]


def _parts(element: MdcElement) -> tuple[list[RowGroup], MdcElement | None, list[MdcNode]]:
    groups: list[RowGroup] = []
    caption: MdcElement | None = None
    strays: list[MdcNode] = []
    for child in element.children:
        tag = child.tag if isinstance(child, MdcElement) else ""
        if not isinstance(child, MdcElement):
            strays.append(child)
        elif tag == "caption" and caption is None:
            caption = child
        elif tag in GROUPS:
            groups.append(RowGroup(tag, element=child))
            _fill(groups[-1], child.children, strays)
        elif tag in ("tr", *CELLS):
            if not groups or groups[-1].element is not None:
                groups.append(RowGroup("tbody"))
            _fill(groups[-1], [child], strays)
        elif tag not in ("colgroup", "col"):
            strays.append(child)
    return groups, caption, strays


def _fill(group: RowGroup, children: Iterable[MdcNode], strays: list[MdcNode]) -> None:
    for child in children:
        if isinstance(child, MdcElement) and child.tag == "tr":
            cells = [c for c in child.children if isinstance(c, MdcElement) and c.tag in CELLS]
            strays.extend(c for c in child.children if not (isinstance(c, MdcElement) and c.tag in CELLS))
            if cells:
                group.rows.append((child, cells))
        elif isinstance(child, MdcElement) and child.tag in CELLS:
            group.rows.append((child, [child]))
        else:
            strays.append(child)


def _promoted(groups: list[RowGroup]) -> list[RowGroup]:
    """Return the groups; without a head, leading rows of header cells alone become one."""
    if not groups or any(g.kind == "thead" for g in groups):
        return groups
    rows, head = groups[0].rows, 0
    while head < len(rows) - 1 and len(rows[head][1]) > 1 and all(c.tag == "th" for c in rows[head][1]):
        head += 1
    if not head:
        return groups
    return [RowGroup("thead", rows[:head], groups[0].element), RowGroup(groups[0].kind, rows[head:]), *groups[1:]]


def _limited(lowering: Lowering, element: MdcElement, groups: list[RowGroup]) -> list[RowGroup]:
    """Return the groups without the rows beyond the limit of cells."""
    widest = max((len(cells) for group in groups for _, cells in group.rows), default=1)
    most = max(1, lowering.limits.table_cells // widest)
    total = sum(len(group.rows) for group in groups)
    if total > most:
        message = f"table of {counted(total, 'row')}: shown without the last {total - most}"
        more = raised("lowering", "table_cells", lowering.limits.table_cells, total * widest)
        lowering.report(codes.TABLE_SIZE, message, element.span, f"split the table, or allow more: {more}")
    kept = []
    for group in groups:
        kept.append(RowGroup(group.kind, group.rows[:most], group.element))
        most = max(0, most - len(group.rows))
    return kept


def _rows(lowering: Lowering, groups: Iterable[RowGroup], grid: Grid[MdcElement]) -> Iterable[tuple[str, Row]]:
    """Yield the rows with the kind of their group, each filled up with empty cells."""
    written = ((group, element) for group in groups for element, _ in group.rows)
    width = grid.width
    for (group, element), own, line in zip(written, grid.starting(), grid.lines, strict=True):
        kind, around = group.kind, _around(group, element)
        cells = [_cell(lowering, kind, placed, around if not at else []) for at, placed in enumerate(own)]
        empty = width - sum(placed.end - placed.start for placed in line)
        cells.extend(Cell(children=()) for _ in range(empty))
        yield kind, Row(cells=tuple(cells), pos=lowering.pos(element.span))


def _around(group: RowGroup, row: MdcElement) -> list[MdcElement]:
    """Return the elements around the first cell of a row: the row's, and in a group's first row the group's."""
    first = group.element is not None and row is group.rows[0][0]
    return [element for element in (group.element if first else None, row) if element and element.tag not in CELLS]


def _cell(lowering: Lowering, kind: str, placed: Placed[MdcElement], around: list[MdcElement]) -> Cell:
    element = placed.cell
    colspan = placed.end - placed.start
    _report_shortened(lowering, element, "colSpan", colspan)
    _report_shortened(lowering, element, "rowSpan", placed.rows)
    return Cell(
        children=blocks_with_ids(lowering, [*around, element], lowering.blocks(element.children)),
        scope=_scope(kind, element, colspan),
        colspan=colspan,
        rowspan=placed.rows,
        align=_align(element),
        pos=lowering.pos(element.span),
    )


def _written_span(cell: MdcElement, name: str) -> int:
    """Return a cell's ``colSpan`` or ``rowSpan`` as written; 0 for all rows to the group's end."""
    value: Any = cell.props.get(name, cell.props.get(name.lower(), 1))
    try:
        written = int(str(value).strip()[:9])
    except ValueError:
        return 1
    return max(0 if name == "rowSpan" else 1, written)


def _spans(cell: MdcElement) -> tuple[int, int]:
    return min(_written_span(cell, "colSpan"), WIDEST), _written_span(cell, "rowSpan")


def _report_shortened(lowering: Lowering, element: MdcElement, name: str, most: int) -> None:
    written = _written_span(element, name)
    if written > most:
        rest = counted(most, "column" if name == "colSpan" else "row")
        message = f"{name.lower()} of {written} where the table has room for {rest}"
        lowering.report(codes.TABLE_SPAN, message, prop_place(element, name), f"write {most}")


def _scope(kind: str, element: MdcElement, colspan: int) -> Scope | None:
    """Return the scope of a header cell: as written, else columns in a head and its row elsewhere."""
    if kind != "thead" and element.tag != "th":
        return None
    written = SCOPES.get(str(element.props.get("scope", "")).lower())
    if written:
        return written
    if kind == "thead":
        return "colgroup" if colspan > 1 else "col"
    return "row"


def _align(element: MdcElement) -> Align | None:
    return ALIGNS.get(str(element.props.get("align", "")).lower()) or ALIGNS.get(declared(element, "text-align"))
