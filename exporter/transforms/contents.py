"""The contents: a line for each heading and question."""

from collections.abc import Iterator
from dataclasses import replace

from exporter.diagnostics import Diagnostics
from exporter.model.document import Document, TocEntry
from exporter.model.nodes import FootnoteReference, Heading, Inline, LineBreak, Link, QuestionAnswer, ReviewNote, Text
from exporter.model.walk import rebuild_inlines, walk


def listed(document: Document, _found: Diagnostics) -> Document:
    """The document with its contents; where a document has but one entry, there is nothing to list."""
    entries = tuple(_entries(document))
    return replace(document, toc=entries if len(entries) > 1 else ())


def _entries(document: Document) -> Iterator[TocEntry]:
    for node in walk(document.body):
        match node:
            case Heading():
                yield TocEntry(level=node.level, anchor=node.anchor, children=_words(node.children))
            case QuestionAnswer():
                words = _words(node.question)
                yield TocEntry(level=node.level, anchor=node.anchor, children=words, question=True)
            case _:
                pass


def _words(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A heading's inlines for a line that is a link itself: no links inside, no marks of footnotes."""

    def plain(inline: Inline) -> tuple[Inline, ...]:
        match inline:
            case FootnoteReference() | ReviewNote():
                return ()
            case Link():
                return inline.children
            case LineBreak():
                return (Text(text=" "),)
            case _:
                return (inline,)

    return rebuild_inlines(inlines, plain)
