"""The place in the document's text at which each page of a layout starts."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from exporter.backends.html.text_units import Runs, letters, runs
from exporter.model.captions import listed_anchors
from exporter.model.document import Document, Pagination


def pagination(layout: Any, document: Document) -> Pagination:
    """Return the places at which the pages of ``layout`` start, and the pages of the document's lines of contents."""
    root = layout._html.etree_element
    notes_at_foot = not any(section.get("class") == "footnotes" for section in root.iter("section"))
    own, units = runs(root, notes_at_foot=notes_at_foot)
    return Pagination(tuple(_starts(layout, own)), units, notes_at_foot, _toc_pages(layout, document))


def _toc_pages(layout: Any, document: Document) -> tuple[int, ...]:
    """Return the page of each line of contents and of the lists of captions; nothing if one has no page."""
    pages = {name: number for number, page in enumerate(layout.pages, 1) for name in page.anchors}
    found = tuple(pages.get(anchor, 0) for anchor in listed_anchors(document))
    return found if all(found) else ()


def _starts(layout: Any, own: Runs) -> Iterator[int | None]:
    """Yield the start of each page; None for a page without text of the document."""
    read = Counter[Any]()
    heads = set[Any]()
    for page in layout.pages:
        start = None
        for box in _leaves(page._page_box.children[0], heads):
            if box.element not in own:
                continue
            text = getattr(box, "text", None)
            found = letters(text) if text is not None else 1
            if found and start is None:
                start = _place(own[box.element], read[box.element])
            read[box.element] += found
        yield start


def _place(found: list[tuple[int, int]], read: int) -> int | None:
    """Return the place behind the units of an element that were read before; None for a repetition of all of them."""
    for before, own in found:
        if read < own:
            return before + read
        read -= own
    return None


def _leaves(box: Any, heads: set[Any]) -> Iterator[Any]:
    """Yield the texts and pictures in a box, in order, without generated ones and repeated heads of tables."""
    if (is_head := getattr(box, "is_header", False)) and box.element in heads:
        return
    if is_head:
        heads.add(box.element)
    for child in box.children:
        child = getattr(child, "_box", child)
        if child.children:
            yield from _leaves(child, heads)
        elif "::" not in (child.element_tag or ""):
            yield child
