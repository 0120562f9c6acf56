"""Places of a document by what stands there: the same for all documents that differ in nothing but their places."""

from collections.abc import Iterator
from functools import cached_property

from exporter.cache import key_of
from exporter.model.document import Document
from exporter.model.nodes import AnyNode, Code, CodeBlock, Text
from exporter.model.offsets import offsets_of
from exporter.model.position import Point, Pos
from exporter.model.walk import walk

At = tuple[int, ...]
"""``()`` is the place that asked for the export, ``(node,)`` a node's, ``(node, start, end)`` that of characters in it.

Nodes count from 0 in reading order, footnotes last.
"""


def places_key(document: Document) -> str:
    """Return a hash of the section and of the nodes' places, counted from the first node of each file."""
    firsts: dict[str, Point] = {}
    places: list[tuple[int | str, ...]] = []
    for number, node in enumerate(_nodes(document)):
        if node.pos is not None:
            span = node.pos.since(firsts.setdefault(node.pos.file, node.pos.start))
            start, end = span.start, span.end
            numbers = (start.line, start.column, start.offset, end.line, end.column, end.offset)
            places.append((number, span.file, *numbers))
    return key_of(document.control.anchor, places)


class Nodes:
    """The nodes of a document by their places, and their places by what they are."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def at(self, pos: Pos) -> At | None:
        """Return the node at a place, or the characters of it, or the smallest node around it; None for nothing."""
        if pos == self._document.pos:
            return ()
        if pos in self._by_place:
            return (self._by_place[pos],)
        around = [n for n, node in enumerate(self._all) if node.pos is not None and _inside(pos, node.pos)]
        if not around:
            return None
        number = min(around, key=lambda n: _size(self._all[n]))
        return _characters(number, self._all[number], pos)

    def pos(self, at: At) -> Pos | None:
        """Return the place of a node or of its characters in this document."""
        if not at or at[0] >= len(self._all):
            return self._document.pos
        node = self._all[at[0]]
        if len(at) != 3 or node.pos is None or node.pos.start.line != node.pos.end.line:
            return node.pos or self._document.pos
        offsets = (isinstance(node, Text | Code | CodeBlock) and offsets_of(node)) or ()
        if at[2] >= len(offsets):
            return node.pos
        start, end = (_on_line(node.pos.start, offsets[i]) for i in at[1:])
        return Pos(node.pos.file, start, end)

    @cached_property
    def _all(self) -> list[AnyNode]:
        return list(_nodes(self._document))

    @cached_property
    def _by_place(self) -> dict[Pos, int]:
        places: dict[Pos, int] = {}
        for number, node in enumerate(self._all):
            if node.pos is not None:
                places.setdefault(node.pos, number)
        return places


def _nodes(document: Document) -> Iterator[AnyNode]:
    yield from walk(document.body)
    for note in document.footnotes:
        yield from walk(note.children)


def _inside(pos: Pos, around: Pos) -> bool:
    return pos.file == around.file and around.start.offset <= pos.start.offset <= pos.end.offset <= around.end.offset


def _size(node: AnyNode) -> int:
    return node.pos.end.offset - node.pos.start.offset if node.pos else 0


def _characters(number: int, node: AnyNode, pos: Pos) -> At:
    offsets = (isinstance(node, Text | Code | CodeBlock) and offsets_of(node)) or ()
    if pos.start.offset in offsets and pos.end.offset in offsets:
        return (number, offsets.index(pos.start.offset), offsets.index(pos.end.offset))
    return (number,)


def _on_line(first: Point, offset: int) -> Point:
    return Point(first.line, first.column + offset - first.offset, offset)
