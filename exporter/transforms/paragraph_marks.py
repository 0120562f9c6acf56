"""A redline where nothing is tracked: a pilcrow for each end that comes or goes, and one place for each anchor."""

from dataclasses import replace

from exporter.model.document import Document
from exporter.model.nodes import Block, Paragraph, Revision, Text
from exporter.model.passages import Head, heads
from exporter.model.walk import rebuild

PILCROW = "¶"


def with_visible_paragraph_marks(document: Document) -> Document:
    """The redline with a pilcrow where a paragraph's end was put in or taken out.

    What was taken out has no anchor that something else has: a question that moved is found where it went.
    """
    staying = {head.anchor for head in heads(document.body) if not _goes(head)}

    def marked(block: Block) -> tuple[Block]:
        if isinstance(block, Head) and _goes(block) and block.anchor in staying:
            return (replace(block, anchor=f"{block.anchor}-before"),)
        return _marked(block)

    footnotes = tuple(replace(note, children=rebuild(note.children, _marked)) for note in document.footnotes)
    return replace(document, body=rebuild(document.body, marked), footnotes=footnotes)


def _goes(block: Block) -> bool:
    return block.change is not None and block.change.change == "deleted"


def _marked(block: Block) -> tuple[Block]:
    if not isinstance(block, Paragraph) or block.end is None:
        return (block,)
    end = block.end
    sign = Revision(change=end.change, children=(Text(text=PILCROW),), author=end.author, date=end.date)
    return (replace(block, children=(*block.children, sign)),)
