"""A folder that outputs are published to: the exporter's own files in it, and new ones.

A note in the folder has a record of each written file, so that it goes wherever the folder goes. A journal is written
before each file, the note once at the end.
"""

import contextlib
import hashlib
import json
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError

from exporter.diagnostics import Diagnostics
from exporter.disk import leads_out, opened_to_append, read_regular, write_atomic
from exporter.model.paths import fault
from exporter.output.entries import Count
from exporter.output.folder import read_journal, reason_of, report_broken

NOTE = ".exporter-published.json"
JOURNAL = ".exporter-published.journal"


class PublishStatus(Enum):
    """The state of a published file, compared with its new bytes."""

    MISSING = "missing"
    CURRENT = "current"
    SAME_CONTENT = "same content"
    OLDER = "older"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """A file that the exporter published.

    ``sha256`` is that of its bytes; ``built`` that of the built file, if a mark was put into it; ``content`` a hash of
    everything that readers see in it. ``export`` is the name of its export in every version, ``edition`` the version or
    date in its own name. ``kind`` says what it is beside a built file: the copy under the name with ``latest``, or a
    note about another file. The other fields are for ``downloads.json``.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    sha256: str
    built: str = ""
    content: str = ""
    export: str = ""
    edition: str = ""
    kind: Literal["", "latest", "note"] = ""
    address: str = ""
    latest: str = ""
    format: str = ""
    size: Count = 0
    pages: Count | None = None
    accessible: bool | None = None
    route: str = ""
    section: str = ""
    title: str = ""
    language: str = ""
    date: str = ""
    version: str = ""


class PublishFolder:
    """A folder, such as a site's ``public/``, with the records of the files written there, by their paths.

    ``findings`` report unreadable parts of the note.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.findings = Diagnostics()
        self.files = _read(root / NOTE, self.findings)
        for path, digest in read_journal(root / JOURNAL).items():
            if self._has(path, digest):
                self.files.setdefault(path, PublishedFile(sha256=digest))
                self.files[path] = replace(self.files[path], sha256=digest)

    def status(self, path: str, sha256: str, content: str = "") -> PublishStatus:
        """Return the status of the file at ``path`` for bytes with this hash; ``FOREIGN`` means somebody else's."""
        try:
            digest = self.digest(path)
        except FileNotFoundError:
            return PublishStatus.MISSING
        except OSError:
            return PublishStatus.FOREIGN
        known = self.files.get(path)
        if digest == sha256:
            return PublishStatus.CURRENT
        if known is None or known.sha256 != digest:
            return PublishStatus.FOREIGN
        same = known.built == sha256 or bool(content and known.content == content)
        return PublishStatus.SAME_CONTENT if same else PublishStatus.OLDER

    def digest(self, path: str) -> str:
        """Return the sha256 of the file at ``path``. Raises ``OSError``."""
        return hashlib.sha256(self.read(path)).hexdigest()

    def read(self, path: str) -> bytes:
        """Return the bytes of the file at ``path``. Raises ``OSError``."""
        return read_regular(self.root / path)

    def put(self, path: str, data: bytes, record: PublishedFile) -> None:
        """Write a file; its record gets its hash. Raises ``OSError``, also for a path that leads out of the folder."""
        target = self._inside(path)
        digest = hashlib.sha256(data).hexdigest()
        with opened_to_append(self.root / JOURNAL) as journal:
            journal.write(json.dumps([path, digest], ensure_ascii=False) + "\n")
        write_atomic(target, data)
        self.files[path] = replace(record, sha256=digest)

    def remove(self, path: str) -> None:
        """Remove a file and its record, then its empty folders. Raises ``OSError``, as ``put``."""
        target = self._inside(path)
        target.unlink(missing_ok=True)
        self.files.pop(path, None)
        for folder in target.parents:
            if folder == self.root:
                break
            with contextlib.suppress(OSError):
                folder.rmdir()

    def is_own(self, path: str) -> bool:
        """Return whether the file at ``path`` is as the exporter wrote it."""
        return path in self.files and self._has(path, self.files[path].sha256)

    def save(self) -> None:
        """Write the note if it changed, without records of missing files. Raises ``OSError``."""
        self.files = {path: record for path, record in self.files.items() if self._exists(path)}
        text = _text(self.files)
        note = self.root / NOTE
        if self.files or note.is_file():
            try:
                changed = read_regular(note) != text
            except OSError:
                changed = True
            if changed:
                write_atomic(note, text)
        (self.root / JOURNAL).unlink(missing_ok=True)

    def _inside(self, path: str) -> Path:
        target = self.root / path
        if reason := fault(posixpath.splitext(path)[0]):
            raise OSError(reason)
        if leads_out(target.parent, self.root):  # before folders are made behind a link
            raise OSError("it points outside the folder")
        return target

    def _exists(self, path: str) -> bool:
        try:
            return (self.root / path).is_file()
        except (OSError, ValueError):
            return False

    def _has(self, path: str, digest: str) -> bool:
        try:
            return self.digest(path) == digest
        except (OSError, ValueError):
            return False


@cache
def _adapter() -> TypeAdapter[PublishedFile]:
    return TypeAdapter(PublishedFile)


def _read(path: Path, diagnostics: Diagnostics) -> dict[str, PublishedFile]:
    try:
        records = json.loads(read_regular(path))
        if not isinstance(records, dict):
            raise ValueError("it is not a mapping")
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        report_broken(path, [reason_of(error)], diagnostics)
        return {}
    found: dict[str, PublishedFile] = {}
    faults = []
    for name, value in records.items():
        try:
            found[name] = _adapter().validate_python({"sha256": value} if isinstance(value, str) else value)
        except ValidationError:
            faults.append(f"'{name}' has no sha256" if not isinstance(value, dict) else f"'{name}' has a broken record")
    report_broken(path, faults, diagnostics)
    return found


def _text(records: Mapping[str, PublishedFile]) -> bytes:
    value = {path: _short(record) for path, record in records.items()}
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8", "surrogatepass")


def _short(record: PublishedFile) -> dict[str, Any] | str:
    """Return a record without empty fields; the hash alone for one without facts, as 0.1 wrote it."""
    value = {one.name: getattr(record, one.name) for one in fields(record)}
    given = {name: one for name, one in value.items() if one not in ("", None)}
    return given if len(given) > 1 else record.sha256
