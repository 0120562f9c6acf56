"""Headings that a document's title replaces, and their content beyond plain words.

Pictures and footnote marks go into a paragraph below the title. A link, or words that are struck out, raised, lowered
or in another language, are a loss at their place.
"""

from collections.abc import Iterator

from exporter.diagnostics import Code, Diagnostics, Severity
from exporter.model.math import Math
from exporter.model.nodes import AnyNode, Block, FootnoteReference, Heading, Image, Inline, Link, Paragraph, Span
from exporter.model.roles import EXPANSION
from exporter.model.walk import plain_text, walk

LOSS = Code(
    "loss-title",
    Severity.LOSS,
    "More than plain words in the heading that became the title.",
    why="A title has plain words only: its pictures, links and notes are shown below it, or left out.",
    mend="Put the picture or link below the heading.",
)
CODES = (LOSS,)
MEANT = {"strike": "struck out", "sub": "lowered", "sup": "raised"}


def below_title(heading: Heading, diagnostics: Diagnostics) -> tuple[Block, ...]:
    """Return the content of ``heading`` that goes below the title; report other content than words as a loss."""
    shown: list[Inline] = []
    for node in walk(heading.children):
        match node:
            case Image() | Math() | FootnoteReference():
                shown.append(node)
            case _:
                for message, subject in _lost(node):
                    hint = "repeat it below the heading"
                    diagnostics.add(
                        LOSS, f"the title has plain words only: {message}", node.pos or heading.pos, hint, subject
                    )
    return (Paragraph(children=tuple(shown)),) if shown else ()


def _lost(node: AnyNode) -> Iterator[tuple[str, str]]:
    match node:
        case Link():
            yield f"its link to '{node.written or node.target}' is left out", "a"
            if node.title:
                yield f"its link's title '{node.title}' is left out", "a"
        case Span(role=role) if role == EXPANSION:
            yield f"'{plain_text(node.children).strip()}' is left out", "abbr"
        case Span(role=role) if role in MEANT:
            yield f"{MEANT[role]} words are shown plain", role
        case Span(lang=str()):
            yield "the language of words is not marked", "span"
        case _:
            pass
