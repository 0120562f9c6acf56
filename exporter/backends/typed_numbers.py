"""Generated numbers as words, for formats that do not count headings and captions themselves."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from exporter.backends.front_back import Words
from exporter.model.captions import Captioned, before_caption, before_listed, kind_of, label_anchor, own_anchor
from exporter.model.document import Document
from exporter.model.nodes import Block, Heading, Inline, List, ListItem, Paragraph, Reference, Span, Strong, Text
from exporter.model.walk import link_words, rebuild


def with_typed_numbers(document: Document, words: Words) -> Document:
    """Return the document with the numbers in the words of headings and captions, and its lists before the body."""
    typed = with_typed_captions(document, words)
    return replace(typed, body=(*_lists(document, words), *rebuild(typed.body, _with_number)))


def _with_number(block: Block) -> tuple[Block]:
    if isinstance(block, Heading) and block.number:
        return (replace(block, children=(Text(text=f"{block.number} "), *block.children)),)
    return (block,)


def with_typed_captions(document: Document, words: Words) -> Document:
    """Return the document with the labels in the words of captions."""

    def typed(block: Block) -> tuple[Block]:
        if isinstance(block, Captioned) and (before := before_caption(block, words)):
            return (replace(block, caption=(_label(before, block, document), *block.caption)),)
        return (block,)

    return replace(document, body=rebuild(document.body, typed))


def _label(words: str, node: Captioned, document: Document) -> Inline:
    """Return a label, with its anchor if a list leads to it."""
    listed = kind_of(node) in document.numbering.lists
    return Span(children=(Text(text=words),), anchor=label_anchor(node)) if listed else Text(text=words)


def _lists(document: Document, words: Words) -> Iterator[Block]:
    for kind, entries in groupby(document.captions, lambda entry: entry.kind):
        yield Paragraph(children=(Strong(children=(Text(text=words[f"{kind}s"]),)),))
        lines = (
            Reference(
                target=f"#{own_anchor(kind, entry.number)}",
                children=(Text(text=before_listed(entry, words)), *link_words(entry.children)),
            )
            for entry in entries
        )
        yield List(items=tuple(ListItem(children=(Paragraph(children=(line,)),)) for line in lines))
