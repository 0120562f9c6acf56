"""Losses: a finding at the place of each part of a document that a format cannot carry.

Looks are no loss: colours, sizes and columns side by side may differ in each format, words and their meaning may not.
All losses of a kind have the same message, so that a report shows them as one line with their number.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from exporter.diagnostics import Code, Diagnostic, Diagnostics
from exporter.model.document import Document
from exporter.model.nodes import (
    AnyNode,
    CodeBlock,
    Container,
    Image,
    Link,
    Reference,
    Rule,
    Span,
    Table,
)
from exporter.model.position import Pos
from exporter.model.walk import children, is_page_break, walk


@dataclass(frozen=True, slots=True)
class Loss:
    """A kind of loss: its code, the message, the HTML element that it is about, and a test for lost nodes."""

    code: Code
    message: str
    subject: str
    lost: Callable[[AnyNode], bool]


def losses(document: Document, kinds: Sequence[Loss]) -> tuple[Diagnostic, ...]:
    """Return a finding for each node of one of ``kinds``, at its place or its container's; each once."""
    diagnostics = Diagnostics()
    for node, pos in nodes_with_pos(document):
        for kind in kinds:
            if kind.lost(node):
                diagnostics.add(kind.code, kind.message, pos, subject=kind.subject)
    return tuple(dict.fromkeys(diagnostics))


def _parts(document: Document) -> Iterator[AnyNode]:
    if document.picture is not None:
        yield document.picture
    yield from document.body
    for note in document.footnotes:
        yield from note.children


def nodes_with_pos(document: Document) -> Iterator[tuple[AnyNode, Pos | None]]:
    """Yield every node of a document with its place, or its container's."""
    stack = [(node, document.pos) for node in _parts(document)][::-1]
    while stack:
        node, pos = stack.pop()
        pos = node.pos or _first_place(node) or pos
        yield node, pos
        stack.extend((child, pos) for child in children(node)[::-1])


def _first_place(node: AnyNode) -> Pos | None:
    """Return the place of the first descendant that has one."""
    return next((child.pos for child in walk(children(node)) if child.pos), None)


# --- tests for features of nodes that not every format has ---------------------------------------------------------


def is_picture(node: AnyNode) -> bool:
    """Whether a node is a picture that is not decorative."""
    return isinstance(node, Image) and not node.decorative


def has_language(node: AnyNode) -> bool:
    """Whether a node is a passage in another language."""
    return isinstance(node, Span | Container) and bool(node.lang)


def has_merged_cells(node: AnyNode) -> bool:
    """Whether a node is a table with cells over several rows or columns."""
    return isinstance(node, Table) and any(
        cell.colspan > 1 or cell.rowspan > 1 for row in (*node.head, *node.body, *node.foot) for cell in row.cells
    )


def has_highlights(node: AnyNode) -> bool:
    """Whether a node is code with highlighted lines."""
    return isinstance(node, CodeBlock) and bool(node.highlights)


def leads_inside(node: AnyNode) -> bool:
    """Whether a node is a link or a reference to a place in the document."""
    return isinstance(node, Link | Reference) and node.target.startswith("#")


def breaks_page(node: AnyNode) -> bool:
    """Whether a node is a page break."""
    return isinstance(node, Rule) and is_page_break(node)


def has_title(node: AnyNode) -> bool:
    """Whether a node is a link with a title, which browsers show in a tooltip."""
    return isinstance(node, Link) and bool(node.title)
