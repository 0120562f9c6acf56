"""A paragraph's source cut into pieces: what each rendered character, each mark around characters and the rest is.

Put together again the pieces are the source, byte for byte; so an edit changes what it means to change alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from exporter.review.match.text_blocks import NOWHERE, InlineElement, TextBlock, code_span

ElementKey = tuple[int, int]
"""A element: the number of its block, and its own in the block."""
_WHITE: Final = " \t\r\n"


class Unplaced(ValueError):
    """A paragraph whose characters do not stand in the file one after the other: it is not written to."""


@dataclass(frozen=True, slots=True)
class SourcePiece:
    """A stretch of source: of character ``char`` (its number), or of nothing that shows (-1); inside ``elements``."""

    source: str
    char: int
    elements: tuple[ElementKey, ...]


@dataclass(slots=True)
class ParagraphSource:
    """A paragraph's pieces, and the source of each element's beginning and end."""

    start: int
    end: int
    pieces: list[SourcePiece] = field(default_factory=list)
    opens: dict[ElementKey, str] = field(default_factory=dict)
    closes: dict[ElementKey, str] = field(default_factory=dict)


def paragraph_source(block: TextBlock, source: str) -> ParagraphSource:
    """The pieces of a paragraph; ``Unplaced`` where its characters have no places of their own."""
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
        raise Unplaced("an element without a place")
    if element.trait == "c" and block.kind != "code":
        span = code_span(source, element.start, element.end)
        if span is None:
            raise Unplaced("code that is no code span")
        return InlineElement(*span, element.trait, element.href)
    return element


_Event = tuple[str, int, int, int]


def _events(block: TextBlock, elements: list[InlineElement]) -> Iterator[_Event]:
    """Characters and the borders of elements in their order."""
    open_wraps: list[int] = []
    for number, char in enumerate(block.chars):
        if char.start == NOWHERE or char.end <= char.start:
            raise Unplaced("a character without a place of its own")
        while open_wraps and tuple(open_wraps) != char.elements[: len(open_wraps)]:
            last = open_wraps.pop()
            yield "close", elements[last].end, elements[last].end, last
        for element in char.elements[len(open_wraps) :]:
            open_wraps.append(element)
            yield "open", elements[element].start, elements[element].start, element
        yield "char", char.start, char.end, number
    while open_wraps:
        last = open_wraps.pop()
        yield "close", elements[last].end, elements[last].end, last


class _Cutter:
    """Cuts the source along the events."""

    def __init__(self, block: TextBlock, source: str, elements: list[InlineElement], start: int) -> None:
        self._leaf, self._source, self._wraps = block, source, elements
        self._out = ParagraphSource(start, start)
        self._stack: list[ElementKey] = []
        self._opening: ElementKey | None = None
        self._at = start

    def take(self, kind: str, start: int, end: int, number: int) -> None:
        if start < self._at:
            raise Unplaced("characters out of order")
        key = (self._leaf.index, number)
        if kind == "close":
            self._out.closes[key] = self._source[self._at : end]
            self._stack.pop()
        else:
            self._between(start)
            if kind == "open":
                if key in self._out.opens:
                    raise Unplaced("an element in several parts")
                self._stack.append(key)
                self._opening = key
                self._out.opens[key] = ""
            else:
                self._out.pieces.append(SourcePiece(self._source[start:end], number, tuple(self._stack)))
        self._at = max(self._at, end)

    def _between(self, start: int) -> None:
        """Source that shows nothing: a element's opening sign, white space of the character before, or a comment."""
        text = self._source[self._at : start]
        if self._opening is not None:
            self._out.opens[self._opening] = text
            self._opening = None
        elif text and not text.strip(_WHITE) and self._follows_char():
            last = self._out.pieces[-1]
            self._out.pieces[-1] = SourcePiece(last.source + text, last.char, last.elements)
        elif text:
            self._out.pieces.append(SourcePiece(text, -1, tuple(self._stack)))

    def _follows_char(self) -> bool:
        pieces = self._out.pieces
        return bool(pieces) and pieces[-1].char >= 0 and pieces[-1].elements == tuple(self._stack)

    def done(self) -> ParagraphSource:
        self._out.end = self._at
        return self._out
