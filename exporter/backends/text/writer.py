"""Blocks and inlines of the model as lines of plain text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from exporter.model.math import Math
from exporter.model.nodes import (
    Block,
    Cell,
    Code,
    CodeBlock,
    Columns,
    Container,
    Emphasis,
    Figure,
    FootnoteReference,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    Paragraph,
    QuestionAnswer,
    Quote,
    Reference,
    ReviewNote,
    Revision,
    Rule,
    Span,
    Strong,
    Table,
    Text,
)
from exporter.model.table_grid import cells_by_column
from exporter.model.walk import is_page_break
from exporter.theme.styles import Role, label_of

RULE = "* * *"
HEADING_MARKS = {1: "=", 2: "-"}
CHANGES = {"inserted": ("[+", "+]"), "deleted": ("[-", "-]")}


@dataclass(frozen=True, slots=True)
class TextWriter:
    """A writer of blocks as lines; ``words`` are the generated words, ``roles`` the theme's."""

    words: Mapping[str, str]
    roles: Mapping[str, Role]

    def blocks(self, blocks: Iterable[Block]) -> list[str]:
        """Return the lines of all blocks, with an empty line between two blocks."""
        return _spaced(_changed(b, self._block(b)) for b in blocks)

    def _block(self, block: Block) -> Iterable[str]:
        match block:
            case Paragraph():
                return _text(block.children).split("\n")
            case Heading():
                return heading(block.level, _text(block.children))
            case QuestionAnswer():
                return [f"{self.words['question_mark']} {_text(block.question)}", "", *self.blocks(block.answer)]
            case List():
                return self._list(block)
            case CodeBlock():
                return [*([block.filename, ""] if block.filename else []), *hanging("    ", block.text.splitlines())]
            case Quote():
                return [f"> {line}" for line in self.blocks(block.children)]
            case Table():
                rows = (" | ".join(self._cell(c) for c in cells) for cells in cells_by_column(block))
                return [*([_text(block.caption), ""] if block.caption else []), *rows]
            case Figure():
                return [_text((block.image,)), *([_text(block.caption)] if block.caption else [])]
            case Container():
                return self._container(block)
            case Columns():
                return _spaced(self.blocks(column) for column in block.columns)
            case Rule():
                return [] if is_page_break(block) else [RULE]
            case _:
                assert_never(block)

    def _list(self, block: List) -> list[str]:
        lines: list[str] = []
        for number, item in enumerate(block.items, block.start):
            mark = f"{number}. " if block.ordered else "- "
            if item.checked is not None:
                mark += "[x] " if item.checked else "[ ] "
            lines += hanging(mark, self.blocks(item.children))
            lines += [] if block.tight else [""]
        return lines

    def _container(self, block: Container) -> list[str]:
        label = label_of(block, self.roles, self.words)
        head = ": ".join(part for part in (label, _text(block.title)) if part)
        return [*([head, ""] if head else []), *self.blocks(block.children)]

    def _cell(self, cell: Cell | None) -> str:
        return " ".join(line.strip() for line in self.blocks(cell.children) if line) if cell else ""


def _changed(block: Block, lines: Iterable[str]) -> Iterable[str]:
    """Put marks around a block that a redline inserts or deletes as a whole."""
    if block.change is None:
        return lines
    start, end = CHANGES[block.change.change]
    if isinstance(block, Heading):
        return heading(block.level, f"{start}{_text(block.children)}{end}")
    first, *rest = _spaced([lines]) or [""]
    *most, last = [f"{start}{first}", *rest]
    return [*most, f"{last}{end}"]


def _text(inlines: Iterable[Inline]) -> str:
    return "".join(_inline_text(i) for i in inlines)


def _inline_text(inline: Inline) -> str:
    match inline:
        case Text() | Code():
            return inline.text
        case Emphasis() | Strong() | Span() | Reference():
            return _text(inline.children)
        case Link():
            words = _text(inline.children)
            return words if inline.target.startswith("#") or inline.target == words else f"{words} <{inline.target}>"
        case Math():
            return inline.source
        case Image():
            return f"[{inline.alt}]" if inline.alt else ""
        case LineBreak():
            return "\n"
        case FootnoteReference():
            return f"[{inline.number}]"
        case ReviewNote():
            return ""
        case Revision():
            start, end = CHANGES[inline.change]
            return f"{start}{_text(inline.children)}{end}"
        case _:
            assert_never(inline)


def heading(level: int, words: str) -> list[str]:
    """Return the lines of a heading; those of the first two levels are underlined."""
    mark = HEADING_MARKS.get(level)
    return [words, mark * len(words), ""] if mark else [words, ""]


def _spaced(parts: Iterable[Iterable[str]]) -> list[str]:
    """Return the lines of all parts, with an empty line between two parts."""
    return list(_between(parts))


def _between(parts: Iterable[Iterable[str]]) -> Iterator[str]:
    first = True
    for part in parts:
        lines = list(part)
        while lines and not lines[-1]:
            lines.pop()
        if lines:
            yield from lines if first else ("", *lines)
            first = False


def hanging(mark: str, lines: Iterable[str]) -> list[str]:
    """Return ``lines`` with ``mark`` before the first and as much space before the others."""
    space = " " * len(mark)
    return [(space if at else mark) + line if line else "" for at, line in enumerate(lines)]
