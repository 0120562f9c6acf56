"""The reasons to lay a document out a second time, and the style sheets for that layout.

Contents are of use where there are more than four pages to look through. The number of pages is known only after the
layout: the first layout is the one that is likely to be right, and only a document near the limit is laid out twice.

A last page with a few lines on it goes when the lines are set a little closer. A page that ends within a word ends
with a whole one when no word of that paragraph is divided.
"""

from collections.abc import Callable, Iterator
from typing import Any

from exporter.backends.paging import FEW_PAGES, estimated_pages
from exporter.backends.pdf.options import PdfOptions
from exporter.model.document import Document

NEARLY_EMPTY = 0.3  # of the text area of a page
HYPHEN = "\u2010"
LONGEST = 14  # pages; in a longer document a second layout costs more than it saves
ROUNDS = 3  # of keeping words whole at the ends of pages: each moves the ends that follow

_CLOSER = (
    "html {{ line-height: {}; font-size: calc(var(--base-print) * {}) }} .question {{ margin: var(--space-2) 0 }}"
    " .title-block {{ margin-bottom: var(--space-4) }} .title-block .logo {{ margin-bottom: var(--space-2) }}"
    " h2 {{ margin-top: var(--space-6) }} h3 {{ margin-top: var(--space-4) }}"
)
_WIDER = (
    "html { line-height: 1.42 } .question { margin: 0.85rem 0 } .title-block { margin-bottom: var(--space-4) }"
    " p, ul, ol, blockquote, h2, h3, h4, h5, h6 { max-width: 44rem }"
)
# Style sheets to try, the mildest first, with the most of a page that each saves on every page before the last: of the
# last page as it was, and of the last page that the style sheet before left. Measured on 150 pages of sites.
TIGHTER = (
    (0.04, 1.0, "html { line-height: 1.42 }"),
    (0.15, 1.0, _WIDER),
    (0.25, 1.0, _CLOSER.format(1.4, 0.97)),
    (0.25, 0.12, _CLOSER.format(1.38, 0.95)),
)


def contents_at_first(document: Document, options: PdfOptions) -> bool:
    """Whether the first layout has contents."""
    if options.toc.show != "auto" or not document.toc:
        return options.toc.show == "always" and bool(document.toc)
    return estimated_pages(document) > FEW_PAGES + 0.5


def has_right_contents(layout: Any, contents: bool) -> bool:
    """Whether ``layout``, made with or without contents, is right for its number of pages."""
    pages = len(layout.pages)
    return pages > FEW_PAGES + 1 if contents else pages <= FEW_PAGES


def tightened(layout: Any, lay_out: Callable[[str], Any]) -> tuple[Any, str] | None:
    """Return a layout without the last page of ``layout``, if that is nearly empty, and the style sheet of this layout.

    None if no style sheet saves that page.
    """
    before, last = len(layout.pages) - 1, last_page_fill(layout)
    if not 0 < before < LONGEST or last >= NEARLY_EMPTY:
        return None
    left = last
    for saved, saved_more, css in TIGHTER:
        if last <= saved * before and left <= saved_more * before:
            other = lay_out(css)
            if len(other.pages) < len(layout.pages):
                return other, css
            left = last_page_fill(other)
    return None


def whole_word_css(layout: Any) -> str:
    """Return a style sheet that keeps pages of ``layout`` from ending within a word, empty if none does."""
    if not 1 < len(layout.pages) <= LONGEST:
        return ""
    parted = [element for page in layout.pages[:-1] for element in _parted_words(page._page_box)]
    if not parted:
        return ""
    paths = dict(_paths(layout.pages[0]._page_box.children[0].element, "html"))
    return "\n".join(f"{paths[element]} {{ hyphens: manual }}" for element in parted if element in paths)


def _parted_words(page: Any) -> Iterator[Any]:
    """Yield the elements with a word that continues behind a hyphen on the next page."""
    for box in boxes(page):
        lines = getattr(box, "children", ())
        if lines and type(lines[-1]).__name__ == "LineBox" and lines[-1].resume_at and _text_end(lines[-1]) == HYPHEN:
            yield box.element


def _text_end(box: Any) -> str:
    while children := getattr(box, "children", ()):
        box = children[-1]
    return str(getattr(box, "text", ""))[-1:]


def _paths(element: Any, path: str) -> Iterator[tuple[Any, str]]:
    """Yield each descendant of ``element`` with a selector that matches it alone."""
    yield element, path
    for number, child in enumerate(element, 1):
        yield from _paths(child, f"{path} > :nth-child({number})")


def last_page_fill(layout: Any) -> float:
    """Return the part of the last page's text area that a layout fills, from 0 to 1."""
    return page_fill(layout.pages[-1])


def page_fill(page: Any) -> float:
    """Return the part of a page's text area that it fills, from 0 to 1."""
    box = page._page_box
    top = box.content_box_y()
    text, notes = box.children[:1], [child for child in box.children if type(child).__name__ == "FootnoteAreaBox"]
    found = (inner for part in text for inner in boxes(part) if _is_content(inner))
    bottom = max((inner.position_y + inner.margin_height() for inner in found), default=top)
    return float((bottom - top + sum(area.margin_height() for area in notes if area.children)) / box.height)


def boxes(box: Any) -> Iterator[Any]:
    """Yield the boxes of the page's text, without those of its margins."""
    for child in getattr(box, "children", ()):
        child = getattr(child, "_box", child)
        if type(child).__name__ != "MarginBox":
            yield child
            yield from boxes(child)


def _is_content(box: Any) -> bool:
    return type(box).__name__ == "LineBox" or type(box).__name__.endswith("ReplacedBox")
