"""The JSON Schema (2020-12) of ``manifest.json``."""

from typing import Any

from exporter.output.manifest import VERSION

_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_HASHES = {"type": "object", "additionalProperties": _HASH}

_FINDING: dict[str, Any] = {
    "type": "object",
    "required": ["code", "severity", "message"],
    "additionalProperties": False,
    "properties": {
        "code": _TEXT,
        "severity": {"enum": ["note", "loss", "warning", "error"]},
        "message": _TEXT,
        "hint": _TEXT,
        "subject": {"type": "string", "description": "the component or element that a loss is of"},
        "file": _TEXT,
        **dict.fromkeys(("line", "column", "end_line", "end_column"), _COUNT),
        "node": {
            "description": "what of the document a finding of its format is about: nothing of it, what asked for"
            " it ([]), a node by its number in reading order, or characters of that node",
            "anyOf": [{"type": "null"}, {"type": "array", "items": _COUNT, "maxItems": 3}],
        },
    },
}

_ENTRY = {
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
        "section": {"type": "string", "description": "the heading that is shown; left out for a whole page"},
        "address": {"type": "string", "description": "the page's address on the site"},
        "sources": {**_HASHES, "description": "the sha256 of the pages by their files"},
        "key": _HASH,
        "inputs": _HASHES,
        "units": {"type": "object", "additionalProperties": _TEXT},
        "standards": {"type": "array", "items": _TEXT},
        "findings": {"type": "array", "items": _FINDING},
    },
}


def manifest_schema() -> dict[str, Any]:
    """The schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Manifest of exported files",
        "type": "object",
        "required": ["version", "environment", "files", "orphans"],
        "additionalProperties": False,
        "properties": {
            "version": {"const": VERSION},
            "environment": {"type": "object", "additionalProperties": _TEXT},
            "files": {"type": "array", "items": _ENTRY},
            "orphans": {"type": "array", "items": _ENTRY, "description": "written before, of exports that are gone"},
        },
    }
