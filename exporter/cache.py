"""What was made before, kept by the content that it was made from.

An entry is a file named after its key, a line with the sha256 of the rest in front. Whatever cannot be read as such
was damaged and counts as not there. Two runs may use one folder: entries are written aside and moved into place.
Keys are hashes of JSON, never of pickles or dates, so that they are the same on every machine.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

DEFAULT_SIZE = 1_000_000_000
COUNTED = "size"  # the file that says how many bytes there were when they were last counted, with those added since


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


class Cache:
    """A folder of entries by kind and key; one that cannot be written is no cache, and no fault."""

    def __init__(self, folder: Path, size: int = DEFAULT_SIZE) -> None:
        self.folder = folder
        self.size = size
        self._added = 0

    def get(self, kind: str, key: str) -> bytes | None:
        """The entry's bytes; None where there is none, or a damaged one, which is removed."""
        path = self._path(kind, key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        digest, _, payload = data.partition(b"\n")
        if digest.decode("ascii", "replace") != hashlib.sha256(payload).hexdigest():
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return payload

    def put(self, kind: str, key: str, payload: bytes) -> None:
        """Keep an entry; in silence where that fails, since a run needs no cache."""
        path = self._path(kind, key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(hashlib.sha256(payload).hexdigest().encode() + b"\n" + payload)
                Path(aside).replace(path)
                self._added += len(payload)
            except BaseException:
                Path(aside).unlink(missing_ok=True)
                raise

    def get_json(self, kind: str, key: str) -> Any:
        """An entry that ``put_json`` kept; None where there is none."""
        data = self.get(kind, key)
        try:
            return json.loads(data) if data is not None else None
        except (ValueError, RecursionError):
            return None

    def put_json(self, kind: str, key: str, value: Any) -> None:
        """Keep a value of JSON."""
        self.put(
            kind, key, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        )

    def trim(self) -> None:
        """Remove what was not used for longest until the folder is within its size; it is counted only when full."""
        counted = self.folder / COUNTED
        with contextlib.suppress(OSError, ValueError):
            total = int(counted.read_text("ascii")) + self._added
            self._added = 0
            if total <= self.size:
                counted.write_text(str(total), "ascii")
                return
        with contextlib.suppress(OSError):
            counted.write_text(str(self._trimmed()), "ascii")

    def _trimmed(self) -> int:
        """The size of the folder once it is within its limit."""
        entries = []
        for path in self.folder.glob("*/*/*"):
            with contextlib.suppress(OSError):
                status = path.stat()
                entries.append((status.st_mtime, status.st_size, path))
        total = sum(size for _, size, _ in entries)
        for _, size, path in sorted(entries):
            if total <= self.size:
                break
            with contextlib.suppress(OSError):
                path.unlink()
            total -= size
        return total

    def clear(self) -> None:
        """Remove every entry, and nothing else that may be in the folder."""
        (self.folder / COUNTED).unlink(missing_ok=True)
        for path in self.folder.glob("*/*/*"):
            path.unlink(missing_ok=True)
        for folder in sorted(self.folder.glob("**/"), reverse=True):
            with contextlib.suppress(OSError):
                folder.rmdir()

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / kind / key[:2] / key[2:]
