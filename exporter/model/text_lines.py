"""The words of nodes, line by line: a paragraph, a heading, a title, a caption or code is a line."""

from collections.abc import Callable, Iterable, Iterator

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
from exporter.model.walk import plain_text, rebuild_inlines, walk

Label = Callable[[Container], str]
"""Returns the generated word in front of a box, or an empty text."""


def unlabelled(box: Container) -> str:  # noqa: ARG001 (a ``Label``)
    """Give no box a label."""
    return ""


def line(node: AnyNode) -> tuple[Inline, ...] | None:
    """Return the line that a node has beside the blocks in it, or None."""
    match node:
        case Paragraph() | Heading():
            return node.children
        case QuestionAnswer(question=own) | Container(title=own) | Table(caption=own) | Figure(caption=own):
            return own
        case _:
            return None


def lines(
    nodes: Iterable[AnyNode],
    words: Callable[[tuple[Inline, ...]], str] = plain_text,
    label: Label = unlabelled,
) -> Iterator[str]:
    """Yield the lines of ``nodes`` in reading order, each as ``words`` gives it; the label of a box is a line too."""
    for node in walk(nodes):
        if isinstance(node, Container) and (before := label(node)):
            yield before
        if (own := line(node)) is not None:
            yield words(own)
        elif isinstance(node, CodeBlock):
            yield node.text


def printed_lines(nodes: Iterable[AnyNode], label: Label = unlabelled) -> Iterator[str]:
    """Yield the lines as a file prints them: with the numbers of footnotes, without alternative texts."""
    return lines(nodes, _printed, label)


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
