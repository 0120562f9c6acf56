"""Passages: a question with its answer, or a heading with the blocks under it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from exporter.model.nodes import AnyNode, Block, Columns, Container, Heading, Inline, Paragraph, QuestionAnswer
from exporter.model.walk import children, walk

Head = Heading | QuestionAnswer
H = TypeVar("H", Heading, QuestionAnswer)


@dataclass(frozen=True, slots=True)
class Passage(Generic[H]):
    """A heading or question and the blocks up to the next one; ``head`` is None for the blocks before the first."""

    head: H | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the blocks under it, with the headings of lower levels among them."""

    heading: Heading
    blocks: tuple[Block, ...]


def heads(nodes: Iterable[AnyNode]) -> Iterator[Head]:
    """Yield the headings and questions of ``nodes`` and inside them, in reading order."""
    return (node for node in walk(nodes) if isinstance(node, Heading | QuestionAnswer))


def questions(nodes: Iterable[AnyNode]) -> Iterator[QuestionAnswer]:
    """Yield the questions of ``nodes`` and inside them, in reading order."""
    return (node for node in walk(nodes) if isinstance(node, QuestionAnswer))


def title(head: Head) -> tuple[Inline, ...]:
    """Return the line of a heading, or of a question without its answer."""
    return head.question if isinstance(head, QuestionAnswer) else head.children


def passages(blocks: Iterable[Block], kind: type[H]) -> Iterator[Passage[H]]:
    """Split ``blocks`` in front of each heading or question, as ``kind`` says; the first passage has no head."""
    head: H | None = None
    own: list[Block] = []
    for block in blocks:
        if isinstance(block, kind):
            yield Passage(head, tuple(own))
            head, own = block, []
        else:
            own.append(block)
    yield Passage(head, tuple(own))


def flow(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks in reading order, those of boxes and columns that hold headings or questions one by one."""
    for block in blocks:
        inner = [node for node in children(block) if isinstance(node, Block)]
        if isinstance(block, Container | Columns) and any(heads(inner)):
            if isinstance(block, Container) and block.title:
                yield Paragraph(children=block.title)
            yield from flow(inner)
        else:
            yield block


def sections(blocks: Iterable[Block]) -> Iterator[Section]:
    """Yield all sections, outer ones first, in the order of their headings; answers have no sections."""
    siblings = tuple(blocks)
    for index, block in enumerate(siblings):
        match block:
            case Heading():
                yield Section(block, _under(block, siblings[index + 1 :]))
            case Container():
                yield from sections(block.children)
            case Columns():
                for column in block.columns:
                    yield from sections(column)
            case _:
                pass


def _under(heading: Heading, following: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks up to the next heading of the same level or higher."""
    ends = (i for i, b in enumerate(following) if isinstance(b, Heading) and b.level <= heading.level)
    return following[: next(ends, len(following))]
