"""The words of a page, line by line: each with its language and, for words without a place, the place around them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exporter.model.document import Page
from exporter.model.nodes import AnyNode, Container, Heading, Inline, QuestionAnswer, Span, Text
from exporter.model.position import Pos
from exporter.model.walk import children


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a paragraph, heading, question or title, without code; each text with its language (BCP 47).

    ``pos`` is the place of the nearest node that has one: words of a data file have none themselves.
    """

    texts: tuple[tuple[Text, str], ...]
    pos: Pos | None
    title: bool


def lines(page: Page, language: str = "") -> Iterator[Line]:
    """Yield the lines of a page and its footnotes; ``language`` is the page's."""
    yield from _lines((*page.body, *(block for note in page.footnotes for block in note.children)), language, None)


def texts(page: Page) -> Iterator[tuple[Text, Pos | None]]:
    """Yield the texts of a page, which exclude code, each with the place of its line."""
    return ((text, line.pos) for line in lines(page) for text, _ in line.texts)


def _lines(nodes: Iterable[AnyNode], language: str, pos: Pos | None) -> Iterator[Line]:
    for node in nodes:
        place = node.pos or pos
        own = (isinstance(node, Container) and node.lang) or language
        inside = children(node)
        inlines = tuple(child for child in inside if isinstance(child, Inline))
        if inlines:
            yield Line(tuple(_texts(inlines, own)), place, isinstance(node, Heading | QuestionAnswer | Container))
        yield from _lines((child for child in inside if not isinstance(child, Inline)), own, place)


def _texts(inlines: Iterable[AnyNode], language: str) -> Iterator[tuple[Text, str]]:
    for node in inlines:
        if isinstance(node, Text):
            yield node, language
        else:
            yield from _texts(children(node), (isinstance(node, Span) and node.lang) or language)
