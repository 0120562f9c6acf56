"""A last page with a few lines on it: the lines are set a little closer, so that it is not needed."""

from collections.abc import Iterator
from typing import Any

NEARLY_EMPTY = 0.2  # of the room for text on a page
LONGEST = 12  # pages; in a longer document a second layout costs more than it gives

# Style sheets to try, the mildest first; with the part of a page that each mostly saves on every page before.
TIGHTER = (
    (0.04, "html { line-height: 1.43 }"),
    (
        1.0,
        "html { line-height: 1.4; font-size: calc(var(--base-print) * 0.97) } .question { margin: var(--space-3) 0 }",
    ),
    (
        1.0,
        "html { line-height: 1.38; font-size: calc(var(--base-print) * 0.95) } .question { margin: var(--space-2) 0 }"
        " h2 { margin-top: var(--space-6) } h3 { margin-top: var(--space-4) }"
        " .title-block { margin-bottom: var(--space-4) } .title-block .logo { margin-bottom: var(--space-2) }",
    ),
)


def worth_trying(layout: Any) -> tuple[str, ...]:
    """The style sheets by which the last page of ``layout`` might go; none where it is not nearly empty."""
    before, last = len(layout.pages) - 1, fill(layout)
    if not 0 < before < LONGEST or last >= NEARLY_EMPTY:
        return ()
    return tuple(css for saved, css in TIGHTER if last <= saved * before)


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
