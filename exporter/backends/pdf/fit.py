"""A last page with a few lines on it: the lines are set a little closer, so that it is not needed."""

from collections.abc import Iterator
from typing import Any

NEARLY_EMPTY = 0.2  # of the room for text on a page
LONGEST = 12  # pages; in a longer document a second layout costs more than it gives

# Style sheets to try, the mildest first.
TIGHTER = (
    "html { line-height: 1.43 }",
    "html { line-height: 1.4; font-size: calc(var(--base-print) * 0.97) } .question { margin: var(--space-3) 0 }",
)


def worth_trying(layout: Any) -> bool:
    """Whether the last page of ``layout`` is nearly empty and might go."""
    return 1 < len(layout.pages) <= LONGEST and fill(layout) < NEARLY_EMPTY


def fill(layout: Any) -> float:
    """How much of the room for text the last page of a layout takes, from 0 to 1."""
    page = layout.pages[-1]._page_box
    top = page.content_box_y()
    bottoms = (box.position_y + box.margin_height() for box in boxes(page) if _is_content(box))
    return float((max(bottoms, default=top) - top) / page.height)


def boxes(box: Any) -> Iterator[Any]:
    """The boxes of the page's text, without those of its margins."""
    for child in getattr(box, "children", ()):
        child = getattr(child, "_box", child)
        if type(child).__name__ != "MarginBox":
            yield child
            yield from boxes(child)


def _is_content(box: Any) -> bool:
    return type(box).__name__ == "LineBox" or type(box).__name__.endswith("ReplacedBox")
