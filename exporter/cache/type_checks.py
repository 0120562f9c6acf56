"""Type checks of values from the cache: an entry may hold anything."""

from collections.abc import Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict


def fits(value: object, declared: Any) -> bool:
    """Return whether a value has the type of an annotation: a class, union, ``Literal``, ``TypedDict`` or container.

    For a dataclass only the class is checked: its fields were checked when it was made. A ``bool`` is no number.
    """
    if declared is Any:
        return True
    if is_typeddict(declared):
        own = hints(declared)
        return isinstance(value, dict) and value.keys() == own.keys() and all(fits(value[k], own[k]) for k in own)
    origin, inner = get_origin(declared), get_args(declared)
    if origin in (Union, UnionType):
        return any(fits(value, one) for one in inner)
    if origin is Literal:
        return any(type(value) is type(one) and value == one for one in inner)
    if origin is None:
        return _is(value, declared)
    return isinstance(value, origin) and _holds(value, inner)


def _is(value: object, declared: Any) -> bool:
    if declared in (int, float):
        return isinstance(value, int | declared) and not isinstance(value, bool)
    return isinstance(value, declared or NoneType)


def _holds(value: object, inner: tuple[Any, ...]) -> bool:
    """Return whether the parts of a container have the types in its brackets."""
    match value:
        case Mapping():
            key, kept = inner
            return all(fits(k, key) and fits(v, kept) for k, v in value.items())
        case tuple() if inner[-1:] != (...,):
            return len(value) == len(inner) and all(map(fits, value, inner))
        case list() | tuple():
            return all(fits(v, inner[0]) for v in value)
        case _:
            return False


@cache
def hints(declared: type) -> Mapping[str, Any]:
    """Return the declared types of the fields of a class."""
    return get_type_hints(declared)
