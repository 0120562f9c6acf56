"""Code line by line: the parts of each line by their meaning, and its mark."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from exporter.model.code_parts import CodeToken
from exporter.model.nodes import Code, CodeBlock

SIGNS: Final[Mapping[str, str]] = {"inserted": "+", "deleted": "-", "warning": "!", "error": "×"}
"""The sign at the start of a line with a mark of this kind."""
GUTTER: Final = 2
"""Characters at the start of each line of code with marks: the sign and a blank."""


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line of code without its end; ``mark`` is ``highlighted``, the kind of its ``LineMark``, or empty."""

    tokens: tuple[CodeToken, ...]
    mark: str = ""


def tokens_of(node: Code | CodeBlock) -> Sequence[CodeToken]:
    """Return the parts of a node's text; the whole text as one if it has no tokens."""
    return node.tokens or (CodeToken(node.text),)


def lines_of(node: CodeBlock) -> list[CodeLine]:
    """Return the lines of a block, without empty ones at its end."""
    kinds = {**dict.fromkeys(node.highlights, "highlighted"), **{mark.line: mark.kind for mark in node.marks}}
    lines = list(_lines(tokens_of(node)))
    while len(lines) > 1 and not lines[-1]:
        lines.pop()
    return [CodeLine(tuple(tokens), kinds.get(number, "")) for number, tokens in enumerate(lines, 1)]


def _lines(tokens: Iterable[CodeToken]) -> Iterator[list[CodeToken]]:
    line: list[CodeToken] = []
    for token in tokens:
        first, *further = token.text.split("\n")
        line += [CodeToken(first, token.role)] if first else []
        for text in further:
            yield line
            line = [CodeToken(text, token.role)] if text else []
    yield line
