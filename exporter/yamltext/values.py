"""What YAML is read into: values with their places, within limits."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from exporter.model.position import KeyPath


class Span(NamedTuple):
    """A half-open range of offsets of the file."""

    start: int
    end: int


class PropPlace(NamedTuple):
    """Where a prop was written: its key, and its value without quotes (equal to the key for a bare boolean)."""

    key: Span
    value: Span


@dataclass(slots=True, eq=False)
class YamlProps:
    """A mapping written in YAML, with the place of every key, value and character.

    ``value`` is the mapping as read; ``places`` gives for each path (``("qas", 0, "a")``) the place of key and value
    (an item of a list has its value's place for both); ``offsets`` gives for each path of a string the offset in the
    file of each of its characters and of its end.
    """

    value: dict[str, Any]
    places: dict[KeyPath, PropPlace]
    offsets: dict[KeyPath, tuple[int, ...]]
    span: Span


@dataclass(frozen=True, slots=True)
class YamlLimits:
    """What a YAML text may cost; a page's own data stay far below.

    ``characters``: bounds memory.
    ``depth``: keeps everything behind from recursing too deep.
    ``nodes``: bounds the values that a short text of brackets can make.
    """

    characters: int = 512 * 1024
    depth: int = 32
    nodes: int = 20_000
