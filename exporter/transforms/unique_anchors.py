"""Unique anchors in a document; they stay the anchors of the site where possible, so that deep links still work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from exporter.model.anchors import Anchored, anchored
from exporter.model.nodes import Block, Container, Heading, Inline, QuestionAnswer, Span
from exporter.model.slugs import UniqueNames
from exporter.model.walk import rebuild, walk

Renamed = Mapping[tuple[int, str], str]
"""The document's anchors, by the number of a part and the anchor in the part's page."""

A = TypeVar("A", bound=Anchored)
_Queues = dict[tuple[type, int, str], list[str]]


def with_unique_anchors(parts: Sequence[Sequence[Block]]) -> tuple[tuple[tuple[Block, ...], ...], Renamed]:
    """Return the blocks of each part with anchors that are unique in all parts, and the new anchor of each old one.

    Questions get their anchors last: on the site they have none.
    """
    names = UniqueNames()
    renamed: dict[tuple[int, str], str] = {}
    queues: _Queues = {}
    for kinds in ((Heading, Span, Container), (QuestionAnswer,)):
        for part, blocks in enumerate(parts):
            for node in anchored(walk(blocks)):
                if isinstance(node, kinds):
                    new = names.free(node.anchor)
                    renamed.setdefault((part, node.anchor), new)
                    queues.setdefault((type(node), part, node.anchor), []).append(new)
    return tuple(_with_new(blocks, part, queues) for part, blocks in enumerate(parts)), renamed


def _with_new(blocks: Iterable[Block], part: int, queues: _Queues) -> tuple[Block, ...]:
    def rename(node: A) -> A:
        return replace(node, anchor=queues[type(node), part, node.anchor].pop(0)) if node.anchor else node

    def block(node: Block) -> tuple[Block]:
        return (rename(node),) if isinstance(node, Anchored) else (node,)

    def inline(node: Inline) -> tuple[Inline]:
        return (rename(node),) if isinstance(node, Span) else (node,)

    return rebuild(blocks, block, inline)
