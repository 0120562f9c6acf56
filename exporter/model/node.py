"""The base of all nodes of a document."""

from dataclasses import dataclass, field

from exporter.model.position import Pos


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """The base of all nodes: their place in the source, which is out of equality."""

    pos: Pos | None = field(default=None, compare=False, repr=False)
