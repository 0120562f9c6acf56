"""Pydantic's validation errors as findings at the place of the key or value."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from exporter.diagnostics import Code, Diagnostic, Severity, did_you_mean
from exporter.model.position import KeyPath, Pos

UNKNOWN = Code(
    "unknown-key",
    Severity.ERROR,
    "An unknown key of the configuration.",
    why="The setting has no effect.",
    mend="Correct the key: the hint has the nearest one. 'exporter schema config' gives editors all keys.",
)
WRONG = Code(
    "wrong-value",
    Severity.ERROR,
    "A value of the configuration of a wrong kind.",
    why="The exporter ignores the value, and uses the default or nothing.",
    mend="Write a value of the kind that the message names.",
)

Where = Callable[[KeyPath, bool], Pos | None]
"""Returns the place of the value at a path, or of its key if the second argument is true; None if unknown."""

_MESSAGES = {
    "missing": "'{path}' is missing",
    "string_type": "'{path}' must be text",
    "bool_type": "'{path}' must be true or false",
    "bool_parsing": "'{path}' must be true or false",
    "int_type": "'{path}' must be a whole number",
    "int_parsing": "'{path}' must be a whole number",
    "float_type": "'{path}' must be a number",
    "float_parsing": "'{path}' must be a number",
    "tuple_type": "'{path}' must be a list",
    "list_type": "'{path}' must be a list",
    "dict_type": "'{path}' must be a mapping of keys and values",
    "model_type": "'{path}' must be a mapping of keys and values",
    "literal_error": "'{path}' must be {expected}",
    "value_error": "'{path}': {error}",
    "greater_than": "'{path}' must be greater than {gt}",
    "greater_than_equal": "'{path}' must be at least {ge}",
    "less_than_equal": "'{path}' must be at most {le}",
    "too_short": "'{path}' must have at least {min_length} entry",
    "string_too_long": "'{path}' is longer than {max_length} characters",
}


def findings(error: ValidationError, model: type[BaseModel], where: Where, at: KeyPath = ()) -> Iterator[Diagnostic]:
    """Yield a finding for each fault that pydantic found in the mapping at path ``at``, checked as ``model``."""
    for fault in error.errors(include_url=False):
        of_key = fault["loc"][-1:] == ("[key]",)  # pydantic's step for a key that is wrong itself
        loc = tuple(fault["loc"])[: -1 if of_key else None]
        path = at + loc
        if fault["type"] == "extra_forbidden":
            hint = did_you_mean(str(loc[-1]), known_keys(model, loc[:-1])) or "see 'exporter schema config'"
            yield UNKNOWN.finding(f"unknown key '{dotted(path)}'", place(where, path, key=True), hint)
        else:
            message = _message(fault["type"], dotted(path), dict(fault.get("ctx", {})), fault["msg"])
            yield WRONG.finding(message, place(where, path, key=of_key), _hint(fault))


def place(where: Where, path: KeyPath, *, key: bool) -> Pos | None:
    """Return the place of ``path``, or of the nearest thing around it that has one."""
    for end in range(len(path), -1, -1):
        if pos := where(path[:end], key and end == len(path)):
            return pos
    return None


def dotted(path: Sequence[str | int]) -> str:
    """Return a path as people write it: ``exports[0].title``."""
    return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".") or "file"


def known_keys(model: type[BaseModel] | None, loc: Sequence[Any]) -> list[str]:
    """Return the keys that ``model`` has at ``loc``; an empty list if there is no model."""
    for step in loc:
        if model is None:
            return []
        if isinstance(step, str) and step in model.model_fields:
            model = _model_inside(model.model_fields[step].annotation)
    return list(model.model_fields) if model else []


def _model_inside(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, (_model_inside(a) for a in get_args(annotation))), None)


def _message(kind: str, path: str, context: dict[str, Any], fallback: str) -> str:
    if kind in _MESSAGES:
        return _MESSAGES[kind].format(path=path, **context)
    return f"'{path}': {fallback[:1].lower()}{fallback[1:]}"


def _hint(fault: Any) -> str | None:
    given = fault.get("input")
    if fault["type"] == "literal_error" and isinstance(given, str):
        return did_you_mean(given, re.findall(r"'([^']*)'", fault["ctx"]["expected"]))
    if fault["type"] == "too_short":
        return "name one, or leave the key out"
    if fault["type"] == "string_type" and isinstance(given, int | float):
        return "put it in quotes"
    return None
