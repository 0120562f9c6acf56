"""Changes of paragraphs' ends made visible, for formats that cannot track them: a pilcrow stands for each."""

from dataclasses import replace

from exporter.model.document import Document
from exporter.model.nodes import Block, Paragraph, Revision, Text
from exporter.model.walk import rebuild

PILCROW = "¶"


def with_visible_ends(document: Document) -> Document:
    """The redline with a pilcrow where a paragraph's end was put in or taken out."""
    footnotes = tuple(replace(note, children=rebuild(note.children, _marked)) for note in document.footnotes)
    return replace(document, body=rebuild(document.body, _marked), footnotes=footnotes)


def _marked(block: Block) -> tuple[Block]:
    if not isinstance(block, Paragraph) or block.end is None:
        return (block,)
    end = block.end
    sign = Revision(change=end.change, children=(Text(text=PILCROW),), author=end.author, date=end.date)
    return (replace(block, children=(*block.children, sign)),)
