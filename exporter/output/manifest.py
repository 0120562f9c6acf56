"""``manifest.json``: each file that the exporter wrote, what it was made from and what was found while making it."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any

VERSION = 1
LARGEST = 2**53  # whole numbers beyond are not exact in JSON
SEVERITIES = ("note", "loss", "warning", "error")
_PLACE = ("line", "column", "end_line", "end_column")


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
_NEEDED = tuple(one.name for one in fields(Entry) if one.default is MISSING and one.default_factory is MISSING)


@dataclass(frozen=True, slots=True)
class Manifest:
    """All entries by path, and the environment that they were made in. ``orphans`` are those whose export is gone.

    ``faults`` tell which parts of the file could not be read and are left out.
    """

    files: dict[str, Entry] = field(default_factory=dict)
    orphans: dict[str, Entry] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = field(default=(), compare=False)

    def to_json(self) -> bytes:
        """The file's text: sorted, a line for each file, the same bytes for the same content."""
        members = {
            "environment": _text(self.environment),
            "files": _lines(self.files),
            "orphans": _lines(self.orphans),
            "version": _text(VERSION),
        }
        return ("{\n" + ",\n".join(f'"{name}": {text}' for name, text in members.items()) + "\n}\n").encode(
            "utf-8", "surrogatepass"
        )

    @classmethod
    def from_json(cls, data: bytes) -> "Manifest":
        """Return the manifest in a file's text without its broken entries. Raises ``ValueError`` if it is none."""
        value = json.loads(data)
        if not isinstance(value, dict):
            raise ValueError("it is no mapping")
        if value.get("version") != VERSION or value["version"] is True:
            raise ValueError("it is of another version")
        lists: dict[str, Any] = {name: value.get(name) for name in ("files", "orphans")}
        if wrong := next((name for name, entries in lists.items() if not isinstance(entries, list)), None):
            raise ValueError(f"it has no list of {wrong}")
        faults: list[str] = []
        files, orphans = (_read(name, entries, faults) for name, entries in lists.items())
        environment: Any = value.get("environment")
        if not _texts(environment):
            faults.append("'environment' is no mapping of texts")
            environment = {}
        return cls(files, orphans, dict(environment), tuple(faults))


def _read(name: str, entries: list[Any], faults: list[str]) -> dict[str, Entry]:
    """The entries of a list by their paths; ``faults`` takes why others are left out."""
    read: dict[str, Entry] = {}
    for number, value in enumerate(entries, start=1):
        fault = _fault(value)
        if fault:
            faults.append(f"entry {number} of '{name}': {fault}")
        else:
            lists = {k: tuple(value[k]) for k in ("standards", "findings") if k in value}
            read[value["path"]] = Entry(**{**value, **lists})
    return read


def _fault(value: Any) -> str | None:
    """Why a value is no entry."""
    if not isinstance(value, dict):
        return "it is no mapping"
    missing = [name for name in _NEEDED if name not in value]
    unknown = [name for name in value if name not in _KINDS]
    wrong = [name for name, fits in _KINDS.items() if name in value and not fits(value[name])]
    named = [*missing[:1], *unknown[:1], *wrong[:1]]
    return f"'{named[0]}' is missing, unknown or of a wrong type" if named else None


def _text_fits(value: Any) -> bool:
    return isinstance(value, str)


def _path(value: Any) -> bool:
    """Whether a value can be asked of the disk."""
    if not isinstance(value, str) or not value or any(ord(c) < 32 or c == "\x7f" for c in value):
        return False
    try:
        os.fsencode(value)
    except UnicodeEncodeError:
        return False
    return True


def _hash(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef")


def is_count(value: Any) -> bool:
    """Whether a value is a number of things as an entry may have it."""
    return type(value) is int and 0 <= value < LARGEST


def _texts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


def _finding(value: Any) -> bool:
    """Whether a value is a finding as ``schema.py`` describes it, with all of its place or none."""
    if not (isinstance(value, dict) and all(isinstance(value.get(name), str) for name in ("code", "message"))):
        return False
    own = {name: value[name] for name in value if name not in ("code", "message", "severity", "node")}
    texts, place = ({n: v for n, v in own.items() if (n in _PLACE) is of} for of in (False, True))
    whole = set(place) == (set(_PLACE) if "file" in texts else set())
    fits = set(texts) <= {"hint", "file", "subject"} and all(map(_text_fits, texts.values()))
    placed = whole and all(is_count(number) and number > 0 for number in place.values())
    return str(value.get("severity")) in SEVERITIES and fits and placed and _node(value.get("node"))


def _node(value: Any) -> bool:
    """Whether a value says what of a document a finding is about (``pipeline.places.At``)."""
    if value is None:
        return True
    numbers = isinstance(value, list) and len(value) in (0, 1, 3) and all(map(is_count, value))
    return numbers and (len(value) < 3 or value[1] <= value[2])


_KINDS: Mapping[str, Callable[[Any], bool]] = {
    "path": _path,
    **dict.fromkeys(("export", "format", "title", "page", "section", "address", "key"), _text_fits),
    "sha256": _hash,
    "size": is_count,
    "pages": lambda value: value is None or is_count(value),
    **dict.fromkeys(("sources", "inputs", "units"), _texts),
    "standards": lambda value: isinstance(value, list) and all(map(_text_fits, value)),
    "findings": lambda value: isinstance(value, list) and all(map(_finding, value)),
}


def _lines(entries: Mapping[str, Entry]) -> str:
    return "[\n" + ",\n".join(_text(_plain(entries[path])) for path in sorted(entries)) + "\n]" if entries else "[]"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _plain(entry: Entry) -> dict[str, Any]:
    value = {name: getattr(entry, name) for name in _FIELDS}
    return {name: v for name, v in value.items() if v or name in _NEEDED}
