"""Formulas as they are read, for the formats that show them: tree, drawing and words.

A document gets them where it is rendered, as the parts of its code: drawings are no part of its key.
"""

from dataclasses import replace

from exporter import formulas
from exporter.model.document import Document
from exporter.model.math import Math
from exporter.model.nodes import Inline
from exporter.model.walk import every_node, rebuild, rebuild_inlines


def with_formulas(document: Document) -> Document:
    """Return the document with its formulas as read; those with faults stay as they are."""
    if not any(isinstance(node, Math) for node in every_node(document)):
        return document

    def read(node: Inline) -> tuple[Inline]:
        if not isinstance(node, Math):
            return (node,)
        made = formulas.read(node.source, node.language, document.language, display=node.display)
        return (replace(node, read=made),)

    notes = (replace(note, children=rebuild(note.children, inline=read)) for note in document.footnotes)
    contents = (replace(entry, children=rebuild_inlines(entry.children, read)) for entry in document.toc)
    captions = (replace(entry, children=rebuild_inlines(entry.children, read)) for entry in document.captions)
    return replace(
        document,
        body=rebuild(document.body, inline=read),
        footnotes=tuple(notes),
        toc=tuple(contents),
        captions=tuple(captions),
    )
