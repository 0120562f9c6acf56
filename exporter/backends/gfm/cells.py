"""Blocks in a table's cell, which is one line (GFM 4.10): ``<br>`` stands between them."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from exporter.backends.gfm.inlines import Inlines, revised
from exporter.model.nodes import (
    Block,
    CodeBlock,
    Columns,
    Container,
    Figure,
    Heading,
    List,
    Paragraph,
    QuestionAnswer,
    Quote,
    Rule,
    Table,
)

BREAK = "<br>"


def is_plain(blocks: Iterable[Block]) -> bool:
    """Whether a cell holds nothing that a line of words cannot be."""
    return all(isinstance(block, Paragraph) for block in blocks)


def cell(blocks: Iterable[Block], inlines: Inlines) -> str:
    """The blocks as one line."""
    return BREAK.join(line for line in _lines(blocks, inlines) if line)


def _lines(blocks: Iterable[Block], inlines: Inlines) -> Iterator[str]:
    for block in blocks:
        lines = _block(block, inlines)
        yield from (revised(block.change.change, line) for line in lines) if block.change else lines


def _block(block: Block, inlines: Inlines) -> Iterator[str]:
    match block:
        case Paragraph():
            yield _broken(inlines.text(block.children))
        case Heading():
            yield _bold(inlines.line(block.children))
        case QuestionAnswer():
            yield _bold(inlines.line(block.question))
            yield from _lines(block.answer, inlines)
        case List():
            for number, item in enumerate(block.items, block.start):
                mark = f"{number}." if block.ordered else "-"
                yield f"{mark} {cell(item.children, inlines)}"
        case CodeBlock():
            yield block.filename
            yield from (inlines.code(line) for line in block.text.splitlines() if line.strip())
        case Quote():
            yield from _lines(block.children, inlines)
        case Table():
            yield inlines.line(block.caption)
            for row in (*block.head, *block.body, *block.foot):
                yield " · ".join(cell(c.children, inlines) for c in row.cells)
        case Figure():
            yield inlines.image(block.image)
            yield inlines.line(block.caption)
        case Container():
            yield _bold(inlines.line(block.title))
            yield from _lines(block.children, inlines)
        case Columns():
            for column in block.columns:
                yield from _lines(column, inlines)
        case Rule():
            pass
        case _:
            assert_never(block)


def _broken(text: str) -> str:
    return text.replace("\\\n", BREAK).replace("\n", " ").strip()


def _bold(words: str) -> str:
    return f"**{words}**" if words else ""
