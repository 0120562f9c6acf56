"""A paragraph's source cut into pieces: what each rendered character, each mark around characters and the rest is.

Put together again the pieces are the source, byte for byte; so an edit changes what it means to change alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from exporter.review.match.text_blocks import NOWHERE, Leaf, Wrap, code_span

Key = tuple[int, int]
"""A wrap: the number of its leaf, and its own in the leaf."""
_WHITE: Final = " \t\r\n"


class Unplaced(ValueError):
    """A paragraph whose characters do not stand in the file one after the other: it is not written to."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of source: of character ``char`` (its number), or of nothing that shows (-1); inside ``wraps``."""

    source: str
    char: int
    wraps: tuple[Key, ...]


@dataclass(slots=True)
class Pieces:
    """A paragraph's pieces, and the source of each wrap's beginning and end."""

    start: int
    end: int
    pieces: list[Piece] = field(default_factory=list)
    opens: dict[Key, str] = field(default_factory=dict)
    closes: dict[Key, str] = field(default_factory=dict)


def pieces_of(leaf: Leaf, source: str) -> Pieces:
    """The pieces of a paragraph; ``Unplaced`` where its characters have no places of their own."""
    wraps = [_placed(w, leaf, source) for w in leaf.wraps]
    order = list(_events(leaf, wraps))
    if not order:
        raise Unplaced("nothing to write to")
    cutter = _Cutter(leaf, source, wraps, order[0][1])
    for kind, start, end, number in order:
        cutter.take(kind, start, end, number)
    return cutter.done()


def _placed(wrap: Wrap, leaf: Leaf, source: str) -> Wrap:
    if wrap.start == NOWHERE:
        raise Unplaced("an element without a place")
    if wrap.trait == "c" and leaf.kind != "code":
        span = code_span(source, wrap.start, wrap.end)
        if span is None:
            raise Unplaced("code that is no code span")
        return Wrap(*span, wrap.trait, wrap.href)
    return wrap


_Event = tuple[str, int, int, int]


def _events(leaf: Leaf, wraps: list[Wrap]) -> Iterator[_Event]:
    """Characters and the borders of wraps in their order."""
    open_wraps: list[int] = []
    for number, char in enumerate(leaf.chars):
        if char.start == NOWHERE or char.end <= char.start:
            raise Unplaced("a character without a place of its own")
        while open_wraps and tuple(open_wraps) != char.wraps[: len(open_wraps)]:
            last = open_wraps.pop()
            yield "close", wraps[last].end, wraps[last].end, last
        for wrap in char.wraps[len(open_wraps) :]:
            open_wraps.append(wrap)
            yield "open", wraps[wrap].start, wraps[wrap].start, wrap
        yield "char", char.start, char.end, number
    while open_wraps:
        last = open_wraps.pop()
        yield "close", wraps[last].end, wraps[last].end, last


class _Cutter:
    """Cuts the source along the events."""

    def __init__(self, leaf: Leaf, source: str, wraps: list[Wrap], start: int) -> None:
        self._leaf, self._source, self._wraps = leaf, source, wraps
        self._out = Pieces(start, start)
        self._stack: list[Key] = []
        self._opening: Key | None = None
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
                self._out.pieces.append(Piece(self._source[start:end], number, tuple(self._stack)))
        self._at = max(self._at, end)

    def _between(self, start: int) -> None:
        """Source that shows nothing: a wrap's opening sign, white space of the character before, or a comment."""
        text = self._source[self._at : start]
        if self._opening is not None:
            self._out.opens[self._opening] = text
            self._opening = None
        elif text and not text.strip(_WHITE) and self._follows_char():
            last = self._out.pieces[-1]
            self._out.pieces[-1] = Piece(last.source + text, last.char, last.wraps)
        elif text:
            self._out.pieces.append(Piece(text, -1, tuple(self._stack)))

    def _follows_char(self) -> bool:
        pieces = self._out.pieces
        return bool(pieces) and pieces[-1].char >= 0 and pieces[-1].wraps == tuple(self._stack)

    def done(self) -> Pieces:
        self._out.end = self._at
        return self._out
