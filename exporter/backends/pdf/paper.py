"""The gate for the paper: words, pictures and rules that readers would not see whole, found in the boxes of a layout.

Each has to be inside the text area of its page and inside every box that hides what runs over, and lie on no other.
What stands in the margins (running heads, numbers of pages, bands to the edge) is outside by design; only nothing may
lie on it, but for a mark behind the text, such as that of a draft.

One walk takes the pieces of each page: the words of a line between pictures, pictures, rules. Lines are compared as
rectangles, by a sweep down the page; the words of a line are looked at only where its rectangle is wrong. Of letters,
the band around capitals counts: lines may be close, and accents may touch the line above.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, NamedTuple

HAIR = 1.0  # CSS pixels that anything may be off by
ASCENT, DESCENT = 0.7, 0.15  # parts of the font's size above and below the baseline that letters fill


class Kind(Enum):
    """How a piece is not seen whole."""

    OUTSIDE = auto()  # it stands in the margin of its page
    CUT = auto()  # the edge of the sheet, or of a box that hides what runs over, cuts it
    COVERED = auto()  # it and another lie on each other


@dataclass(frozen=True, slots=True)
class Fault:
    """A piece that is not seen whole: its element, the number of its page, its words; the same of what it lies on.

    ``words`` is empty for pictures and rules. Elements are None for what stands in the margins.
    """

    kind: Kind
    element: Any
    page: int
    words: str = ""
    other: Any = None
    others: str = ""

    @property
    def picture(self) -> bool:
        """Whether the piece is a picture."""
        return not self.words and getattr(self.element, "tag", "") != "hr"


class _Area(NamedTuple):
    """A rectangle, in CSS pixels from the sheet's corner."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether a rectangle is inside, but for a hair."""
        return (
            left >= self.left - HAIR
            and right <= self.right + HAIR
            and top >= self.top - HAIR
            and bottom <= self.bottom + HAIR
        )


class _Piece(NamedTuple):
    """A piece of a page; ``area`` is that of the box that cuts it, ``running`` marks pieces of the margins."""

    top: float
    left: float
    right: float
    bottom: float
    box: Any
    area: _Area | None
    running: bool


def faults(layout: Any) -> Iterator[Fault]:
    """Yield the faults of the pages of ``layout``."""
    for number, page in enumerate(layout.pages, 1):
        yield from _Sheet(page._page_box, number).faults()


class _Part(Enum):
    """A kind of box, by its treatment in the walk."""

    TEXT = auto()
    INLINE = auto()
    LINE = auto()
    PICTURE = auto()
    FRAME = auto()  # a box that may have borders, and cut what is in it
    GROUP = auto()  # a part of a table that has neither
    PLACEHOLDER = auto()


_GROUPS = ("TableRowGroupBox", "TableRowBox")
_PARTS = {"TextBox": _Part.TEXT, "InlineBox": _Part.INLINE, "LineBox": _Part.LINE}


class _Parts(dict[type, _Part]):
    """The part of each class of boxes, found by its name once."""

    def __missing__(self, kind: type) -> _Part:
        name = kind.__name__
        part = _PARTS.get(name) or _Part.FRAME
        if name.endswith("ReplacedBox"):
            part = _Part.PICTURE
        elif name in _GROUPS:
            part = _Part.GROUP
        elif name == "AbsolutePlaceholder":
            part = _Part.PLACEHOLDER
        self[kind] = part
        return part


_PART_OF = _Parts()


