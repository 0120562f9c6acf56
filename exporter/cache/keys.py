"""Keys of the cache: hashes of JSON, never of pickles or dates, so that they are the same on every machine."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any


def key_of(*parts: object) -> str:
    """Return a sha256 over values: dataclasses by their names and compared fields, bytes by their hash.

    Raises ``TypeError`` for other types.
    """
    text = json.dumps([_json_value(p) for p in parts], ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _json_value(value: object) -> Any:
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case bytes():
            return {"sha256": hashlib.sha256(value).hexdigest()}
        case list() | tuple():
            return [_json_value(v) for v in value]
        case Mapping():
            return {str(k): _json_value(v) for k, v in value.items()}
        case set() | frozenset():
            return sorted((_json_value(v) for v in value), key=str)
        case _ if is_dataclass(value):
            compared = _compared(type(value))
            return [type(value).__name__, *(_json_value(getattr(value, name)) for name in compared)]
        case _ if hasattr(value, "model_dump"):
            return _json_value(value.model_dump(mode="json"))
        case _ if hasattr(value, "isoformat"):
            return value.isoformat()
        case _:
            raise TypeError(f"no key for a {type(value).__name__}")


_FIELDS: dict[type, tuple[str, ...]] = {}


def _compared(kind: Any) -> tuple[str, ...]:
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(f.name for f in fields(kind) if f.compare)
    return _FIELDS[kind]
