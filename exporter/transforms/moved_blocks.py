"""Moves in a redline: what goes in one place and comes in another with the same words."""

from dataclasses import replace
from typing import Final

from exporter.model.nodes import Block, Paragraph, QuestionAnswer
from exporter.model.walk import plain_text, rebuild, walk
from exporter.textdiff.move_detection import same_elsewhere

SHORTEST_MOVE: Final = 20
"""A paragraph of fewer characters that goes here and comes there is no move: short ones repeat by chance."""


def with_moved_blocks(body: tuple[Block, ...]) -> tuple[Block, ...]:
    """What goes in one place and comes in another with the same words is marked as moved."""
    ways: dict[str, list[_Moving]] = {"deleted": [], "inserted": []}
    for node in walk(body):
        if isinstance(node, QuestionAnswer | Paragraph) and (moving := _moving(node)) is not None:
            ways[moving[2]].append(moving)
    names: dict[_Moving, list[str]] = {}
    gone, come = ([moving[:2] for moving in ways[way]] for way in ("deleted", "inserted"))
    for number, (i, j) in enumerate(same_elsewhere(gone, come), 1):
        for moving in (ways["deleted"][i], ways["inserted"][j]):
            names.setdefault(moving, []).append(str(number))

    def named(block: Block) -> tuple[Block]:
        moving = _moving(block)
        waiting = names.get(moving) if moving is not None else None
        if not waiting or block.change is None:
            return (block,)
        return (replace(block, change=replace(block.change, move=waiting.pop(0))),)

    return rebuild(body, named) if names else body


_Moving = tuple[str, str, str]


def _moving(block: Block) -> _Moving | None:
    """A block that could be an end of a move, by its kind, its words and its way."""
    if block.change is None or not isinstance(block, QuestionAnswer | Paragraph):
        return None
    words = plain_text([block])
    enough = isinstance(block, QuestionAnswer) or len(words) >= SHORTEST_MOVE
    return (type(block).__name__, words, block.change.change) if enough else None
