"""About how many lines of a page blocks take: enough to tell what fits on one."""

from collections.abc import Iterable
from math import ceil
from typing import assert_never

from exporter.backends.docx.stylesheet.names import LIST_STEP
from exporter.model.nodes import (
    AnyNode,
    Block,
    CodeBlock,
    Columns,
    Container,
    Figure,
    Heading,
    Inline,
    LineBreak,
    List,
    Paragraph,
    QuestionAnswer,
    Quote,
    Row,
    Rule,
    Table,
)
from exporter.model.walk import children, plain_text, walk

LETTER, CODE_LETTER = 100, 110  # twips that a letter takes on average
PICTURE = 14  # lines that a picture takes
SPACE, HEADING_SPACE = 0.5, 1.5  # lines
PAGE = 45  # lines that every page has room for


def lines(blocks: Iterable[Block], width: int) -> float:
    """The lines that ``blocks`` take in a column of this width, in twips."""
    return sum(_lines(block, width) for block in blocks)


def _lines(block: Block, width: int) -> float:
    match block:
        case Paragraph():
            return _words(block.children, width) + SPACE
        case Heading():
            return _words(block.children, width) + HEADING_SPACE
        case QuestionAnswer():
            return _words(block.question, width) + HEADING_SPACE + lines(block.answer, width)
        case CodeBlock():
            return sum(_wrapped(line, width, CODE_LETTER) for line in block.text.split("\n")) + SPACE
        case List():
            return sum(lines(item.children, width - LIST_STEP) for item in block.items)
        case Table():
            return sum(_row(row, width) for row in (*block.head, *block.body, *block.foot)) + SPACE
        case Columns():
            return max((lines(column, width // len(block.columns)) for column in block.columns), default=0)
        case Container():
            return bool(block.title or block.label) + lines(block.children, width) + SPACE
        case Quote():
            return lines(block.children, width)
        case Figure():
            return PICTURE + (_words(block.caption, width) if block.caption else 0)
        case Rule():
            return 1
        case _:
            assert_never(block)


def _row(row: Row, width: int) -> float:
    count = sum(cell.colspan for cell in row.cells) or 1
    return max((lines(cell.children, width * cell.colspan // count) for cell in row.cells), default=1)


def _words(inlines: Iterable[Inline], width: int) -> int:
    return sum(_wrapped(line, width, LETTER) for line in broken(inlines))


def broken(nodes: Iterable[AnyNode]) -> list[str]:
    """The words of ``nodes`` as lines: as many as hard breaks make of them."""
    shown = ("\n" if isinstance(node, LineBreak) else plain_text(_alone(node)) for node in walk(nodes))
    return "".join(shown).split("\n")


def _alone(node: AnyNode) -> tuple[AnyNode, ...]:
    return () if any(True for _ in children(node)) else (node,)


def _wrapped(line: str, width: int, letter: int) -> int:
    return max(1, ceil(len(line) * letter / max(width, letter)))
