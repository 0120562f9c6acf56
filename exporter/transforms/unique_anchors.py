"""Unique anchors in a document; they stay the anchors of the site where possible, so that deep links still work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from exporter.model.nodes import Block, Heading, QuestionAnswer
from exporter.model.passages import Head, heads
from exporter.model.slugs import UniqueNames
from exporter.model.walk import rebuild

Renamed = Mapping[tuple[int, str], str]
"""The document's anchors, by the number of a part and the anchor in the part's page."""


def with_unique_anchors(parts: Sequence[Sequence[Block]]) -> tuple[tuple[tuple[Block, ...], ...], Renamed]:
    """Return the blocks of each part with anchors that are unique in all parts, and the new anchor of each old one.

    Headings get their anchors before questions: the site has anchors of headings only.
    """
    names = UniqueNames()
    renamed: dict[tuple[int, str], str] = {}
    queues: dict[tuple[type, int, str], list[str]] = {}
    for kind in (Heading, QuestionAnswer):
        for part, blocks in enumerate(parts):
            for node in (head for head in heads(blocks) if isinstance(head, kind)):
                new = names.free(node.anchor or "part")
                renamed.setdefault((part, node.anchor), new)
                queues.setdefault((kind, part, node.anchor), []).append(new)
    return tuple(_with_new(blocks, part, queues) for part, blocks in enumerate(parts)), renamed


def _with_new(blocks: Iterable[Block], part: int, queues: dict[tuple[type, int, str], list[str]]) -> tuple[Block, ...]:
    def rename(block: Block) -> tuple[Block]:
        if isinstance(block, Head):
            return (replace(block, anchor=queues[type(block), part, block.anchor].pop(0)),)
        return (block,)

    return rebuild(blocks, rename)
