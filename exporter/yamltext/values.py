"""The result of reading YAML: values with their places; and the limits of reading."""

from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple

from exporter.model.limit import Limit
from exporter.model.position import KeyPath


class SourceSpan(NamedTuple):
    """A half-open range of offsets of the file."""

    start: int
    end: int


class PropPlace(NamedTuple):
    """The place of a prop: its key, and its value without quotes (equal to the key for a bare boolean)."""

    key: SourceSpan
    value: SourceSpan


@dataclass(slots=True, eq=False)
class YamlProps:
    """A mapping written in YAML, with the place of every key, value and character.

    ``value`` is the mapping as read. ``places`` has for each path (``("qas", 0, "a")``) the place of key and value (an
    item of a list has its value's place for both). ``offsets`` has for each path of a string the offset in the file of
    each of its characters and of its end.
    """

    value: dict[str, Any]
    places: dict[KeyPath, PropPlace]
    offsets: dict[KeyPath, tuple[int, ...]]
    span: SourceSpan


@dataclass(frozen=True, slots=True)
class YamlLimits:
    """Limits of a YAML text; a page's own data stay far below."""

    characters: Annotated[int, Limit("bounds memory; the data of 5,000 questions have 1,100,000.")] = 4_000_000
    depth: Annotated[int, Limit("keeps later steps from recursing too deeply.")] = 32
    nodes: Annotated[int, Limit("a question with its answer has five; a hundred thousand take 8 seconds.")] = 200_000
