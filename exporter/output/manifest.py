"""``manifest.json``: each file that the exporter wrote, what it was made from and what was found while making it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file.

    ``path`` is below the folder of the manifest, with slashes; ``export`` the path without suffix that all formats of
    an export share; ``pages`` is None where the format has none. ``sources`` are the sha256 of the pages by their
    files. ``key`` is the hash of everything the file was made from, ``inputs`` the hashes of its parts by their names,
    ``units`` those of its questions and headings by their anchors: they tell what has changed.
    """

    path: str
    export: str
    format: str
    sha256: str
    size: int
    pages: int | None
    title: str
    page: str
    section: str = ""
    address: str = ""
    sources: dict[str, str] = field(default_factory=dict)
    key: str = ""
    inputs: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    standards: tuple[str, ...] = ()
    findings: tuple[dict[str, Any], ...] = ()


_FIELDS = tuple(one.name for one in fields(Entry))


@dataclass(frozen=True, slots=True)
class Manifest:
    """All entries by path, and the environment that they were made in. ``orphans`` are those whose export is gone."""

    files: dict[str, Entry] = field(default_factory=dict)
    orphans: dict[str, Entry] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """The file's text: sorted, a line for each file, the same bytes for the same content."""
        members = {
            "environment": _text(self.environment),
            "files": _lines(self.files),
            "orphans": _lines(self.orphans),
            "version": _text(VERSION),
        }
        return ("{\n" + ",\n".join(f'"{name}": {text}' for name, text in members.items()) + "\n}\n").encode()

    @classmethod
    def from_json(cls, data: bytes) -> "Manifest":
        """The manifest in a file's text. Raises ``ValueError`` where it is none."""
        value = json.loads(data)
        if not isinstance(value, dict) or value.get("version") != VERSION:
            raise ValueError("no manifest of this version")
        try:
            files, orphans = ({e["path"]: _entry(e) for e in value[name]} for name in ("files", "orphans"))
            return cls(files, orphans, dict(value["environment"]))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"a broken manifest ({error})") from error


def _lines(entries: Mapping[str, Entry]) -> str:
    return "[\n" + ",\n".join(_text(_plain(entries[path])) for path in sorted(entries)) + "\n]" if entries else "[]"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _plain(entry: Entry) -> dict[str, Any]:
    value = {name: getattr(entry, name) for name in _FIELDS}
    return {name: v for name, v in value.items() if v or name in ("size", "pages")}


def _entry(value: dict[str, Any]) -> Entry:
    lists: dict[str, Any] = {k: tuple(value[k]) for k in ("standards", "findings") if k in value}
    return Entry(**(value | lists))
