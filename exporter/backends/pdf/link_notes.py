"""The option ``pdf.link_notes``: addresses of links as notes at the end, for readers of paper."""

from dataclasses import replace

from exporter.model.document import Document
from exporter.model.nodes import Heading, Inline, Link, List, ListItem, Paragraph, Span, Text
from exporter.model.walk import plain_text, rebuild

ANCHOR = "links."  # no anchor of content ends with a dot


def with_link_notes(document: Document, words: dict[str, str]) -> Document:
    """Return ``document`` with a number behind each link that leads out of it, and a list of addresses at the end.

    A link whose words are its address gets no number.
    """
    numbers: dict[str, int] = {}

    def inline(node: Inline) -> tuple[Inline, ...]:
        if not isinstance(node, Link) or node.target.startswith("#") or _printed(node):
            return (node,)
        number = numbers.setdefault(node.target, len(numbers) + 1)
        return node, Span(children=(Text(text=f"[{number}]"),), role="sup")

    body = rebuild(document.body, inline=inline)
    if not numbers:
        return document
    heading = Heading(level=2, children=(Text(text=words["links"]),), anchor=ANCHOR)
    items = (ListItem(children=(Paragraph(children=(Text(text=target),)),)) for target in numbers)
    return replace(document, body=(*body, heading, List(items=tuple(items), ordered=True)))


def _printed(link: Link) -> bool:
    words = plain_text(link.children).strip().rstrip("/")
    return words in (link.target.rstrip("/"), link.target.partition(":")[2].lstrip("/").rstrip("/"))
