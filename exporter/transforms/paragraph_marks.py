"""Redlines in formats without tracked changes: visible paragraph marks (``¶``), and unique anchors."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from exporter.model.anchors import Anchored, anchors_of
from exporter.model.document import Document
from exporter.model.nodes import AnyNode, Block, Inline, Paragraph, Revision, Text
from exporter.model.passages import Head
from exporter.model.walk import children, every_node, rebuild, rebuild_inlines

PILCROW = "¶"
A = TypeVar("A", bound=Anchored)


def with_visible_paragraph_marks(document: Document) -> Document:
    """Return the redline with a pilcrow where a paragraph's end was inserted or deleted.

    Deleted content gives up its anchors to content that has the same: links to a moved question lead to its new place.
    """
    notes = (block for note in document.footnotes for block in note.children)
    kept = anchors_of(_staying((*document.body, *notes)))
    marked = _Marked(kept, anchors_of(every_node(document)))
    footnotes = tuple(replace(n, children=rebuild(n.children, marked.block, marked.inline)) for n in document.footnotes)
    return replace(document, body=rebuild(document.body, marked.block, marked.inline), footnotes=footnotes)


@dataclass(frozen=True, slots=True)
class _Marked:
    """Rewrites nodes; ``kept`` are the anchors of content that stays, ``known`` all anchors of the redline."""

    kept: frozenset[str]
    known: frozenset[str]

    def block(self, block: Block) -> tuple[Block, ...]:
        if _is_deleted(block):
            return tuple(map(_with_mark, rebuild((block,), self._yielded_block, self._yielded_inline)))
        return (_with_mark(block),)

    def inline(self, inline: Inline) -> tuple[Inline, ...]:
        if _is_deleted(inline) and isinstance(inline, Revision):
            return (replace(inline, children=rebuild_inlines(inline.children, self._yielded_inline)),)
        return (inline,)

    def _yielded_block(self, block: Block) -> tuple[Block]:
        return (self._yielded(block) if isinstance(block, Anchored) else block,)

    def _yielded_inline(self, inline: Inline) -> tuple[Inline]:
        return (self._yielded(inline) if isinstance(inline, Anchored) else inline,)

    def _yielded(self, node: A) -> A:
        """Return deleted content without an anchor that other content has; a heading needs another one."""
        if node.anchor not in self.kept:
            return node
        other = f"{node.anchor}-before" if isinstance(node, Head) else ""
        while other in self.known:
            other += "-before"
        return replace(node, anchor=other)


def _staying(nodes: Iterable[AnyNode]) -> Iterator[AnyNode]:
    """Yield the nodes that no change deletes."""
    stack = list(nodes)
    while stack:
        node = stack.pop()
        if not _is_deleted(node):
            yield node
            stack.extend(children(node))


def _is_deleted(node: AnyNode) -> bool:
    if isinstance(node, Revision):
        return node.change == "deleted"
    return isinstance(node, Block) and node.change is not None and node.change.change == "deleted"


def _with_mark(block: Block) -> Block:
    if not isinstance(block, Paragraph) or block.end is None:
        return block
    end = block.end
    mark = Revision(change=end.change, children=(Text(text=PILCROW),), author=end.author, date=end.date)
    return replace(block, children=(*block.children, mark))
