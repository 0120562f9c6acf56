"""The contents: a line for each heading and question."""

from collections.abc import Iterator
from dataclasses import replace

from exporter.diagnostics import Diagnostics
from exporter.model.document import Document, TocEntry
from exporter.model.nodes import QuestionAnswer
from exporter.model.passages import heads, title
from exporter.model.walk import link_words


def with_toc(document: Document, _found: Diagnostics) -> Document:
    """The document with its contents; where a document has but one entry, there is nothing to list."""
    entries = tuple(_entries(document))
    return replace(document, toc=entries if len(entries) > 1 else ())


def _entries(document: Document) -> Iterator[TocEntry]:
    for head in heads(document.body):
        asks = isinstance(head, QuestionAnswer)
        yield TocEntry(level=head.level, anchor=head.anchor, children=link_words(title(head)), question=asks)
