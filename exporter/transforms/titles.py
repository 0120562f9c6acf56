"""Headings that a document's title replaces, and their content beyond plain words.

Pictures and footnote marks go into a paragraph below the title. A link, or words that are struck out, raised, lowered
or in another language, are a loss at their place.
"""

from collections.abc import Iterator

from exporter.diagnostics import Code, Diagnostics, Severity
from exporter.model.nodes import (
    EXPANSION,
    AnyNode,
    Block,
    FootnoteReference,
    Heading,
    Image,
    Inline,
    Link,
    Paragraph,
    Span,
)
from exporter.model.walk import plain_text, walk

LOSS = Code(
    "loss-title",
    Severity.LOSS,
    "What a heading that became the title holds beside plain words.",
    why="A title is plain words: pictures, links and notes in it are shown below it, or left out.",
    mend="Put the picture or link below the heading.",
)
CODES = (LOSS,)
MEANT = {"strike": "struck out", "sub": "lowered", "sup": "raised"}


def below_title(heading: Heading, diagnostics: Diagnostics) -> tuple[Block, ...]:
    """Return the content of ``heading`` that goes below the title; report other content than words as a loss."""
    shown: list[Inline] = []
    for node in walk(heading.children):
        match node:
            case Image() | FootnoteReference():
                shown.append(node)
            case _:
                for message, subject in _lost(node):
                    hint = "say it below the heading too"
                    diagnostics.add(
                        LOSS, f"the title is plain words: {message}", node.pos or heading.pos, hint, subject
                    )
    return (Paragraph(children=tuple(shown)),) if shown else ()


def _lost(node: AnyNode) -> Iterator[tuple[str, str]]:
    match node:
        case Link():
            yield f"its link to '{node.written or node.target}' is not there", "a"
            if node.title:
                yield f"its link's title '{node.title}' is not there", "a"
        case Span(role=role) if role == EXPANSION:
            yield f"'{plain_text(node.children).strip()}' is not there", "abbr"
        case Span(role=role) if role in MEANT:
            yield f"that words are {MEANT[role]} is not shown", role
        case Span(lang=str()):
            yield "that words are in another language is not said", "span"
        case _:
            pass
