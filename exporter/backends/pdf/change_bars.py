"""Change bars of a redline: a rule in the margin beside each changed line, as in standards.

They are drawn on the laid-out pages, as artifacts, as the numbers of lines are.
"""

from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import product
from typing import Any

from exporter.backends.pdf.relayout import boxes

GAP, WIDTH = 10.0, 2.0  # CSS pixels between a bar and the text, and of the bar
TOUCHING = 1.0  # CSS pixels between lines that have one bar
_CHANGED = ("change", "block-change")  # classes of the elements around changes
Range = tuple[float, float]


def draw_change_bars(layout: Any, *, right: bool) -> None:
    """Add bars to the pages of ``layout``; ``right`` puts them at the right."""
    for page in layout.pages:
        box = page._page_box
        found = sorted(_changed(box, inside=False))
        lines = [part for part in boxes(box) if type(part).__name__ == "LineBox"] if found else []
        if lines:  # behind the text of the page, as numbers of lines are
            bars = [_bar(start, end, lines[-1], box, right=right) for start, end in _joined(found)]
            lines[-1].children = [*lines[-1].children, *bars]


def _changed(box: Any, *, inside: bool) -> Iterator[Range]:
    """Yield the vertical ranges of changed lines, and of pictures and rules in changed blocks."""
    for child in getattr(box, "children", ()):
        child = getattr(child, "_box", child)
        own = inside or _is_change(child)
        if type(child).__name__ == "LineBox":
            if own or any(map(_is_change, boxes(child))):
                yield child.position_y, child.position_y + child.height
        elif own and not getattr(child, "children", ()):
            yield child.position_y, child.position_y + child.margin_height()
        elif type(child).__name__ != "MarginBox":
            yield from _changed(child, inside=own)


def _is_change(box: Any) -> bool:
    return box.element_tag in ("ins", "del") and box.element.get("class") in _CHANGED


def _joined(ranges: Iterable[Range]) -> Iterator[Range]:
    """Yield ranges with those joined that touch each other."""
    start, end = None, 0.0
    for top, bottom in ranges:
        if start is not None and top <= end + TOUCHING:
            end = max(end, bottom)
            continue
        if start is not None:
            yield start, end
        start, end = top, bottom
    if start is not None:
        yield start, end


def _bar(start: float, end: float, line: Any, page: Any, *, right: bool) -> Any:
    """Return the box of a bar: nothing but its border at one side."""
    box_kinds = import_module("weasyprint.formatting_structure.boxes")
    style = page.style.anonymous_style.copy()
    style["border_left_style"] = "solid"
    bar = box_kinds.InlineBox("::change-bar", style, line.element, [])
    edge = page.content_box_x()
    bar.position_x = edge + page.width + GAP if right else edge - GAP - WIDTH
    bar.position_y, bar.height, bar.width, bar.baseline = start, end - start, 0, 0
    for side, name in product(("top", "right", "bottom", "left"), ("margin_{}", "padding_{}", "border_{}_width")):
        setattr(bar, name.format(side), 0)
    for corner in product(("top", "bottom"), ("left", "right")):
        setattr(bar, f"border_{'_'.join(corner)}_radius", (0, 0))
    bar.border_left_width = WIDTH
    bar.background = None
    bar.drawn_artifact = True
    return bar
