"""The strings in the fields of a value, such as those of document control."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from exporter.model.position import Pos

T = TypeVar("T")


def strings(value: object) -> Iterator[str]:
    """Yield every string in ``value``: a string, a tuple or a dataclass, at any depth; places in files are left out."""
    match value:
        case str():
            yield value
        case tuple():
            for part in value:
                yield from strings(part)
        case _ if is_dataclass(value) and not isinstance(value, Pos):
            for field in fields(value):
                yield from strings(getattr(value, field.name))
        case _:
            pass


def with_strings(value: T, change: Callable[[str], str]) -> T:
    """Return ``value`` with each of its strings replaced by the result of ``change``."""
    made: object
    match value:
        case str():
            made = change(value)
        case tuple():
            made = tuple(with_strings(part, change) for part in value)
        case _ if is_dataclass(value) and not isinstance(value, type | Pos):
            made = replace(value, **{f.name: with_strings(getattr(value, f.name), change) for f in fields(value)})
        case _:
            made = value
    return cast(T, made)
