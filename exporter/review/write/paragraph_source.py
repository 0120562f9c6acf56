"""Source of a paragraph in pieces: its characters, the marks of its inline elements, and the rest.

Joined again, the pieces are the source byte for byte; so an edit changes nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from exporter.review.match.text_blocks import NOWHERE, InlineElement, TextBlock, code_span

ElementKey = tuple[int, int]
"""An inline element: the number of its block, and its own in the block."""
_WHITE: Final = " \t\r\n"
_UNKNOWN: Final = "the place of these words in the page is unknown"
_OTHER_CODE: Final = "the page writes this code as a value of a component or of data: change it there"
_OTHERWISE: Final = "the page has these words in another order: change them there"


class Unplaced(ValueError):
    """A paragraph whose characters do not follow each other in the file: it cannot be written."""


@dataclass(frozen=True, slots=True)
class SourcePiece:
    """A range of source: the character with the number ``char``, or None for source that shows nothing."""

    source: str
    char: int | None
    elements: tuple[ElementKey, ...]


@dataclass(slots=True)
class ParagraphSource:
    """Pieces of a paragraph, and the source at the start and end of each element."""

    start: int
    end: int
    pieces: list[SourcePiece] = field(default_factory=list)
    opens: dict[ElementKey, str] = field(default_factory=dict)
    closes: dict[ElementKey, str] = field(default_factory=dict)


def paragraph_source(block: TextBlock, source: str) -> ParagraphSource:
    """Cut the source of a paragraph. Raises ``Unplaced`` if a character has no place of its own."""
    elements = [_placed(w, block, source) for w in block.elements]
    order = list(_events(block, elements))
    if not order:
        raise Unplaced("nothing to write to")
    cutter = _Cutter(block, source, elements, order[0][1])
    for kind, start, end, number in order:
        cutter.take(kind, start, end, number)
    return cutter.done()


def _placed(element: InlineElement, block: TextBlock, source: str) -> InlineElement:
    if element.start == NOWHERE:
        raise Unplaced(_UNKNOWN)
    if element.trait == "c" and block.kind != "code":
        span = code_span(source, element.start, element.end)
        if span is None:
            raise Unplaced(_OTHER_CODE)
        return InlineElement(*span, element.trait, element.href)
    return element


class _Border(Enum):
    OPEN = auto()
    CLOSE = auto()
    CHARACTER = auto()


_Event = tuple[_Border, int, int, int]


def _events(block: TextBlock, elements: list[InlineElement]) -> Iterator[_Event]:
    """Yield characters and borders of elements in their order."""
    open_wraps: list[int] = []
    for number, char in enumerate(block.chars):
        if char.start == NOWHERE or char.end < char.start:
            raise Unplaced(_UNKNOWN)
        while open_wraps and tuple(open_wraps) != char.elements[: len(open_wraps)]:
            last = open_wraps.pop()
            yield _Border.CLOSE, elements[last].end, elements[last].end, last
        for element in char.elements[len(open_wraps) :]:
            open_wraps.append(element)
            yield _Border.OPEN, elements[element].start, elements[element].start, element
        yield _Border.CHARACTER, char.start, char.end, number
    while open_wraps:
        last = open_wraps.pop()
        yield _Border.CLOSE, elements[last].end, elements[last].end, last


class _Cutter:
    """Cutter of the source along its events."""

    def __init__(self, block: TextBlock, source: str, elements: list[InlineElement], start: int) -> None:
        self._leaf, self._source, self._wraps = block, source, elements
        self._out = ParagraphSource(start, start)
        self._stack: list[ElementKey] = []
        self._opening: ElementKey | None = None
        self._at = start

    def take(self, kind: _Border, start: int, end: int, number: int) -> None:
        if start < self._at:
            raise Unplaced(_OTHERWISE)
        key = (self._leaf.index, number)
        if kind is _Border.CLOSE:
            self._out.closes[key] = self._source[self._at : end]
            self._stack.pop()
        else:
            self._between(start)
            if kind is _Border.OPEN:
                if key in self._out.opens:
                    raise Unplaced(_OTHERWISE)
                self._stack.append(key)
                self._opening = key
                self._out.opens[key] = ""
            else:
                self._out.pieces.append(SourcePiece(self._source[start:end], number, tuple(self._stack)))
        self._at = max(self._at, end)

    def _between(self, start: int) -> None:
        """Keep source that shows nothing: the start of an element, white space behind a character, a comment."""
        text = self._source[self._at : start]
        if self._opening is not None:
            self._out.opens[self._opening] = text
            self._opening = None
        elif text and not text.strip(_WHITE) and self._follows_char():
            last = self._out.pieces[-1]
            self._out.pieces[-1] = SourcePiece(last.source + text, last.char, last.elements)
        elif text:
            self._out.pieces.append(SourcePiece(text, None, tuple(self._stack)))

    def _follows_char(self) -> bool:
        pieces = self._out.pieces
        return bool(pieces) and pieces[-1].char is not None and pieces[-1].elements == tuple(self._stack)

    def done(self) -> ParagraphSource:
        self._out.end = self._at
        return self._out
