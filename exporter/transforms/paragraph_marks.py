"""Redlines in formats without tracked changes: visible paragraph marks (``¶``), and unique anchors."""

from dataclasses import replace

from exporter.model.document import Document
from exporter.model.nodes import Block, Paragraph, Revision, Text
from exporter.model.passages import Head, heads
from exporter.model.walk import rebuild

PILCROW = "¶"


def with_visible_paragraph_marks(document: Document) -> Document:
    """Return the redline with a pilcrow where a paragraph's end was inserted or deleted.

    A deleted block gives up its anchor to a block that has the same: links to a moved question lead to its new place.
    """
    kept = {head.anchor for head in heads(document.body) if not _is_deleted(head)}

    def rewritten(block: Block) -> tuple[Block]:
        if isinstance(block, Head) and _is_deleted(block) and block.anchor in kept:
            return (replace(block, anchor=f"{block.anchor}-before"),)
        return _with_mark(block)

    footnotes = tuple(replace(note, children=rebuild(note.children, _with_mark)) for note in document.footnotes)
    return replace(document, body=rebuild(document.body, rewritten), footnotes=footnotes)


def _is_deleted(block: Block) -> bool:
    return block.change is not None and block.change.change == "deleted"


def _with_mark(block: Block) -> tuple[Block]:
    if not isinstance(block, Paragraph) or block.end is None:
        return (block,)
    end = block.end
    mark = Revision(change=end.change, children=(Text(text=PILCROW),), author=end.author, date=end.date)
    return (replace(block, children=(*block.children, mark)),)
