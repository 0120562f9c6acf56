"""Whether a document has contents: they are of use where there are more than four pages to look through.

How many pages there are is known only after the layout. So the layout that is likely to be right is made first; it
tells whether it was right, and only a document near the limit is laid out twice.
"""

from typing import Any

from exporter.backends.pdf.options import PdfOptions
from exporter.model.document import Document
from exporter.model.nodes import Code, CodeBlock, Image, Text
from exporter.model.walk import every_node

LIMIT = 4  # pages without contents
CHARACTERS = 2600  # on a page of text with headings, about
PICTURE = 600  # as many characters as a picture takes the room of


def at_first(document: Document, options: PdfOptions) -> bool:
    """Whether the first layout has contents."""
    if options.toc != "auto" or not document.toc:
        return options.toc == "always" and bool(document.toc)
    return _room(document) > (LIMIT + 0.5) * CHARACTERS


def _room(document: Document) -> int:
    room = 0
    for node in every_node(document):
        match node:
            case Text() | Code() | CodeBlock():
                room += len(node.text)
            case Image():
                room += PICTURE
            case _:
                pass
    return room


def keep(layout: Any, contents: bool) -> bool:
    """Whether ``layout``, made with or without contents, is the one to keep."""
    pages = len(layout.pages)
    return pages > LIMIT + 1 if contents else pages <= LIMIT
