"""Widths of a table's columns as the page gives them: on ``col`` elements, or on the cells of a column."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from exporter.lowering.inline_style import declared
from exporter.markdown.tree import MdcElement
from exporter.model.table_grid import Grid

MOST_PIXELS = 2000
_WIDTH = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)\s*(%|px|pt|em|rem)?", re.IGNORECASE)
_PIXELS = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0}


def column_widths(table: MdcElement, grid: Grid[MdcElement]) -> tuple[str, ...]:
    """Return the width of each column in which a cell starts: ``40%``, ``120px``, or empty; none if no width is given.

    A ``col`` has precedence over cells, and a cell over those below it.
    """
    starts = sorted({placed.start for line in grid.lines for placed in line})
    given = dict(_of_cells(grid)) | {at: width for at, width in enumerate(_of_cols(table.children)) if width}
    widths = tuple(given.get(start, "") for start in starts)
    return widths if any(widths) else ()


def _of_cells(grid: Grid[MdcElement]) -> Iterator[tuple[int, str]]:
    """Yield columns with a width, from the last row to the first."""
    for placed in chain.from_iterable(reversed(list(grid.starting()))):
        if placed.end - placed.start == 1 and (width := _width(placed.cell)):
            yield placed.start, width


def _of_cols(children: Iterable[object]) -> Iterator[str]:
    for child in children:
        if isinstance(child, MdcElement) and child.tag == "colgroup" and any(_cols(child.children)):
            yield from _of_cols(child.children)
        elif isinstance(child, MdcElement) and child.tag in ("col", "colgroup"):
            span = str(child.props.get("span", 1))
            yield from [_width(child)] * min(1000, int(span) if span.isdecimal() and len(span) < 5 else 1)


def _cols(children: Iterable[object]) -> Iterator[bool]:
    return (isinstance(child, MdcElement) and child.tag == "col" for child in children)


def _width(element: MdcElement) -> str:
    """Return the width that an element asks for, empty for none."""
    written = declared(element, "width") or str(element.props.get("width", ""))
    found = _WIDTH.fullmatch(written.strip())
    if not found or not float(found[1]):
        return ""
    if found[2] == "%":
        return f"{min(100.0, float(found[1])):g}%"
    return f"{min(MOST_PIXELS, float(found[1]) * _PIXELS[(found[2] or 'px').lower()]):g}px"
