"""Anchors, the targets of links in a document: headings, questions, spans and containers carry them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from exporter.model.nodes import (
    AnyNode,
    Block,
    Container,
    Heading,
    Inline,
    LineBreak,
    List,
    Paragraph,
    QuestionAnswer,
    Quote,
    ReviewNote,
    Span,
    Text,
)
from exporter.model.walk import children, rebuild_inlines, unanchored, walk

Anchored = Heading | QuestionAnswer | Span | Container


def anchored(nodes: Iterable[AnyNode]) -> Iterator[Anchored]:
    """Yield those of ``nodes`` that have an anchor themselves."""
    return (node for node in nodes if isinstance(node, Anchored) and node.anchor)


def anchors_of(nodes: Iterable[AnyNode]) -> frozenset[str]:
    """Return the anchors of ``nodes`` themselves."""
    return frozenset(node.anchor for node in anchored(nodes))


def mark(anchor: str) -> Span:
    """Return the place of an anchor alone: a span without words."""
    return Span(children=(), anchor=anchor)


def marks(inlines: Iterable[AnyNode]) -> list[Span]:
    """Return the anchors of ``inlines``, and inside them, as marks without words."""
    return [mark(node.anchor) for node in anchored(walk(inlines))]


def without_anchors(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Return ``inlines`` without their anchors."""
    return rebuild_inlines(inlines, unanchored)


def shows_nothing(inline: Inline) -> bool:
    """Whether an inline has nothing to read: marks, notes to reviewers, breaks, and elements around them."""
    inside = children(inline)
    if inside or isinstance(inline, Span):
        return all(isinstance(node, Inline) and shows_nothing(node) for node in inside)
    return isinstance(inline, ReviewNote | LineBreak) or (isinstance(inline, Text) and not inline.text.strip())


def split_marks(inlines: Iterable[Inline]) -> tuple[list[Span], tuple[Inline, ...]]:
    """Return the anchors around the only inline that shows something as marks, and that inline without them.

    Return no marks and ``inlines`` as they are if several show something.
    """
    line = tuple(inlines)
    shown = [inline for inline in line if not shows_nothing(inline)]
    if len(shown) != 1:
        return [], line
    own, (only,) = marks(inline for inline in line if inline is not shown[0]), shown
    while (
        isinstance(only, Span) and len(only.children) == 1 and only == Span(children=only.children, anchor=only.anchor)
    ):
        own.append(mark(only.anchor))
        only = only.children[0]
    return ([one for one in own if one.anchor], (only,)) if own else ([], line)


def with_marks(block: Block, new: Iterable[Span]) -> Block:
    """Return ``block`` with anchors at its start.

    They go into its first line; a container without an anchor takes one itself, and a block without a line gets a
    container around it.
    """
    own = tuple(new)
    if not own:
        return block
    match block:
        case Paragraph() | Heading():
            return replace(block, children=(*own, *block.children))
        case QuestionAnswer():
            return replace(block, question=(*own, *block.question))
        case Container(anchor=""):
            return with_marks(replace(block, anchor=own[0].anchor), own[1:])
        case List(items=(first, *rest)) if first.children:
            first = replace(first, children=with_marks_first(first.children, own))
            return replace(block, items=(first, *rest))
        case Quote() if block.children:
            return replace(block, children=with_marks_first(block.children, own))
        case _:
            around = Container(role="", children=(block,), pos=block.pos)
            return with_marks(around, own)


def with_marks_first(blocks: Iterable[Block], new: Iterable[Span]) -> tuple[Block, ...]:
    """Return ``blocks`` with anchors at the start of the first one; without blocks, a paragraph of them alone."""
    known, own = tuple(blocks), tuple(new)
    if not own:
        return known
    first, *rest = known or (Paragraph(children=()),)
    return (with_marks(first, own), *rest)


def with_marks_at_end(block: Block, new: Iterable[Span]) -> Block:
    """Return ``block`` with anchors at the end of its line; of a block without a line, at its start."""
    if isinstance(block, Paragraph):
        return replace(block, children=(*block.children, *new))
    return with_marks(block, new)


def is_mark_alone(block: Block) -> bool:
    """Whether a block is a paragraph of anchors without anything to read."""
    return isinstance(block, Paragraph) and bool(marks(block.children)) and all(map(shows_nothing, block.children))
