"""Metadata of a page for search engines and messengers: ``meta`` elements, Open Graph, schema.org as JSON-LD.

Open Graph protocol (ogp.me); schema.org FAQPage, Question and Answer.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup, escape

from exporter.backends.front_back import author, changed
from exporter.model.document import Document
from exporter.model.nodes import Block, Emphasis, Inline, LineBreak, Link, List, Paragraph, QuestionAnswer, Strong
from exporter.model.walk import children, plain_text, walk

DESCRIPTION_LENGTH = 160  # characters that a result list shows


def questions(document: Document) -> list[QuestionAnswer]:
    """Return the document's questions in reading order."""
    return [node for node in walk(document.body) if isinstance(node, QuestionAnswer)]


def description(document: Document) -> str:
    """Return the document's own description, else the beginning of its first paragraph."""
    if document.description:
        return document.description
    first = next((plain_text(b.children) for b in walk(document.body) if isinstance(b, Paragraph)), "")
    if len(first) <= DESCRIPTION_LENGTH:
        return first.strip()
    return first[:DESCRIPTION_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"


def meta_elements(document: Document) -> list[tuple[str, str]]:
    """Return name and content of the page's ``meta`` elements with known content."""
    control = document.control
    named = (
        ("description", description(document)),
        ("author", author(document)),
        ("keywords", ", ".join(document.keywords)),
        ("dcterms.identifier", control.identifier),
        ("dcterms.created", control.date),
        ("dcterms.modified", control.source_date),
        ("color-scheme", "light dark"),
        ("referrer", "no-referrer"),
    )
    return [(name, content) for name, content in named if content]


def open_graph(document: Document) -> list[tuple[str, str]]:
    """Return property and content of the page's Open Graph with known content."""
    named = (
        ("og:type", "article"),
        ("og:title", document.title),
        ("og:description", description(document)),
        ("og:url", document.control.address),
        ("og:site_name", document.publisher),
        ("og:locale", document.language.replace("-", "_")),
        ("article:modified_time", changed(document)),
    )
    return [(name, content) for name, content in named if content]


def linked_data(document: Document) -> dict[str, Any]:
    """Return the page in the terms of schema.org: an ``FAQPage`` if it has questions, else a ``WebPage``."""
    address, asked = document.control.address, questions(document)
    page = {
        "@context": "https://schema.org",
        "@type": "FAQPage" if asked else "WebPage",
        "name": document.title,
        "description": description(document),
        "inLanguage": document.language,
        "url": address,
        "identifier": document.control.identifier,
        "dateModified": changed(document),
        "publisher": {"@type": "Organization", "name": document.publisher} if document.publisher else None,
        "mainEntity": [_question(node, address) for node in asked],
    }
    return {key: value for key, value in page.items() if value}


def as_script(value: dict[str, Any]) -> Markup:
    """Return JSON for a ``script`` element: nothing in it can end the element or begin a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def _question(node: QuestionAnswer, address: str) -> dict[str, Any]:
    found = {
        "@type": "Question",
        "name": plain_text(node.question).strip(),
        "acceptedAnswer": {"@type": "Answer", "text": str(_html(node.answer))},
    }
    return {**found, "url": f"{address}#{node.anchor}"} if address else found


# --- an answer in the few elements that search engines show -------------------------------------------------------


def _html(blocks: Iterable[Block]) -> Markup:
    return Markup().join(part for block in blocks for part in _block(block))


def _block(block: Block) -> Iterator[Markup]:
    match block:
        case Paragraph():
            yield Markup("<p>{}</p>").format(_inlines(block.children))
        case List():
            tag = "ol" if block.ordered else "ul"
            items = Markup().join(Markup("<li>{}</li>").format(_html(item.children)) for item in block.items)
            yield Markup(f"<{tag}>{{}}</{tag}>").format(items)
        case _:
            inside = children(block)
            words = plain_text([block]) if not inside else plain_text(inside)
            yield Markup("<p>{}</p>").format(words) if words.strip() else Markup()


def _inlines(inlines: Iterable[Inline]) -> Markup:
    return Markup().join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> Markup:
    match inline:
        case Link() if not inline.target.startswith("#"):
            return Markup('<a href="{}">{}</a>').format(inline.target, _inlines(inline.children))
        case Emphasis():
            return Markup("<em>{}</em>").format(_inlines(inline.children))
        case Strong():
            return Markup("<strong>{}</strong>").format(_inlines(inline.children))
        case LineBreak():
            return Markup("<br>")
        case _:
            return escape(plain_text([inline]))
