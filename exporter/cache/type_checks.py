"""Type checks of values from the cache: an entry may hold anything."""

from collections.abc import Callable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

Check = Callable[[object], bool]


def fits(value: object, declared: Any) -> bool:
    """Return whether a value has the type of an annotation: a class, union, ``Literal``, ``TypedDict`` or container.

    For a dataclass only the class is checked: its fields were checked when it was made. A ``bool`` is no number.
    """
    return check_of(declared)(value)


@cache
def check_of(declared: Any) -> Check:
    """Return the check for an annotation, made once: a run reads thousands of records of the same few types."""
    if declared is Any:
        return lambda _: True
    if is_typeddict(declared):
        fields = {name: check_of(kind) for name, kind in hints(declared).items()}
        return lambda value: (
            isinstance(value, dict)
            and value.keys() == fields.keys()
            and all(check(value[name]) for name, check in fields.items())
        )
    origin, inner = get_origin(declared), get_args(declared)
    if origin in (Union, UnionType):
        checks = tuple(map(check_of, inner))
        return lambda value: any(check(value) for check in checks)
    if origin is Literal:
        return lambda value: any(type(value) is type(one) and value == one for one in inner)
    if origin is None:
        return _check_of_class(declared or NoneType)
    return _check_of_container(origin, inner)


def _check_of_class(declared: Any) -> Check:
    if declared in (int, float):
        return lambda value: isinstance(value, int | declared) and not isinstance(value, bool)
    return lambda value: isinstance(value, declared)


def _check_of_container(origin: Any, inner: tuple[Any, ...]) -> Check:
    """Return the check for a container and for its parts, which have the types in its brackets."""
    if issubclass(origin, Mapping):
        key, kept = map(check_of, inner)
        return lambda value: isinstance(value, origin) and all(key(k) and kept(v) for k, v in value.items())
    if issubclass(origin, tuple) and inner[-1:] != (...,):
        parts = tuple(map(check_of, inner))
        return lambda value: (
            isinstance(value, origin)
            and len(value) == len(parts)
            and all(check(one) for check, one in zip(parts, value, strict=True))
        )
    if issubclass(origin, list | tuple):
        part = check_of(inner[0])
        return lambda value: isinstance(value, origin) and all(map(part, value))
    return lambda _: False


@cache
def hints(declared: type) -> Mapping[str, Any]:
    """Return the declared types of the fields of a class."""
    return get_type_hints(declared)


@cache
def field_checks(declared: type) -> Mapping[str, Check]:
    """Return the checks for the fields of a class."""
    return {name: check_of(kind) for name, kind in hints(declared).items()}
