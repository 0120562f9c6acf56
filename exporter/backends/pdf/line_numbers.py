"""Numbers of lines or paragraphs in the margin, for reviewers.

The numbers are drawn on the laid-out pages, as artifacts: readers of the tags do not get them. Lines of the body count,
without those of tables and columns, as in Word (ECMA-376 part 1, 17.6.8).
"""

from collections.abc import Iterator
from importlib import import_module
from itertools import product
from typing import Any, Literal

Numbered = Literal["lines", "paragraphs"]
GAP = 16.0  # CSS pixels between a number and the text
_SKIPPED = ("MarginBox", "TableBox", "InlineTableBox", "GridBox", "FlexBox")
_WHOLE = ("pre",)  # elements whose lines are boxes of their own


def number_lines(layout: Any, numbered: Numbered, *, right: bool) -> None:
    """Add numbers to the pages of ``layout``, counted through the document; ``right`` puts them at the right."""
    count = 0
    seen: set[int] = set()
    for page in layout.pages:
        box = page._page_box
        lines, numbers = list(_lines(box, None, inside=False)), []
        for line, owner in lines:
            if numbered == "paragraphs" and id(owner) in seen:
                continue
            seen.add(id(owner))
            count += 1
            numbers.append(_number(str(count), line, box, right=right))
        if numbers:  # behind the text of the page, or programs that read it would join them to its words
            last = lines[-1][0]
            last.children = [*last.children, *numbers]


def _lines(box: Any, owner: Any, *, inside: bool) -> Iterator[tuple[Any, Any]]:
    """Yield the lines in the body, each with the element whose paragraph it is in."""
    inside = inside or box.element_tag == "main"
    for child in getattr(box, "children", ()):
        child = getattr(child, "_box", child)
        kind = type(child).__name__
        if kind == "LineBox":
            if inside:
                yield child, child.element if owner is None else owner
        elif kind not in _SKIPPED and not str(child.element_tag).endswith("::marker"):
            whole = child.element if child.element_tag in _WHOLE else None
            yield from _lines(child, whole if owner is None else owner, inside=inside)


def _number(number: str, line: Any, page: Any, *, right: bool) -> Any:
    """Return the box of a number beside a line, in the type of the page's running lines."""
    boxes = import_module("weasyprint.formatting_structure.boxes")
    line_break = import_module("weasyprint.text.line_break")
    style = page.style.anonymous_style
    text = boxes.TextBox("::line-number", style, line.element, number)
    text.pango_layout, _, _, text.width, text.height, text.baseline = line_break.split_first_line(
        number, style, None, None, 0
    )
    edge = page.content_box_x()
    text.position_x = edge + page.width + GAP if right else edge - GAP - text.width
    text.position_y = line.position_y + line.baseline - text.baseline
    around = boxes.InlineBox("::line-number", style, line.element, [text])
    around.position_x, around.position_y, around.baseline = text.position_x, text.position_y, text.baseline
    around.width = around.height = 0
    for box, side in product((text, around), ("top", "right", "bottom", "left")):
        for name in (f"margin_{side}", f"padding_{side}", f"border_{side}_width"):
            setattr(box, name, 0)
    around.background = None
    around.drawn_artifact = True
    return around
