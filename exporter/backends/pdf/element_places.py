"""The places in a page of the elements of its markup, for findings about boxes of a layout.

Markup has no places: they would cost each build. Where a box is at fault, the markup is made once more with a mark at
each element that a node has; both have the same elements.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from re import compile as pattern
from typing import Any

from markupsafe import Markup

from exporter.backends.html.body import Body
from exporter.backends.losses import nodes_with_pos
from exporter.model.document import Document
from exporter.model.nodes import AnyNode, Block, Cell, Inline, ListItem
from exporter.model.position import Pos
from exporter.model.table_grid import Placed

MARK = "data-place"
_FIRST_TAG = pattern(r"\s*<[a-zA-Z][\w-]*")
_KINDS = ("table", "pre", "img", "ol", "ul")  # elements that a hint names


@dataclass(frozen=True, slots=True)
class Place:
    """The place of an element in the page, and the tag of the nearest element around it that a hint names."""

    pos: Pos | None
    kind: str = ""


@dataclass(slots=True)
class ElementPlaces:
    """The places of the elements of a layout: ``body`` makes the marked markup, ``read`` reads it."""

    document: Document
    _marks: list[Pos] = field(default_factory=list)
    _places: dict[Any, Place] = field(default_factory=dict)

    @property
    def body(self) -> Any:
        """The maker of a body whose elements are marked."""
        around = {id(node): pos for node, pos in nodes_with_pos(self.document)}
        return partial(_MarkedBody, marks=self._marks, around=around)

    def read(self, root: Any, marked: Any) -> None:
        """Take the places of the elements below ``root`` from the marked markup below ``marked``."""
        self._places = dict(self._read(root, marked, Place(self.document.pos)))

    def of(self, element: Any) -> Place:
        """Return the place of an element, or that of the document."""
        return self._places.get(element, Place(self.document.pos))

    def _read(self, element: Any, marked: Any, around: Place) -> Iterator[tuple[Any, Place]]:
        mark = marked.get(MARK)
        tag = element.tag if element.tag in _KINDS else ""
        place = Place(self._marks[int(mark)] if mark else around.pos, tag or around.kind)
        yield element, place if place.pos else Place(self._first(marked), place.kind)
        for child, other in zip(element, marked, strict=False):
            yield from self._read(child, other, place)

    def _first(self, marked: Any) -> Pos | None:
        """Return the first place in an element that no node has, such as a note around its words."""
        return next((self._marks[int(inner.get(MARK))] for inner in marked.iter() if inner.get(MARK)), None)


@dataclass(frozen=True)
class _MarkedBody(Body):
    """The body of a document with marks; ``around`` has the places of nodes without a place of their own."""

    marks: list[Pos] = field(default_factory=list)
    around: Mapping[int, Pos | None] = field(default_factory=dict)

    def block(self, node: Block) -> Markup:
        return self._marked(node, super().block(node))

    def inline(self, node: Inline) -> Markup:
        return self._marked(node, super().inline(node))

    def _item(self, item: ListItem, tight: bool) -> Markup:
        return self._marked(item, super()._item(item, tight))

    def _cell(self, children: tuple[Block, ...], placed: Placed[Cell], numbers: dict[int, bool]) -> Markup:
        return self._marked(placed.cell, super()._cell(children, placed, numbers))

    def _marked(self, node: AnyNode, markup: Markup) -> Markup:
        pos, tag = node.pos or self.around.get(id(node)), _FIRST_TAG.match(markup)
        if pos is None or tag is None:
            return markup
        self.marks.append(pos)
        return Markup(f'{tag[0]} {MARK}="{len(self.marks) - 1}"{markup[tag.end() :]}')
