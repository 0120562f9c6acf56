"""Write blocks as Markdown."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from exporter.backends.gfm.cells import CellWriter, headed
from exporter.backends.gfm.inlines import MarkdownInlineWriter, revised
from exporter.model.markdown_escapes import escape, escape_starts, fenced
from exporter.model.math import Math
from exporter.model.nodes import (
    Block,
    Cell,
    CodeBlock,
    Columns,
    Container,
    Figure,
    Heading,
    Image,
    Inline,
    List,
    ListItem,
    Paragraph,
    QuestionAnswer,
    Quote,
    Rule,
    Table,
)
from exporter.model.table_grid import cells_by_column
from exporter.model.walk import is_page_break, plain_text
from exporter.theme.styles import Role, label_of

ALERTS = {
    "alert-note": "NOTE",
    "alert-info": "NOTE",
    "alert-tip": "TIP",
    "alert-success": "TIP",
    "alert-important": "IMPORTANT",
    "alert-warning": "WARNING",
    "alert-caution": "CAUTION",
    "alert-danger": "CAUTION",
}
ALIGNMENTS = {"left": ":--", "center": ":-:", "right": "--:", None: "---"}
LOWEST_LEVEL = 6


@dataclass(frozen=True, slots=True)
class BlockWriter:
    """A writer of blocks; ``words`` are the generated words, ``roles`` the theme's.

    With ``nested`` the blocks stand in a list, a quote, an alert or a note.
    """

    inlines: MarkdownInlineWriter
    words: Mapping[str, str]
    roles: Mapping[str, Role]
    nested: bool = False

    @property
    def inside(self) -> "BlockWriter":
        """The writer for blocks in other blocks, where GitHub knows no alerts."""
        return replace(self, nested=True)

    def text(self, blocks: Iterable[Block]) -> str:
        """Return the blocks with an empty line between two."""
        return "\n\n".join(text for text in self._each(blocks) if text)

    def _each(self, blocks: Iterable[Block]) -> Iterator[str]:
        """Yield each block; a list right behind another has other marks, or they would be one list (GFM 5.3)."""
        before: Block | None = None
        other = False
        for block in blocks:
            if isinstance(block, List):
                other = isinstance(before, List) and before.ordered == block.ordered and not other
                yield self._changed(block, self._list(block, other=other))
            else:
                yield self._changed(block, self._block(block))
            before = block

    def _changed(self, block: Block, text: str) -> str:
        """Mark a block that a redline inserts or deletes as a whole, with elements that GitHub lets through."""
        match block:
            case _ if not block.change or not text:
                return text
            case Paragraph():
                return revised(block.change.change, text)
            case Heading():
                mark, words = text.split(" ", 1)
                return f"{mark} {revised(block.change.change, words)}"
            case _:
                return revised(block.change.change, f"\n\n{text}\n\n")

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph(children=(Math(display=True) as formula,)):
                return self.inlines.math(formula)  # without escapes, which TeX would take for commands
            case Paragraph():
                return escape_starts(self.inlines.text(block.children).strip())
            case Heading():
                return self._heading(block, block.children)
            case QuestionAnswer():
                return f"{self._heading(block, block.question)}\n\n{self.text(block.answer)}".rstrip()
            case List():
                return self._list(block)
            case CodeBlock():
                title = f"**{escape(block.filename)}**\n\n" if block.filename else ""
                return title + fenced(block.text, "diff" if block.marks else block.language)  # GitHub colours signs
            case Quote():
                return prefixed("> ", self.inside.text(block.children))
            case Table():
                return self._table(block)
            case Figure(image=Image(source=str() as source, language=str() as language)) if source:
                return fenced(source, language)  # GitHub draws Mermaid
            case Figure():
                caption = self.inlines.line(block.caption)
                return "\n\n".join(part for part in (self.inlines.image(block.image), escape_starts(caption)) if part)
            case Container():
                return self._container(block)
            case Columns():
                return "\n\n".join(text for text in map(self.text, block.columns) if text)
            case Rule():
                return "" if is_page_break(block) else "---"
            case _:
                assert_never(block)

    def _heading(self, block: Heading | QuestionAnswer, inlines: Iterable[Inline]) -> str:
        words = self.inlines.anchors.mark(block.anchor) + self.inlines.line(inlines)
        closed = f"{words[:-1]}\\#" if words.endswith("#") else words  # which would end the heading (GFM 4.2)
        return f"{'#' * min(block.level, LOWEST_LEVEL)} {closed}"

    def _list(self, block: List, *, other: bool = False) -> str:
        items = []
        for number, item in enumerate(block.items, block.start):
            bullet, point = ("*", ")") if other else ("-", ".")
            mark = f"{number}{point} " if block.ordered else f"{bullet} "
            task = "" if item.checked is None else ("[x] " if item.checked else "[ ] ")
            text = task + self._item(item, tight=block.tight)
            items.append(hanging(mark, text, len(mark)).rstrip())
        return ("\n" if block.tight else "\n\n").join(items)

    def _item(self, item: ListItem, *, tight: bool) -> str:
        """Return an item's blocks; in a tight list a nested list follows its paragraph at once."""
        match item.children:
            case (Paragraph(change=None) as first, List(change=None) as rest) if tight and rest.start == 1:
                return f"{self._block(first)}\n{self.inside.text((rest,))}"
            case _:
                return self.inside.text(item.children)

    def _container(self, block: Container) -> str:
        place = self.inlines.anchors.mark(block.anchor)
        return "\n\n".join(part for part in (place, self._titled_blocks(block)) if part)

    def _titled_blocks(self, block: Container) -> str:
        title = self.inlines.line(block.title)
        content = self.inside if block.role in ALERTS else self
        alert = ALERTS.get(block.role, "")
        if self.nested or not alert:
            text = _titled(headed(self._label(block), title), content.text(block.children))
            return prefixed("> ", text) if alert else text
        return prefixed("> ", f"[!{alert}]\n{_titled(title, content.text(block.children))}")

    def _label(self, block: Container) -> str:
        return label_of(block, self.roles, self.words)

    def _table(self, table: Table) -> str:
        rows = cells_by_column(table)
        head, *rest = rows if table.head else [[], *rows]
        width = max(map(len, (head, *rest)), default=0)
        rules = [ALIGNMENTS[c.align if c else None] for c in head]
        lines = [self._row(head, width), "| " + " | ".join((rules + ["---"] * width)[:width]) + " |"]
        lines += [self._row(row, width) for row in rest]
        caption = f"{self.inlines.line(table.caption)}\n\n" if plain_text(table.caption).strip() else ""
        return escape_starts(caption) + "\n".join(lines)

    def _row(self, cells: Sequence[Cell | None], width: int) -> str:
        writer = CellWriter(self.inlines.in_cell, self._label)
        texts = [writer.line(c.children) if c else "" for c in cells]
        return "| " + " | ".join(texts + [""] * (width - len(texts))) + " |"


def _titled(title: str, text: str) -> str:
    return "\n\n".join(part for part in (f"**{title}**" if title else "", text) if part)


def hanging(mark: str, text: str, indent: int) -> str:
    """Return ``text`` behind ``mark``, its further lines indented."""
    return mark + re.sub(r"\n(?!\n)", "\n" + " " * indent, text)


def prefixed(prefix: str, text: str) -> str:
    """Return ``text`` with ``prefix`` before each line."""
    return "\n".join((prefix + line).rstrip() for line in text.splitlines())
