"""The table of contents: an entry for each heading and question."""

from collections.abc import Iterator
from dataclasses import replace

from exporter.diagnostics import Diagnostics
from exporter.model.document import Document, TocEntry
from exporter.model.nodes import QuestionAnswer
from exporter.model.passages import heads, title
from exporter.model.walk import link_words


def with_toc(document: Document, _diagnostics: Diagnostics) -> Document:
    """Return the document with its contents; a single entry makes no contents."""
    entries = tuple(_entries(document))
    return replace(document, toc=entries if len(entries) > 1 else ())


def _entries(document: Document) -> Iterator[TocEntry]:
    for head in heads(document.body):
        words = link_words(title(head))
        if isinstance(head, QuestionAnswer):
            yield TocEntry(level=head.level, anchor=head.anchor, children=words, question=True)
            continue
        yield TocEntry(level=head.level, anchor=head.anchor, children=words, role=head.role, number=head.number)
