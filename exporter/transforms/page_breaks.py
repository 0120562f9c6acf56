"""Page breaks that would leave a page empty."""

from dataclasses import replace

from exporter.diagnostics import Diagnostics
from exporter.model.document import Document
from exporter.model.nodes import Block
from exporter.model.walk import is_page_break


def without_empty_pages(document: Document, _diagnostics: Diagnostics) -> Document:
    """Return the document with one break of several, and none at its end."""
    kept: list[Block] = []
    for block in document.body:
        if not (kept and is_page_break(block) and is_page_break(kept[-1])):
            kept.append(block)
    while kept and is_page_break(kept[-1]):
        kept.pop()
    return replace(document, body=tuple(kept))
