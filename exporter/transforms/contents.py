"""The contents: a line for each heading and question."""

from collections.abc import Iterator
from dataclasses import replace

from exporter.diagnostics import Diagnostics
from exporter.model.document import Document, TocEntry
from exporter.model.nodes import Heading, QuestionAnswer
from exporter.model.walk import link_words, walk


def listed(document: Document, _found: Diagnostics) -> Document:
    """The document with its contents; where a document has but one entry, there is nothing to list."""
    entries = tuple(_entries(document))
    return replace(document, toc=entries if len(entries) > 1 else ())


def _entries(document: Document) -> Iterator[TocEntry]:
    for node in walk(document.body):
        match node:
            case Heading():
                yield TocEntry(level=node.level, anchor=node.anchor, children=link_words(node.children))
            case QuestionAnswer():
                words = link_words(node.question)
                yield TocEntry(level=node.level, anchor=node.anchor, children=words, question=True)
            case _:
                pass
