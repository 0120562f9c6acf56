"""Levels of headings: an outline that starts where it should and skips none (PDF/UA-1 7.4.2, WCAG 1.3.1)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from exporter.diagnostics import Code, Diagnostics, Severity
from exporter.model.nodes import AnyNode, Block, Heading, QuestionAnswer
from exporter.model.walk import children, rebuild, walk

SKIPPED = Code("heading-skipped", Severity.WARNING, "A heading skips a level of the outline; the gap is closed.")
CODES = (SKIPPED,)

DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Level:
    """The level of a heading or question, and a question's number (0 for a heading)."""

    level: int
    number: int = 0


def outlined(blocks: Iterable[Block], top: int, found: Diagnostics, above: int | None = None) -> tuple[Block, ...]:
    """``blocks`` with levels from ``top`` on, without gaps, and questions numbered and one below their heading.

    Anchors must be unique. A heading that skips a level is a warning; ``above`` is the level, as written, of what the
    blocks stand under (None: they may begin with any). Headings in an answer are below its question.
    """
    blocks = tuple(blocks)
    levels: dict[str, Level] = {}
    _measure(blocks, _Outline(top - 1, above), levels, count(1), found)

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
    """The written levels of the headings that are open, below ``base``; ``last`` is that of the one before."""

    base: int
    last: int | None
    open: list[int] = field(default_factory=list)

    def enter(self, written: int) -> int:
        while self.open and self.open[-1] >= written:
            self.open.pop()
        self.open.append(written)
        self.last = written
        return self.depth

    @property
    def depth(self) -> int:
        return min(self.base + len(self.open), DEEPEST)


def _measure(
    nodes: Iterable[AnyNode], outline: _Outline, levels: dict[str, Level], numbers: Iterator[int], found: Diagnostics
) -> None:
    for node in nodes:
        match node:
            case Heading():
                _report_skip(node, outline.last, found)
                levels[node.anchor] = Level(outline.enter(node.level))
            case QuestionAnswer():
                level = min(outline.depth + 1, DEEPEST)
                levels[node.anchor] = Level(level, next(numbers))
                _measure(node.answer, _Outline(level, None), levels, numbers, found)
            case _:
                _measure(children(node), outline, levels, numbers, found)


def _report_skip(heading: Heading, last: int | None, found: Diagnostics) -> None:
    if last is not None and heading.level > last + 1:
        hint = f"make it a heading of level {last + 1}"
        found.add(SKIPPED, f"heading of level {heading.level} after one of level {last}", heading.pos, hint)


def first_level(blocks: Iterable[Block]) -> int:
    """The highest level that a heading has."""
    return min((node.level for node in walk(blocks) if isinstance(node, Heading)), default=0)
