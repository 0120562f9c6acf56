"""Moves in a redline: blocks that are deleted in one place and inserted in another with the same words."""

from dataclasses import replace
from typing import Final

from exporter.model.nodes import Block, Paragraph, QuestionAnswer
from exporter.model.walk import plain_text, rebuild, walk
from exporter.textdiff.move_detection import same_elsewhere

SHORTEST_MOVE: Final = 20
"""A paragraph of fewer characters is not marked as moved: short paragraphs repeat by chance."""


def with_moved_blocks(body: tuple[Block, ...]) -> tuple[Block, ...]:
    """Mark blocks as moved that are deleted in one place and inserted in another with the same words."""
    by_change: dict[str, list[_Move]] = {"deleted": [], "inserted": []}
    for node in walk(body):
        if isinstance(node, QuestionAnswer | Paragraph) and (move := _move(node)) is not None:
            by_change[move[2]].append(move)
    names: dict[_Move, list[str]] = {}
    deleted, inserted = ([move[:2] for move in by_change[change]] for change in ("deleted", "inserted"))
    for number, (i, j) in enumerate(same_elsewhere(deleted, inserted), 1):
        for move in (by_change["deleted"][i], by_change["inserted"][j]):
            names.setdefault(move, []).append(str(number))

    def with_move(block: Block) -> tuple[Block]:
        move = _move(block)
        numbers = names.get(move) if move is not None else None
        if not numbers or block.change is None:
            return (block,)
        return (replace(block, change=replace(block.change, move=numbers.pop(0))),)

    return rebuild(body, with_move) if names else body


_Move = tuple[str, str, str]


def _move(block: Block) -> _Move | None:
    """Return the kind, words and change of a block that could have moved, else None."""
    if block.change is None or not isinstance(block, QuestionAnswer | Paragraph):
        return None
    words = plain_text([block])
    enough = isinstance(block, QuestionAnswer) or len(words) >= SHORTEST_MOVE
    return (type(block).__name__, words, block.change.change) if enough else None
