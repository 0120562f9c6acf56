"""The JSON Schema (2020-12) of the JSON format, made from the model's own types."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from exporter.model import document, nodes

SCHEMA_ID = "urn:mdc-exporter:document:1"
SIMPLE: Mapping[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    bytes: {
        "type": "object",
        "properties": {"bytes": {"type": "integer"}, "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}},
        "required": ["bytes", "sha256"],
        "additionalProperties": False,
    },
}


@cache
def schema() -> dict[str, Any]:
    """Return the schema: a definition for each class of the model, all fields required, no others allowed."""
    definitions: dict[str, Any] = {}
    _class_schema(document.Document, definitions)
    root = definitions.pop("Document")
    root["properties"] = {"$schema": {"const": SCHEMA_ID}, **root["properties"]}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID, "title": "A document"}
    return {**head, **root, "$defs": dict(sorted(definitions.items()))}


def _class_schema(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return a reference to the definition of a dataclass, and add the definition if it is new."""
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = {}
        hints = get_type_hints(kind, vars(nodes) | vars(document))
        own = {f.name: _type_schema(hints[f.name], definitions) for f in fields(kind) if f.compare}
        properties = {"type": {"const": kind.__name__}, **own}
        definitions[kind.__name__] = {
            "type": "object",
            "description": (kind.__doc__ or "").strip().partition("\n")[0],
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _type_schema(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, parts = get_origin(hint), get_args(hint)
    if hint in SIMPLE:
        return SIMPLE[hint]
    if is_dataclass(hint):
        return _class_schema(hint, definitions)
    if origin is Literal:
        return {"enum": list(parts)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_type_schema(part, definitions) for part in parts]}
    if origin is tuple:
        return {"type": "array", "items": _type_schema(parts[0], definitions)}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _type_schema(parts[1], definitions)}
    raise TypeError(f"no schema for {hint}")
