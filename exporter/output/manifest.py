"""``manifest.json``: every file that the exporter wrote, with its inputs and findings."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from itertools import chain
from typing import Any

from pydantic import ValidationError

from exporter.output.entries import VERSION, Entry, entry_adapter

_FIELDS = tuple(one.name for one in fields(Entry))
_NEEDED = tuple(one.name for one in fields(Entry) if one.default is MISSING and one.default_factory is MISSING)


@dataclass(frozen=True, slots=True)
class Manifest:
    """All entries by path, and the environment of their build; ``orphans`` are the entries without an export.

    ``faults`` name the unreadable parts of the file, which are left out.
    """

    files: dict[str, Entry] = field(default_factory=dict)
    orphans: dict[str, Entry] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = field(default=(), compare=False)

    def to_json(self) -> bytes:
        """Return the text of the file: sorted, a line for each entry, the same bytes for the same content."""
        return b"".join(self.lines())

    def lines(self) -> Iterator[bytes]:
        """Yield the text of the file in parts: as a whole, that of thousands of files would take much memory."""
        parts = chain(
            [f'{{\n"environment": {_text(self.environment)}'],
            _lines("files", self.files),
            _lines("orphans", self.orphans),
            [f',\n"version": {_text(VERSION)}\n}}\n'],
        )
        return (part.encode("utf-8", "surrogatepass") for part in parts)

    @classmethod
    def from_json(cls, data: bytes) -> "Manifest":
        """Parse the text of a manifest, skipping broken entries. Raises ``ValueError`` for any other text."""
        value = json.loads(data)
        if not isinstance(value, dict):
            raise ValueError("it is not a mapping")
        if value.get("version") != VERSION or value["version"] is True:
            raise ValueError("it has another version")
        lists: dict[str, Any] = {name: value.get(name) for name in ("files", "orphans")}
        if wrong := next((name for name, entries in lists.items() if not isinstance(entries, list)), None):
            raise ValueError(f"it has no list of {wrong}")
        faults: list[str] = []
        files, orphans = (_read(name, entries, faults) for name, entries in lists.items())
        environment: Any = value.get("environment")
        if not _texts(environment):
            faults.append("'environment' is not a mapping of texts")
            environment = {}
        return cls(files, orphans, dict(environment), tuple(faults))


def _read(name: str, entries: list[Any], faults: list[str]) -> dict[str, Entry]:
    """Return the valid entries of a list by their paths; add the faults of the others to ``faults``."""
    read: dict[str, Entry] = {}
    for number, value in enumerate(entries, start=1):
        try:
            entry = entry_adapter().validate_python(value)
        except ValidationError as error:
            place = error.errors(include_url=False, include_input=False)[0]["loc"]
            fault = f"'{place[0]}' is missing, unknown or of a wrong type" if place else "it is not a mapping"
            faults.append(f"entry {number} of '{name}': {fault}")
        else:
            read[entry.path] = entry
    return read


def _texts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


def _lines(name: str, entries: Mapping[str, Entry]) -> Iterator[str]:
    yield f',\n"{name}": ['
    for number, path in enumerate(sorted(entries)):
        yield f"{',' if number else ''}\n{_text(_non_empty(entries[path]))}"
    yield "\n]" if entries else "]"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _non_empty(entry: Entry) -> dict[str, Any]:
    value = {name: getattr(entry, name) for name in _FIELDS}
    return {name: v for name, v in value.items() if v or name in _NEEDED}
