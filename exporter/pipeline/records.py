"""Values as JSON and back, for the cache: outlines and findings with their places, nothing that could run."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from exporter.diagnostics import Diagnostic, Severity
from exporter.model.position import Point, Pos
from exporter.plan.outline import DownloadLink, PageOutline, SectionOutline
from exporter.transforms.downloads import Download

_KINDS: dict[str, type] = {
    kind.__name__: kind for kind in (Download, DownloadLink, PageOutline, SectionOutline, Diagnostic, Severity, Pos)
}


def encode(value: Any) -> Any:
    """JSON that ``decode`` makes the value of again. Raises ``TypeError`` for what is no value of these kinds."""
    match value:
        case Pos():
            start, end = value.start, value.end
            return {"Pos": [value.file, start.line, start.column, start.offset, end.line, end.column, end.offset]}
        case Enum() if type(value).__name__ in _KINDS:
            return {type(value).__name__: value.value}
        case None | bool() | int() | float() | str():
            return value
        case list():
            return [encode(v) for v in value]
        case tuple():
            return {"tuple": [encode(v) for v in value]}
        case Mapping():
            return {"map": [[encode(k), encode(v)] for k, v in value.items()]}
        case _ if is_dataclass(value) and type(value).__name__ in _KINDS:
            inside = {f.name: encode(getattr(value, f.name)) for f in fields(value)}
            return {type(value).__name__: inside}
        case _:
            raise TypeError(f"no record of a {type(value).__name__}")


def decode(value: Any) -> Any:
    """The value that ``encode`` was given. Raises ``ValueError``, ``TypeError`` or ``KeyError`` for anything else."""
    if isinstance(value, list):
        return [decode(v) for v in value]
    if not isinstance(value, dict):
        return value
    ((kind, inside),) = value.items()
    match kind:
        case "tuple":
            return tuple(decode(v) for v in inside)
        case "map":
            return {decode(k): decode(v) for k, v in inside}
        case "Pos":
            file, *numbers = inside
            return Pos(file, Point(*numbers[:3]), Point(*numbers[3:]))
        case "Severity":
            return Severity(inside)
        case _:
            return _KINDS[kind](**{name: decode(v) for name, v in inside.items()})