class _Sheet:
    """One page with its pieces."""

    __slots__ = ("_area", "_number", "_page", "_paper", "_pieces", "_rules", "_running")

    def __init__(self, page: Any, number: int) -> None:
        left, top = page.content_box_x(), page.content_box_y()
        self._page, self._number = page, number
        self._area = _Area(left, top, left + page.width, top + page.height)
        self._paper = _Area(0, 0, page.margin_width(), page.margin_height())
        self._pieces: list[_Piece] = []
        self._running = False

    def faults(self) -> Iterator[Fault]:
        """Yield the faults of the page."""
        for child in self._page.children:
            self._running = type(child).__name__ == "MarginBox"
            if not (self._running and _is_behind(child)):
                self._visit(child, None)
        yield from (fault for piece in self._pieces if (fault := self._placed_wrong(piece)))
        yield from self._covered()

    # --- the walk ------------------------------------------------------------------------------------------------

    def _visit(self, box: Any, area: _Area | None) -> None:
        """Take the pieces inside a box; ``area`` is that of the nearest box around it that cuts."""
        if box.style["overflow"] != "visible":
            area = _cut_area(box, area)
        for child in box.children:
            part = _PART_OF[type(child)]
            if part is _Part.LINE:
                self._line(child, area)
            else:
                self._take(child, part, area)

    def _take(self, box: Any, part: _Part, area: _Area | None) -> None:
        if part is _Part.PLACEHOLDER:
            box = box._box
            part = _PART_OF[type(box)]
        if part is _Part.PICTURE:
            left, top = box.content_box_x(), box.content_box_y()
            self._add(left, top, left + box.width, top + box.height, box, area)
        elif part is _Part.GROUP:
            for child in box.children:
                self._take(child, _PART_OF[type(child)], area)
        elif part is not _Part.TEXT:
            if box.element_tag == "hr":
                left, top = box.border_box_x(), box.border_box_y()
                self._add(left, top, left + box.border_width(), top + box.border_height(), box, area)
            self._visit(box, area)

    def _line(self, line: Any, area: _Area | None) -> None:
        """Take the words of a line, up to each picture or block in it, and these."""
        baseline, size = line.position_y + line.baseline, line.style["font_size"]
        top, bottom = baseline - ASCENT * size, baseline + DESCENT * size
        left, right = 0.0, -1.0
        boxes = list(line.children)
        boxes.reverse()
        while boxes:
            box = boxes.pop()
            part = _PART_OF[type(box)]
            if part is _Part.TEXT:
                start = box.position_x
                if right < left:
                    left, right = start, start + box.width
                else:
                    left, right = min(left, start), max(right, start + box.width)
            elif part is _Part.INLINE:
                boxes += box.children[::-1]
            else:
                if right > left:
                    self._add(left, top, right, bottom, line, area)
                    left, right = 0.0, -1.0
                self._take(box, part, area)
        if right > left:
            self._add(left, top, right, bottom, line, area)

    def _add(self, left: float, top: float, right: float, bottom: float, box: Any, area: _Area | None) -> None:
        self._pieces.append(_Piece(top, left, right, bottom, box, area, self._running))

    # --- the faults ----------------------------------------------------------------------------------------------

    def _placed_wrong(self, piece: _Piece) -> Fault | None:
        area = piece.area
        inside = piece.left, piece.top, piece.right, piece.bottom
        if piece.running or (self._area.holds(*inside) and (area is None or area.holds(*inside))):
            return None
        for word in _words(piece):
            inside = word.left, word.top, word.right, word.bottom
            if not self._paper.holds(*inside) or not (area is None or area.holds(*inside)):
                return Fault(Kind.CUT, word.box.element, self._number, word.text)
            if not self._area.holds(*inside):
                return Fault(Kind.OUTSIDE, word.box.element, self._number, word.text)
        return None

    def _covered(self) -> Iterator[Fault]:
        """Sweep down the page: ``open_`` are the pieces beside each other at a height, ``lefts`` their left edges."""
        open_: list[_Piece] = []
        lefts: list[float] = []
        for piece in sorted(self._pieces, key=lambda piece: piece.top):
            at = bisect_left(lefts, piece.left)
            while at and open_[at - 1].bottom <= piece.top:
                at -= 1
                del open_[at], lefts[at]
            if at and open_[at - 1].right > piece.left + HAIR and (fault := self._pair(open_[at - 1], piece)):
                yield fault
            while at < len(open_) and lefts[at] < piece.right - HAIR:
                if open_[at].bottom > piece.top and (fault := self._pair(open_[at], piece)):
                    yield fault
                del open_[at], lefts[at]
            open_.insert(at, piece)
            lefts.insert(at, piece.left)

    def _pair(self, upper: _Piece, lower: _Piece) -> Fault | None:
        """Return the fault of two pieces if they lie on each other: that of the lower one, unless it is in a margin."""
        if lower.running:
            upper, lower = lower, upper
        for word in _words(lower):
            for under in _words(upper):
                if _overlap(word, under):
                    pair = word.box.element, self._number, word.text, under.box.element, under.text
                    return Fault(Kind.COVERED, *pair)
        return None


class _Word(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    box: Any
    text: str


def _overlap(one: _Word, other: _Word) -> bool:
    return (
        one.left < other.right - HAIR
        and other.left < one.right - HAIR
        and one.top < other.bottom
        and other.top < one.bottom
    )


def _words(piece: _Piece) -> Iterator[_Word]:
    """Yield the letters of a piece, box by box, without the spaces around them; or the piece."""
    box = piece.box
    if _PART_OF[type(box)] is not _Part.LINE:
        yield _Word(piece.left, piece.top, piece.right, piece.bottom, box, "")
        return
    for text in _texts(box):
        words = text.text.strip()
        if words and text.position_x >= piece.left - HAIR and text.position_x + text.width <= piece.right + HAIR:
            before, after = (
                text.width * (len(text.text) - len(rest)) / len(text.text)
                for rest in (text.text.lstrip(), text.text.rstrip())
            )
            if text.style["direction"] == "rtl":
                before, after = after, before
            baseline, size = text.position_y + text.baseline, text.style["font_size"]
            left, right = text.position_x + before, text.position_x + text.width - after
            if piece.running and piece.area:
                left, right = max(left, piece.area.left), min(right, piece.area.right)
            yield _Word(left, baseline - ASCENT * size, right, baseline + DESCENT * size, text, words)


def _texts(box: Any) -> Iterator[Any]:
    for child in box.children:
        part = _PART_OF[type(child)]
        if part is _Part.TEXT:
            yield child
        elif part is _Part.INLINE:
            yield from _texts(child)


def _is_behind(box: Any) -> bool:
    """Whether a box is painted before the content of its page."""
    return bool(box.style["z_index"] != "auto" and box.style["z_index"] < 0)


def _cut_area(box: Any, around: _Area | None) -> _Area:
    """Return the area that a box shows of its content, as far as the box around it shows that."""
    left, top = box.padding_box_x(), box.padding_box_y()
    own = _Area(left, top, left + box.padding_width(), top + box.padding_height())
    if around is None:
        return own
    return _Area(
        max(own.left, around.left),
        max(own.top, around.top),
        min(own.right, around.right),
        min(own.bottom, around.bottom),
    )
