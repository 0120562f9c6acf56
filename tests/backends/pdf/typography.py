"""Faults of typography that readers of paper mind, found in the boxes of a layout."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from exporter.backends.pdf.relayout import HYPHEN, NEARLY_EMPTY, boxes, last_page_fill

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
TEXT = frozenset(("p", "div", "pre", "figcaption", "caption"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, a paragraph or another block of words on a page.

    Its element, the lines that it has there, whether other words follow it there, whether its last line there ends
    within a word.
    """

    element: Any
    page: int
    lines: int
    followed: bool
    divided: bool


def faults(layout: Any) -> Iterator[str]:
    """Yield the faults of the pages of ``layout``, one sentence each."""
    pages = [list(_pieces(page._page_box, at)) for at, page in enumerate(layout.pages)]
    for pieces in pages[:-1]:  # one that ends the document leads nowhere else
        for piece in pieces:
            if piece.element.tag in HEADINGS and not piece.followed:
                yield f"page {piece.page + 1}: heading '{_words(piece.element)}' stands at the foot"
    by_element: dict[Any, list[Piece]] = {}
    for piece in (piece for pieces in pages for piece in pieces if piece.element.tag in TEXT):
        by_element.setdefault(piece.element, []).append(piece)
    for element, pieces in by_element.items():
        yield from _parted(element, sorted(pieces, key=lambda piece: piece.page))
    for at, page in enumerate(layout.pages, 1):
        yield from (f"page {at}: {fault}" for fault in (*_outside(page._page_box), *_tails(page._page_box)))
    yield from _margins(layout)


def short_end(layout: Any) -> bool:
    """Whether the last of several pages is less than a quarter full."""
    return len(layout.pages) > 1 and last_page_fill(layout) < NEARLY_EMPTY


def _parted(element: Any, pieces: list[Piece]) -> Iterator[str]:
    """Yield the faults of a paragraph that a page ends in."""
    if len({piece.page for piece in pieces}) == 1:
        return
    for piece in pieces:
        if piece.lines == 1 and sum(piece.lines for piece in pieces) > 3:
            yield f"page {piece.page + 1}: one line of '{_words(element)}' stands alone"
    for piece in pieces[:-1]:
        if piece.divided:
            yield f"page {piece.page + 1}: ends within a word of '{_words(element)}'"


def _outside(page: Any) -> Iterator[str]:
    """Lines that stand above the room for text, or run over its right edge."""
    top, right = page.content_box_y() - 1, page.content_box_x() + page.width + 1
    for box in boxes(page):
        if _is_line(box) and box.children:
            if box.position_y < top:
                yield f"'{text_of(box)}' stands in the head"
            if max(child.position_x + child.width for child in box.children) > right:
                yield f"'{text_of(box)}' runs over the edge"


def _tails(page: Any) -> Iterator[str]:
    """Paragraphs whose last line is the rest of a divided word."""
    for box in boxes(page):
        lines = [line for line in getattr(box, "children", ()) if _is_line(line)]
        divided = len(lines) > 1 and box.element_tag == "p" and text_of(lines[-2]).endswith(HYPHEN)
        if divided and " " not in text_of(lines[-1]).strip():
            yield f"'{text_of(lines[-1])}' is the tail of a word"


def _margins(layout: Any) -> Iterator[str]:
    """Running words at the head that take more than one line; an address at the foot may."""
    for at, page in enumerate(layout.pages, 1):
        for box in page._page_box.children:
            lines = (
                [inner for inner in _all(box) if _is_line(inner)]
                if getattr(box, "at_keyword", "").startswith("@top")
                else []
            )
            if len(lines) > 1:
                yield f"page {at}: the running words '{text_of(lines[0])}' take {len(lines)} lines"


def _all(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        yield child
        yield from _all(child)


def text_of(line: Any) -> str:
    """Return the words of a line."""
    return "".join(str(getattr(box, "text", "")) for box in _all(line))


def _pieces(page: Any, at: int) -> Iterator[Piece]:
    blocks = [(box, [line for line in box.children if _is_line(line)]) for box in boxes(page) if _in_text(box)]
    by_element: dict[Any, list[Any]] = {}  # code has a block for each of its lines
    for box, lines in blocks:
        if lines:
            by_element.setdefault(box.element, []).extend(lines)
    found = list(by_element.items())
    for index, (element, lines) in enumerate(found):
        followed = any(other is not element for other, _ in found[index + 1 :])
        yield Piece(element, at, len(lines), followed, text_of(lines[-1]).endswith(HYPHEN))


def _in_text(box: Any) -> bool:
    return box.element is not None and box.element_tag == box.element.tag and hasattr(box, "children")


def _is_line(box: Any) -> bool:
    return type(box).__name__ == "LineBox"


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())[:60]
