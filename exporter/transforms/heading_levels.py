"""Levels of headings: an outline without skipped levels (PDF/UA-1 7.4.2, WCAG 1.3.1)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from exporter.diagnostics import Code, Diagnostics, Severity
from exporter.model.nodes import AnyNode, Block, CodeBlock, Figure, Heading, Paragraph, QuestionAnswer, Rule
from exporter.model.walk import children, rebuild

SKIPPED = Code(
    "heading-skipped",
    Severity.WARNING,
    "A heading skips a level of the outline; the gap is closed.",
    why="Readers who move by headings miss a level; the document closes the gap.",
    mend="Give the heading the level that the hint names.",
)
CODES = (SKIPPED,)

DEEPEST = 6


@dataclass(frozen=True, slots=True)
class OutlineLevel:
    """The level of a heading or question, and a question's number (0 for a heading)."""

    level: int
    number: int = 0


def report_skipped_levels(nodes: Iterable[AnyNode], above: int | None, diagnostics: Diagnostics) -> None:
    """Warn of each heading that is more than one level below the one before it, as written.

    ``above`` is the level above the first heading (None: any level may come first). Each answer is checked by itself.
    """
    last = above
    pending = list(nodes)[::-1]
    while pending:
        node = pending.pop()
        match node:
            case Heading():
                if last is not None and node.level > last + 1:
                    hint = f"make it a heading of level {last + 1}"
                    diagnostics.add(SKIPPED, f"heading of level {node.level} after one of level {last}", node.pos, hint)
                last = node.level
            case QuestionAnswer():
                report_skipped_levels(node.answer, None, diagnostics)
            case _:
                pending.extend(children(node)[::-1])


def with_outline_levels(blocks: Iterable[Block], top: int) -> tuple[Block, ...]:
    """Return ``blocks`` with levels from ``top`` without gaps, and numbered questions one level below their heading.

    Anchors must be unique. Headings in an answer get levels below its question.
    """
    blocks = tuple(blocks)
    levels: dict[str, OutlineLevel] = {}
    _measure(blocks, _Outline(top - 1), levels, count(1))

    def at_level(block: Block) -> tuple[Block]:
        match block:
            case Heading():
                return (replace(block, level=levels[block.anchor].level),)
            case QuestionAnswer():
                new = levels[block.anchor]
                return (replace(block, level=new.level, number=new.number),)
            case _:
                return (block,)

    return rebuild(blocks, at_level)


@dataclass(slots=True)
class _Outline:
    """The written levels of the open headings, below the level ``base``."""

    base: int
    open: list[int] = field(default_factory=list)

    def enter(self, written: int) -> int:
        while self.open and self.open[-1] >= written:
            self.open.pop()
        self.open.append(written)
        return self.depth

    @property
    def depth(self) -> int:
        return min(self.base + len(self.open), DEEPEST)


def _measure(
    nodes: Iterable[AnyNode], outline: _Outline, levels: dict[str, OutlineLevel], numbers: Iterator[int]
) -> None:
    for node in nodes:
        match node:
            case Heading():
                levels[node.anchor] = OutlineLevel(outline.enter(node.level))
            case QuestionAnswer():
                level = min(outline.depth + 1, DEEPEST)
                levels[node.anchor] = OutlineLevel(level, next(numbers))
                _measure(node.answer, _Outline(level), levels, numbers)
            case Paragraph() | CodeBlock() | Rule() | Figure():
                pass
            case _:
                _measure(children(node), outline, levels, numbers)
