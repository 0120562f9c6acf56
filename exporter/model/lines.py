"""The words of nodes, line by line: a paragraph, a heading, a title, a caption or code is a line."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from exporter.model.nodes import (
    AnyNode,
    CodeBlock,
    Container,
    Figure,
    FootnoteReference,
    Heading,
    Image,
    Inline,
    Paragraph,
    QuestionAnswer,
    Table,
    Text,
)
from exporter.model.walk import children, plain_text, rebuild_inlines

_NO_LABELS: Final[Mapping[str, str]] = MappingProxyType({})


def lines(
    nodes: Iterable[AnyNode],
    words: Callable[[tuple[Inline, ...]], str] = plain_text,
    labels: Mapping[str, str] = _NO_LABELS,
) -> Iterator[str]:
    """The lines of ``nodes`` in reading order, each as ``words`` has it; the ``labels`` of boxes are lines too."""
    for node in nodes:
        match node:
            case Paragraph() | Heading():
                yield words(node.children)
            case QuestionAnswer():
                yield words(node.question)
                yield from lines(node.answer, words, labels)
            case Figure():
                yield words(node.caption)
            case CodeBlock():
                yield node.text
            case Container():
                yield labels.get(node.role.removeprefix("alert-"), "") if node.label else ""
                yield words(node.title)
                yield from lines(node.children, words, labels)
            case Table():
                yield words(node.caption)
                yield from lines((*node.head, *node.body, *node.foot), words, labels)
            case _:
                yield from lines(children(node), words, labels)


def printed_lines(nodes: Iterable[AnyNode], labels: Mapping[str, str]) -> Iterator[str]:
    """The lines as a file prints them: with the numbers of footnotes, without what pictures show."""
    return lines(nodes, _printed, labels)


def _printed(inlines: tuple[Inline, ...]) -> str:
    return plain_text(rebuild_inlines(inlines, _shown))


def _shown(inline: Inline) -> tuple[Inline, ...]:
    match inline:
        case FootnoteReference():
            return (Text(text=str(inline.number)),)
        case Image():
            return ()
        case _:
            return (inline,)
