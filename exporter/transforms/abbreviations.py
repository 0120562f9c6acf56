"""Expansions of abbreviations, shown once in a document, after the first use."""

from collections.abc import Iterable
from dataclasses import replace

from exporter.diagnostics import Diagnostics
from exporter.model.document import Document
from exporter.model.nodes import Emphasis, Inline, Span
from exporter.model.roles import EXPANSION
from exporter.model.walk import plain_text, rebuild, rebuild_inlines


def expanded_once(document: Document, _diagnostics: Diagnostics) -> Document:
    """Return the document with the expansion of each abbreviation after its first use only."""
    seen: set[str] = set()

    def first(inline: Inline) -> tuple[Inline]:
        match inline:
            case Span(children=(*words, Span(role=role))) | Emphasis(children=(*words, Span(role=role))) if (
                role == EXPANSION
            ):
                key = plain_text(inline.children)
                if key in seen:
                    return (replace(inline, children=tuple(words)),)
                seen.add(key)
        return (inline,)

    return replace(document, body=rebuild(document.body, inline=first))


def without_expansions(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Return ``inlines`` without expansions, as titles of pages and links to headings have them."""
    return rebuild_inlines(inlines, lambda i: () if isinstance(i, Span) and i.role == EXPANSION else (i,))
