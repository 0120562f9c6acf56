"""The boxes and rows of columns of a document that may break at the end of a page."""

from collections.abc import Iterable, Iterator

from exporter.backends.html.size_classes import column_letters
from exporter.backends.paging import BOX, LINE, LIST_STEP, may_break
from exporter.model.document import Document
from exporter.model.nodes import Block, Columns, Container, List, QuestionAnswer, Quote


def breaking_boxes(document: Document) -> frozenset[int]:
    """Return the boxes and rows of columns that may break, by identity: equal ones differ in their room."""
    return frozenset(_breaking(document.body, LINE))


def _breaking(blocks: Iterable[Block], letters: float) -> Iterator[int]:
    for block in blocks:
        if isinstance(block, Container | Columns) and may_break(block, letters):
            yield id(block)
        for inner, room in _inside(block, letters):
            yield from _breaking(inner, room)


def _inside(block: Block, letters: float) -> Iterator[tuple[Iterable[Block], float]]:
    """Yield the blocks inside a block, with the letters that their lines have room for."""
    match block:
        case Columns():
            rooms = (room * letters / LINE for room in column_letters(block))
            yield from zip(block.columns, rooms, strict=False)
        case Container(role="card-group"):
            yield block.children, letters / 2
        case Container():
            yield block.children, letters - BOX
        case List():
            yield from ((item.children, letters - LIST_STEP) for item in block.items)
        case Quote():
            yield block.children, letters
        case QuestionAnswer():
            yield block.answer, letters
        case _:
            pass
