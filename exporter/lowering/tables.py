"""Tables: rows made equally wide by the table model of HTML, spans kept inside their limits, header cells scoped.

HTML, section 4.9.12 (forming a table): a cell takes the next free slot of its row, and the slots of its spans.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from exporter.lowering import codes
from exporter.lowering.context import Items, Lowering
from exporter.lowering.links import prop_place
from exporter.markdown import tree
from exporter.model.nodes import Cell, Row, Table

Scope = Literal["col", "row", "colgroup", "rowgroup"]
SCOPES: dict[str, Scope] = {"col": "col", "row": "row", "colgroup": "colgroup", "rowgroup": "rowgroup"}
Align = Literal["left", "center", "right"]
ALIGNS: dict[str, Align] = {"left": "left", "center": "center", "right": "right"}
GROUPS = ("thead", "tbody", "tfoot")


@dataclass(slots=True)
class Group:
    """The rows of a head, a body or a foot, as they are written."""

    kind: str
    rows: list[tuple[tree.Element, list[tree.Element]]] = field(default_factory=list)


def lower_table(lowering: Lowering, element: tree.Element) -> Items:
    """A ``table`` element; words that stand in it outside of cells come before it, as browsers show them."""
    groups, caption, strays = _parts(element)
    before = list(lowering.blocks(strays))
    title = lowering.inlines(caption.children) if caption else ()
    groups = _promoted([g for g in groups if g.rows])
    parts = [(g.kind, _rows(lowering, g)) for g in groups]
    width = max((_width(row) for _, rows in parts for row in rows), default=0)
    if not width:
        return before
    by_kind: dict[str, list[Row]] = {kind: [] for kind in GROUPS}
    for kind, rows in parts:
        by_kind[kind].extend(_padded(rows, width))
    head, body, foot = (tuple(by_kind[kind]) for kind in GROUPS)
    return [*before, Table(head=head, body=body, foot=foot, caption=title, pos=lowering.pos(element.span))]


def _parts(element: tree.Element) -> tuple[list[Group], tree.Element | None, list[tree.Node]]:
    groups: list[Group] = []
    caption: tree.Element | None = None
    strays: list[tree.Node] = []
    for child in element.children:
        if not isinstance(child, tree.Element):
            strays.append(child)
        elif child.tag == "caption" and caption is None:
            caption = child
        elif child.tag in GROUPS:
            groups.append(_group(child.tag, child.children, strays))
        elif child.tag in ("tr", "td", "th"):
            groups.append(_group("tbody", [child], strays))
        elif child.tag not in ("colgroup", "col"):
            strays.append(child)
    return groups, caption, strays


def _group(kind: str, children: Iterable[tree.Node], strays: list[tree.Node]) -> Group:
    group = Group(kind)
    for child in children:
        if isinstance(child, tree.Element) and child.tag == "tr":
            cells = [c for c in child.children if isinstance(c, tree.Element) and c.tag in ("td", "th")]
            strays.extend(c for c in child.children if not (isinstance(c, tree.Element) and c.tag in ("td", "th")))
            if cells:
                group.rows.append((child, cells))
        elif isinstance(child, tree.Element) and child.tag in ("td", "th"):
            group.rows.append((child, [child]))
        else:
            strays.append(child)
    return group


def _promoted(groups: list[Group]) -> list[Group]:
    """The groups, with a head made of the first rows that hold nothing but header cells, where there is no head."""
    if not groups or any(g.kind == "thead" for g in groups):
        return groups
    rows, head = groups[0].rows, 0
    while head < len(rows) - 1 and len(rows[head][1]) > 1 and all(c.tag == "th" for c in rows[head][1]):
        head += 1
    if not head:
        return groups
    return [Group("thead", rows[:head]), Group(groups[0].kind, rows[head:]), *groups[1:]]


def _rows(lowering: Lowering, group: Group) -> list[Row]:
    """The rows of a group: each slot filled once, spans cut at the group's end and the limits."""
    rows: list[Row] = []
    taken: dict[int, int] = {}  # column -> rows below that a rowspan still covers
    for i, (element, written) in enumerate(group.rows):
        cells: list[Cell] = []
        column = 0
        covered = {c: n for c, n in taken.items() if n}
        for cell in written:
            while covered.get(column):
                column += 1
            if column >= lowering.limits.table_columns:
                lowering.report(
                    codes.TABLE_SIZE,
                    f"table of more than {lowering.limits.table_columns} columns",
                    cell.span,
                    "split the table",
                )
                break
            new = _cell(lowering, group.kind, cell, lowering.limits.table_columns - column, len(group.rows) - i)
            new = replace(new, colspan=_free(new.colspan, column, covered))
            cells.append(new)
            for c in range(column, column + new.colspan):
                taken[c] = new.rowspan
            column += new.colspan
        rows.append(
            _Covered(cells=tuple(cells), pos=lowering.pos(element.span), covered=sum(1 for n in covered.values() if n))
        )
        taken = {c: n - 1 for c, n in taken.items() if n > 1}
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Covered(Row):
    """A row, and how many of its slots cells of the rows above cover."""

    covered: int = 0


def _free(colspan: int, column: int, covered: dict[int, int]) -> int:
    """How far a cell may span before a slot that a cell above covers."""
    for n in range(1, colspan):
        if covered.get(column + n):
            return n
    return colspan


def _width(row: Row) -> int:
    return sum(c.colspan for c in row.cells) + (row.covered if isinstance(row, _Covered) else 0)


def _padded(rows: Iterable[Row], width: int) -> Iterable[Row]:
    for row in rows:
        missing = width - _width(row)
        yield Row(cells=(*row.cells, *(Cell(children=()) for _ in range(missing))), pos=row.pos)


def _cell(lowering: Lowering, kind: str, element: tree.Element, columns: int, rows: int) -> Cell:
    colspan = _span(lowering, element, "colSpan", columns)
    return Cell(
        children=lowering.blocks(element.children),
        scope=_scope(kind, element, colspan),
        colspan=colspan,
        rowspan=_span(lowering, element, "rowSpan", rows),
        align=_align(element),
        pos=lowering.pos(element.span),
    )


def _scope(kind: str, element: tree.Element, colspan: int) -> Scope | None:
    if kind != "thead" and element.tag != "th":
        return None
    written = SCOPES.get(str(element.props.get("scope", "")).lower())
    if written:
        return written
    if kind == "thead":
        return "colgroup" if colspan > 1 else "col"
    return "row"


def _align(element: tree.Element) -> Align | None:
    style = str(element.props.get("style", "")).replace(" ", "")
    _, _, from_style = style.partition("text-align:")
    return ALIGNS.get(str(element.props.get("align", "")).lower()) or ALIGNS.get(from_style.partition(";")[0].lower())


def _span(lowering: Lowering, element: tree.Element, name: str, room: int) -> int:
    value: Any = element.props.get(name, element.props.get(name.lower(), 1))
    try:
        wished = int(str(value).strip()[:9])
    except ValueError:
        wished = 1
    if wished == 0 and name == "rowSpan":  # HTML, section 4.9.11: zero is all rows to the group's end
        return room
    if wished > room:
        lowering.report(
            codes.TABLE_SPAN,
            f"{name.lower()} of {wished} where {room} {_left(name, room)}",
            prop_place(element, name),
            f"write {room}",
        )
    return max(1, min(wished, room))


def _left(name: str, room: int) -> str:
    word = "column" if name == "colSpan" else "row"
    return f"{word} is left" if room == 1 else f"{word}s are left"
