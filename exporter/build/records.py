"""Records for the cache: outlines and findings as JSON and back, nothing that could run."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cached_property
from typing import Any, Final, TypeVar

from exporter.build.outcome import FileResult, FileState
from exporter.build.pages import KnownCheck, KnownExport, KnownPage
from exporter.cache import Cache, EntryKind, field_checks, json_text, key_of, read_json
from exporter.diagnostics import Diagnostic, Severity
from exporter.model.position import Point, Pos
from exporter.plan.page_outline import DownloadLink, PageOutline, SectionOutline
from exporter.transforms.download_links import Download

_KINDS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        *(KnownPage, KnownExport, KnownCheck, PageOutline, SectionOutline),
        *(Download, DownloadLink, Diagnostic, Severity, Pos, FileResult, FileState),
    )
}
T = TypeVar("T")
DIGITS: Final = "0123456789abcdef"


def encode(value: Any) -> Any:
    """Return a value as JSON for ``decode``. Raises ``TypeError`` for a value of another kind."""
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
    """Return the value that ``encode`` was given, each field of its type.

    Raises ``ValueError``, ``TypeError``, ``KeyError``, ``AttributeError`` or ``RecursionError`` for anything else.
    """
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
            if not (type(file) is str and len(numbers) == 6 and all(type(number) is int for number in numbers)):
                raise TypeError("no place")
            return Pos(file, Point(*numbers[:3]), Point(*numbers[3:]))
        case "Severity" | "FileState":
            return _KINDS[kind](inside)
        case _:
            checks = field_checks(_KINDS[kind])
            values = {name: decode(v) if isinstance(v, list | dict) else v for name, v in inside.items()}
            for name, value in values.items():
                if not checks[name](value):
                    raise TypeError(f"a field of a {kind} is of another type")
            return _KINDS[kind](**values)


class Records:
    """The records of a project's pages and exports, in parts by the first digit of their keys.

    Each part is an entry of the cache, read once a run and written once if it changed: a run with one changed page
    writes few of them, and none is large.
    """

    def __init__(self, cache: Cache | None, key: str) -> None:
        self._parts = {digit: _Part(cache, key_of(key, digit)) for digit in DIGITS}

    def get(self, key: str, kind: type[T]) -> T | None:
        """Return the value of a key, as ``key_of`` gives it; None if there is none of that type."""
        return self._parts[key[0]].get(key, kind)

    def put(self, key: str, value: Any) -> None:
        """Keep a value, if it can be encoded."""
        self._parts[key[0]].put(key, value)

    def save(self) -> None:
        """Write what is new."""
        for part in self._parts.values():
            part.save()


class _Part:
    """Some of the records.

    Each is kept as text, which takes a sixth of the memory of its value, and read when it is asked for. Records that a
    run did not ask for are kept too, until there are many more of them than of the others.
    """

    MANY = 1_250

    def __init__(self, cache: Cache | None, key: str) -> None:
        self._cache = cache
        self._key = key
        self._used: dict[str, str] = {}
        self._changed = False

    @cached_property
    def _kept(self) -> dict[str, str]:
        kept = self._cache.get_json(EntryKind.RECORDS, self._key) if self._cache is not None else None
        return {k: text for k, text in kept.items() if isinstance(text, str)} if isinstance(kept, dict) else {}

    def get(self, key: str, kind: type[T]) -> T | None:
        text = self._used.get(key) or self._kept.get(key)
        try:
            value = decode(read_json(text)) if text is not None else None
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
            return None
        if text is None or not isinstance(value, kind):
            return None
        self._used[key] = text
        return value

    def put(self, key: str, value: Any) -> None:
        try:
            self._used[key] = json_text(encode(value))
            self._changed = True
        except TypeError:
            self._used.pop(key, None)

    def save(self) -> None:
        if self._cache is None or not self._changed:
            return
        both = {**self._kept, **self._used}
        few = len(both) < max(self.MANY, 2 * len(self._used))
        self._cache.put_json(EntryKind.RECORDS, self._key, both if few else self._used)
