"""Lists of terms with their descriptions: in HTML and PDF, items stand in a list, and a list holds nothing else."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from exporter.model.nodes import Block, Container

LIST, ITEM = "descriptions", "description"


def in_lists(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks; items that follow each other without a list around them get one."""
    for are_items, run in groupby(blocks, _is_item):
        if are_items:
            yield Container(role=LIST, children=tuple(run))
        else:
            yield from run


def inside(node: Container) -> Iterator[Block]:
    """Yield the blocks in a container; in a list, any block that is no item becomes an item without a term."""
    if node.role != LIST:
        return in_lists(node.children)
    return (block if _is_item(block) else Container(role=ITEM, children=(block,)) for block in node.children)


def is_changed_whole(block: Block) -> bool:
    """Whether a redline's mark stands around a block; that of an item stands in its parts."""
    return block.change is not None and not _is_item(block)


def _is_item(block: Block) -> bool:
    return isinstance(block, Container) and block.role == ITEM
