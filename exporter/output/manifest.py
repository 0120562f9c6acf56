"""``manifest.json``: each file that the exporter wrote, what it was made from and what was found while making it."""

import json
from dataclasses import asdict, dataclass, field
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


@dataclass(frozen=True, slots=True)
class Manifest:
    """All entries by path, and the environment that they were made in. ``orphans`` are those whose export is gone."""

    files: dict[str, Entry] = field(default_factory=dict)
    orphans: dict[str, Entry] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """The file's text: sorted, indented, the same bytes for the same content."""
        value = {
            "version": VERSION,
            "environment": self.environment,
            "files": [_plain(self.files[p]) for p in sorted(self.files)],
            "orphans": [_plain(self.orphans[p]) for p in sorted(self.orphans)],
        }
        return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()

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


def _plain(entry: Entry) -> dict[str, Any]:
    value: dict[str, Any] = asdict(entry)
    return {k: v for k, v in value.items() if v or k in ("size", "pages")}


def _entry(value: dict[str, Any]) -> Entry:
    lists: dict[str, Any] = {k: tuple(value[k]) for k in ("standards", "findings") if k in value}
    return Entry(**(value | lists))


_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}


def manifest_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the manifest."""
    place: dict[str, Any] = {"file": _TEXT, "line": _COUNT, "column": _COUNT, "end_line": _COUNT, "end_column": _COUNT}
    finding: dict[str, Any] = {
        "type": "object",
        "required": ["code", "severity", "message"],
        "additionalProperties": False,
        "properties": {
            "code": _TEXT,
            "severity": {"enum": ["note", "loss", "warning", "error"]},
            "message": _TEXT,
            "hint": _TEXT,
            **place,
            "node": {
                "description": "what of the document a finding of its format is about: nothing of it, what asked for"
                " it ([]), a node by its number in reading order, or characters of that node",
                "anyOf": [{"type": "null"}, {"type": "array", "items": _COUNT, "maxItems": 3}],
            },
        },
    }
    entry = {
        "type": "object",
        "required": ["path", "export", "format", "sha256", "size", "pages", "title", "page", "key"],
        "additionalProperties": False,
        "properties": {
            "path": {"type": "string", "description": "below the folder of the manifest, with slashes"},
            "export": {"type": "string", "description": "the path that all formats of the export share"},
            "format": _TEXT,
            "sha256": _HASH,
            "size": _COUNT,
            "pages": {"type": ["integer", "null"], "description": "null where the format has no pages"},
            "title": _TEXT,
            "page": {"type": "string", "description": "the page's file"},
            "section": {
                "type": "string",
                "description": "the heading that is shown; left out for a whole page",
            },
            "address": {"type": "string", "description": "the page's address on the site"},
            "sources": {"type": "object", "additionalProperties": _HASH},
            "key": _HASH,
            "inputs": {"type": "object", "additionalProperties": _HASH},
            "units": {"type": "object", "additionalProperties": _TEXT},
            "standards": {"type": "array", "items": _TEXT},
            "findings": {"type": "array", "items": finding},
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Manifest of exported files",
        "type": "object",
        "required": ["version", "environment", "files", "orphans"],
        "additionalProperties": False,
        "properties": {
            "version": {"const": VERSION},
            "environment": {"type": "object", "additionalProperties": _TEXT},
            "files": {"type": "array", "items": entry},
            "orphans": {"type": "array", "items": entry, "description": "written before, of exports that are gone"},
        },
    }
