"""Keys of the cache: hashes of JSON, never of pickles or dates, so that they are the same on every machine."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any


def key_of(*parts: object) -> str:
    """A sha256 over values: dataclasses by the fields that they are compared by, bytes by their hash.

    Raises ``TypeError`` for what has no such form.
    """
    text = json.dumps([_plain(p) for p in parts], ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> Any:
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case bytes():
            return {"sha256": hashlib.sha256(value).hexdigest()}
        case list() | tuple():
            return [_plain(v) for v in value]
        case Mapping():
            return {str(k): _plain(v) for k, v in value.items()}
        case set() | frozenset():
            return sorted((_plain(v) for v in value), key=str)
        case _ if is_dataclass(value):
            compared = _compared(type(value))
            return [type(value).__name__, *(_plain(getattr(value, name)) for name in compared)]
        case _ if hasattr(value, "model_dump"):
            return _plain(value.model_dump(mode="json"))
        case _ if hasattr(value, "isoformat"):
            return value.isoformat()
        case _:
            raise TypeError(f"no key for a {type(value).__name__}")


_FIELDS: dict[type, tuple[str, ...]] = {}


def _compared(kind: Any) -> tuple[str, ...]:
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(f.name for f in fields(kind) if f.compare)
    return _FIELDS[kind]
