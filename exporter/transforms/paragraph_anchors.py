"""Anchors of paragraphs, by which a link can cite one: the clause's anchor and the paragraph's number in the clause."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from exporter.diagnostics import Diagnostics
from exporter.model.anchors import anchored, mark, with_marks
from exporter.model.document import Document
from exporter.model.nodes import Block, Container, Heading, Paragraph, Text
from exporter.model.slugs import UniqueNames
from exporter.model.walk import every_node, walk


def with_paragraph_anchors(document: Document, _diagnostics: Diagnostics) -> Document:
    """Return the document with an anchor at each paragraph of its flow, ``scope-p3``, if its numbering asks for them.

    Paragraphs in lists, tables, quotes and answers count with their own kinds and have none.
    """
    if not document.numbering.paragraphs:
        return document
    count = _Count()
    for node in anchored(every_node(document)):
        count.names.free(node.anchor)
    return replace(document, body=tuple(_marked(document.body, count)))


@dataclass(slots=True)
class _Count:
    """The clause that paragraphs belong to, and the number of the last one in it."""

    clause: str = ""
    number: int = 0
    names: UniqueNames = field(default_factory=UniqueNames)

    def next(self) -> str:
        self.number += 1
        return self.names.free(f"{self.clause}-p{self.number}" if self.clause else f"p{self.number}")


def _marked(blocks: Iterable[Block], count: _Count) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Heading():
                count.clause, count.number = block.anchor, 0
                yield block
            case Paragraph() if any(isinstance(node, Text) for node in walk(block.children)):
                yield with_marks(block, [mark(count.next())])
            case Container():
                yield replace(block, children=tuple(_marked(block.children, count)))
            case _:
                yield block
