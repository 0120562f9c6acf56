"""The place of each character of a text: the offset of each in the source file, and of the end of the last.

Most texts stand in their file as they are. Their offsets follow from that of the first character, and None stands for
them.
"""

from collections.abc import Sequence

from exporter.model.nodes import Code, CodeBlock, Text


def each_offset(first: int, length: int, offsets: Sequence[int] | None) -> Sequence[int]:
    """Return the offsets of ``length`` characters and of their end: ``offsets``, or one by one from ``first`` on."""
    return range(first, first + length + 1) if offsets is None else offsets


def offsets_of(node: Text | Code | CodeBlock) -> Sequence[int] | None:
    """Return the offsets of a node's characters and of their end; None for a node without a place."""
    if node.pos is None:
        return node.offsets
    return each_offset(node.pos.start.offset, len(node.text), node.offsets)


def joined_offsets(parts: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Return the offsets of texts that follow one another as those of one text."""
    return (*(offset for part in parts for offset in part[:-1]), parts[-1][-1])


def unless_one_by_one(offsets: Sequence[int]) -> tuple[int, ...] | None:
    """Return ``offsets``, or None where the characters stand one by one."""
    first, last = offsets[0], offsets[-1]
    own = tuple(offsets)
    plain = last - first == len(own) - 1 and own == tuple(range(first, last + 1))
    return None if plain else own
