"""The boxes and rows of columns of a document that may break at the end of a page."""

from collections.abc import Iterable, Iterator

from exporter.backends.html.size_classes import column_letters, is_many
from exporter.backends.paging import BOX, LINE, LIST_STEP, may_break
from exporter.model.document import Document
from exporter.model.nodes import Block, Columns, Container, List, QuestionAnswer, Quote

CARD_GROUP = "card-group"


def breaking_boxes(document: Document) -> frozenset[int]:
    """Return the boxes and rows of columns that may break, by identity: equal ones differ in their room.

    Many equal columns stand in several rows, each of them whole. A group with a card that may break has one column.
    """
    return frozenset(_breaking(document.body, LINE))


def _breaking(blocks: Iterable[Block], letters: float) -> Iterator[int]:
    for block in blocks:
        if _breaks(block, letters):
            yield id(block)
        for inner, room in _inside(block, letters):
            yield from _breaking(inner, room)


def _breaks(block: Block, letters: float) -> bool:
    match block:
        case Columns():
            return not is_many(block.widths) and may_break(block, letters)
        case Container(role=role) if role == CARD_GROUP:
            return any(isinstance(card, Container) and may_break(card, letters / 2) for card in block.children)
        case Container():
            return may_break(block, letters)
        case _:
            return False


def _inside(block: Block, letters: float) -> Iterator[tuple[Iterable[Block], float]]:
    """Yield the blocks inside a block, with the letters that their lines have room for."""
    match block:
        case Columns():
            rooms = (room * letters / LINE for room in column_letters(block))
            yield from zip(block.columns, rooms, strict=False)
        case Container(role=role) if role == CARD_GROUP:
            yield block.children, letters if _breaks(block, letters) else letters / 2
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
