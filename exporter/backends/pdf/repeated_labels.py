"""Repeat the label of a row span at the top of each page that its rows go on to.

WeasyPrint draws a cell over several rows on its first page alone. The copies are artifacts: the tagged cell spans all
of its rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from exporter.backends.pdf.relayout import boxes

_NOT_REPEATED = ("a", "img", "table")


@dataclass(slots=True)
class _OpenSpans:
    """Cells of a group of rows that reach into rows to come, each with the row behind its last."""

    row: int = -1
    cells: list[tuple[Any, int, float]] = field(default_factory=list)


def repeat_labels(layout: Any) -> None:
    """Add copies of the labels to the pages of ``layout``."""
    groups: dict[Any, _OpenSpans] = {}
    for page in layout.pages:
        for table in [box for box in boxes(page._page_box) if type(box).__name__ == "TableBox"]:
            for group in table.children:
                if not (group.is_header or group.is_footer) and group.element is not None:
                    _follow(groups.setdefault(group.element, _OpenSpans()), group, table)


def _follow(spans: _OpenSpans, group: Any, table: Any) -> None:
    """Repeat the labels that go on into this fragment of a group, then keep those that leave it."""
    rows = group.children
    if rows and rows[0].index >= spans.row >= 0:  # the break may be inside a row
        for cell, end, left in spans.cells:
            inside = sum(row.height for row in rows if row.index < end)
            if rows[0].index < end and (label := _copy(cell, rows[0], inside, table.position_x - left)):
                rows[0].children = [*rows[0].children, label]
    for row in rows:
        if row.index > spans.row:
            own = [cell for cell in row.children if cell.rowspan > 1 and not hasattr(cell, "drawn_artifact")]
            spans.cells += [(cell, row.index + cell.rowspan, table.position_x) for cell in own]
            spans.row = row.index
    spans.cells = [one for one in spans.cells if one[1] > spans.row]


def _copy(cell: Any, row: Any, room: float, shift: float) -> Any:
    """Return a copy of a label for the top of ``row``, None if it has no words or no room."""
    inside = list(boxes(cell))
    lines = [box for box in inside if type(box).__name__ == "LineBox"]
    height = max((line.position_y + line.height for line in lines), default=0) - cell.position_y
    if not lines or height > room or any(box.element_tag in _NOT_REPEATED for box in inside):
        return None
    label = cell.deepcopy()
    label.translate(shift, row.position_y - cell.position_y)
    for box in _all(label):
        box.drawn_artifact = True
    return label


def _all(box: Any) -> Iterator[Any]:
    yield box
    yield from boxes(box)
