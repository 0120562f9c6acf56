"""Landscape pages: parts that the page turns, and the blocks of a document that share one with a wide table."""

from collections.abc import Callable, Iterable, Iterator

from exporter.backends.paging import keeps_with_next
from exporter.model.nodes import Block, Container, Heading
from exporter.model.walk import is_page_break

LANDSCAPE = "landscape"  # role of a part that the page turns
WIDE_ROLES = ("", "section")  # roles of containers whose tables may have a page of their own


def runs(blocks: tuple[Block, ...], is_wide: Callable[[Block], bool]) -> Iterator[tuple[bool, tuple[Block, ...]]]:
    """Yield runs of blocks, each with whether it stands on landscape pages.

    Headings and words that lead to a wide table, and wide tables right behind it, share its page, which needs no page
    break before it.
    """
    start = 0
    while (at := next((at for at in range(start, len(blocks)) if is_wide(blocks[at])), None)) is not None:
        first, end = at, at + 1
        while first > start and _leads(blocks, first - 1):
            first -= 1
        while end < len(blocks) and is_wide(blocks[end]):
            end += 1
        behind = first
        while behind > start and is_page_break(blocks[behind - 1]):
            behind -= 1
        if behind > start:
            yield False, blocks[start:behind]
        yield True, blocks[first:end]
        start = end
    if start < len(blocks) or not blocks:
        yield False, blocks[start:]


def is_turned_part(block: Block) -> bool:
    """Whether the page turns this part."""
    return isinstance(block, Container) and block.role == LANDSCAPE


def turned_parts(blocks: Iterable[Block]) -> Iterator[int]:
    """Yield the ``id`` of each part on landscape pages: a part inside of lists, answers and boxes is not turned."""
    for block in blocks:
        if is_turned_part(block):
            yield id(block)
        elif isinstance(block, Container) and block.role in WIDE_ROLES:
            yield from turned_parts(block.children)


def _leads(blocks: tuple[Block, ...], at: int) -> bool:
    """Whether a block keeps with the next one."""
    before = blocks[at - 1] if at else None
    return isinstance(blocks[at], Heading) or keeps_with_next(blocks[at], before, blocks[at + 1])
