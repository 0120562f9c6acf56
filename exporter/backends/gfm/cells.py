"""Write blocks in a table's cell, which is one line (GFM 4.10), with ``<br>`` between them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from exporter.backends.gfm.inlines import MarkdownInlineWriter, revised
from exporter.model.markdown_escapes import escape
from exporter.model.nodes import (
    Block,
    CodeBlock,
    Columns,
    Container,
    Figure,
    Heading,
    Inline,
    List,
    Paragraph,
    QuestionAnswer,
    Quote,
    Rule,
    Table,
)

BREAK = "<br>"


def is_plain(blocks: Iterable[Block]) -> bool:
    """Whether a cell holds paragraphs alone, which a line of words can show."""
    return all(isinstance(block, Paragraph) for block in blocks)


@dataclass(frozen=True, slots=True)
class CellWriter:
    """A writer of cells; ``label`` gives the word in front of a container."""

    inlines: MarkdownInlineWriter
    label: Callable[[Container], str]

    def line(self, blocks: Iterable[Block]) -> str:
        """Return the blocks as one line."""
        return BREAK.join(line for line in self._lines(blocks) if line)

    def _lines(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            lines = self._block(block)
            yield from (revised(block.change.change, line) for line in lines) if block.change else lines

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Paragraph():
                yield _broken(self.inlines.text(block.children))
            case Heading():
                yield self._heading(block, block.children)
            case QuestionAnswer():
                yield self._heading(block, block.question)
                yield from self._lines(block.answer)
            case List():
                for number, item in enumerate(block.items, block.start):
                    mark = f"{number}." if block.ordered else "-"
                    yield f"{mark} {self.line(item.children)}"
            case CodeBlock():
                yield block.filename
                yield from (self.inlines.code(line) for line in block.text.splitlines() if line.strip())
            case Quote():
                yield from self._lines(block.children)
            case Table():
                yield self.inlines.line(block.caption)
                for row in (*block.head, *block.body, *block.foot):
                    yield " · ".join(self.line(c.children) for c in row.cells)
            case Figure():
                yield self.inlines.image(block.image)
                yield self.inlines.line(block.caption)
            case Container():
                title = _bold(headed(self.label(block), self.inlines.line(block.title)))
                yield self.inlines.anchors.mark(block.anchor) + title
                yield from self._lines(block.children)
            case Columns():
                for column in block.columns:
                    yield from self._lines(column)
            case Rule():
                pass
            case _:
                assert_never(block)

    def _heading(self, block: Heading | QuestionAnswer, words: Iterable[Inline]) -> str:
        return self.inlines.anchors.mark(block.anchor) + _bold(self.inlines.line(words))


def headed(label: str, title: str) -> str:
    """Return a container's label, which is plain text, and its title as one line of Markdown."""
    return ": ".join(words for words in (escape(label), title) if words)


def _broken(text: str) -> str:
    return text.replace("\\\n", BREAK).replace("\n", " ").strip()


def _bold(words: str) -> str:
    return f"**{words}**" if words else ""
