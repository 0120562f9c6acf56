"""Ids that a page gives its elements: each becomes an anchor of the document, at the place of the element."""

import re
from collections.abc import Iterable

from exporter.lowering.context import Items, Lowering
from exporter.lowering.normalise import as_blocks
from exporter.markdown.tree import MdcElement
from exporter.model.anchors import mark, with_marks_first
from exporter.model.nodes import Block, Heading, Inline, Span
from exporter.model.walk import walk

_MARKUP = re.compile("[<>\"'&]")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
SHOWN_NOWHERE = frozenset({"script", "style", "template", "noscript", "link", "meta", "base", "title", "head"})


def written_id(element: MdcElement) -> str:
    """Return the id of an element, or the older ``name`` of an ``a``; empty without one, or if it has markup."""
    own = element.props.get("id") or (element.props.get("name") if element.tag == "a" else None)
    text = str(own) if isinstance(own, str | int) and not isinstance(own, bool) else ""
    return "" if _MARKUP.search(text) else text


def marks_of(lowering: Lowering, elements: Iterable[MdcElement]) -> list[Span]:
    """Return the anchors of ``elements`` as marks."""
    ids = (own for element in elements if (own := written_id(element)))
    return [mark(lowering.anchor(own, own=True)) for own in ids]


def blocks_with_ids(lowering: Lowering, elements: Iterable[MdcElement], blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the content of ``elements``, each inside the one before, with their anchors at its start."""
    return with_marks_first(blocks, marks_of(lowering, elements))


def line_with_id(lowering: Lowering, element: MdcElement, line: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the line of an element with its anchor in front."""
    return (*marks_of(lowering, [element]), *line)


def items_with_id(lowering: Lowering, element: MdcElement, items: Items) -> Items:
    """Return what an element became, with the element's anchor: around a line, at the start of blocks."""
    if not written_id(element) or element.tag in SHOWN_NOWHERE or _is_heading(element, items):
        return items
    (own,) = marks_of(lowering, [element])
    if any(isinstance(item, Block) for item in items):
        return list(with_marks_first(as_blocks(items, lowering.places), [own]))
    inlines = tuple(item for item in items if isinstance(item, Inline))
    return [Span(children=inlines, anchor=own.anchor, pos=lowering.pos(element.span))]


def _is_heading(element: MdcElement, items: Items) -> bool:
    """Whether the element became a heading, which has the id as its own anchor."""
    return element.tag in HEADINGS and any(isinstance(node, Heading) for node in walk(items))
