"""Entries of the cache: results of earlier runs, by the hash of the content that they were made from.

An entry is a file named after its key: a line with a sha256 over kind, key and payload, then the payload. So an entry
in the place of another is invalid. With a secret the line is an HMAC. Invalid entries count as missing. Two runs may
use one folder: entries are written aside and moved into place.
"""

import contextlib
import hashlib
import hmac
import json
import math
import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from exporter.cache.folder import COUNTED, ENTRY, KEY, UNTRUSTED, EntryKind, check, parts, refuse_foreign
from exporter.cachedir_tag import TAG, distrust, is_marked, make_folder, mark
from exporter.diagnostics import Diagnostic, Diagnostics, UsageError
from exporter.disk import LEFTOVER, read_regular, write_atomic

DEFAULT_SIZE = 1_000_000_000
_DIGITS = 20  # of the number in the file of the size
_SIGNED = b"hmac-sha256 "
_LEFT = 24 * 3600  # seconds after which no run still writes a file aside


def trusted_cache(folder: Path, *, named: bool = True) -> "Cache":
    """Return the cache in ``folder``, signed with EXPORTER_CACHE_KEY; if it is not trusted, its findings say why.

    Raises ``UsageError`` for another folder than the exporter's, and for an unreadable one if the user ``named`` it.
    """
    diagnostics = Diagnostics()
    try:
        why, hint = check(folder)
    except OSError as error:
        if named:
            hint = "name a folder that you may read, or a new one, with --cache"
            message = f"'{folder}' cannot be the cache folder: {error.strerror or error}"
            raise UsageError(message, code="cache-folder", hint=hint) from error
        why = ""  # a run needs no cache: without a folder for one it goes on
    if why:
        diagnostics.add(UNTRUSTED, f"the cache is not used: {why}", None, hint)
    secret = os.environ.get("EXPORTER_CACHE_KEY", "").encode("utf-8", "surrogateescape")
    return Cache(folder, secret=secret, findings=tuple(diagnostics))


@dataclass(slots=True)
class Cache:
    """A folder of entries by kind and key. An unwritable folder stores nothing and raises no error.

    ``size`` is the limit of its bytes. With a ``secret``, only entries signed with it are valid. Findings say why the
    folder is untrusted: then it is neither read nor written.
    """

    folder: Path
    size: int = DEFAULT_SIZE
    secret: bytes = field(default=b"", repr=False)
    findings: tuple[Diagnostic, ...] = ()
    _added: int = field(default=0, init=False)
    _marked: bool = field(default=False, init=False)

    def get(self, kind: str, key: str) -> bytes | None:
        """Return the payload of an entry; None if it is missing or damaged. A damaged entry is removed."""
        path = self._path(kind, key)
        try:
            if self.findings or not self._own(path) or distrust(path):
                return None
            data = read_regular(path)
        except OSError:
            return None
        head, _, payload = data.partition(b"\n")
        if not hmac.compare_digest(head, self._head(kind, key, payload)):
            self._remove_damaged(path, head)
            return None
        with contextlib.suppress(OSError, NotImplementedError):
            self._mark()  # a folder of 0.1 had none
            os.utime(path, follow_symlinks=False)
        return payload

    def put(self, kind: str, key: str, payload: bytes) -> None:
        """Store an entry; ignore failures, since a run needs no cache."""
        path = self._path(kind, key)
        if self.findings:
            return
        with contextlib.suppress(OSError):
            self._mark()
            make_folder(path.parent.parent)
            make_folder(path.parent)
            if self._own(path):
                write_atomic(path, self._head(kind, key, payload) + b"\n" + payload, cached=True)
                self._added += len(payload)

    def get_json(self, kind: str, key: str) -> Any:
        """Return the JSON value of an entry; None if it is missing."""
        data = self.get(kind, key)
        try:
            return read_json(data) if data is not None else None
        except (ValueError, RecursionError):
            return None

    def put_json(self, kind: str, key: str, value: Any) -> None:
        """Store a JSON value."""
        self.put(kind, key, json_text(value).encode("utf-8", "surrogatepass"))

    def trim(self) -> None:
        """Remove the least recently used entries until the folder is within its size; count it only when full."""
        counted = self.folder / COUNTED
        if self.findings or not self._added:
            return
        with contextlib.suppress(OSError, ValueError):
            total = int(read_regular(counted, _DIGITS)) + self._added
            self._added = 0
            if 0 <= total <= self.size:
                write_atomic(counted, str(total).encode(), cached=True)
                return
        with contextlib.suppress(OSError):
            write_atomic(counted, str(self._trimmed()).encode(), cached=True)

    def contents(self) -> tuple[int, int]:
        """Return the number of entries and their bytes."""
        sizes = [size for _, size, path in self._files() if ENTRY.fullmatch(path.name)]
        return len(sizes), sum(sizes)

    def clear(self) -> tuple[int, int]:
        """Remove every entry, and nothing else; return the number of entries and their bytes.

        An empty folder is removed too. Raises ``UsageError`` for a folder of others, and ``OSError``.
        """
        if self.folder.is_symlink():
            hint = f"name the link's target: {self.folder.resolve()}"
            raise UsageError(f"'{self.folder}' is a link", code="cache-folder", hint=hint)
        if not is_marked(self.folder):
            refuse_foreign(self.folder)
        files = list(self._files())
        folders = [path for path, is_folder in parts(self.folder) if is_folder and path != self.folder]
        for _, _, path in files:
            path.unlink(missing_ok=True)
        for folder in reversed(folders):
            with contextlib.suppress(OSError):
                folder.rmdir()
        with contextlib.suppress(OSError):
            left = [path.name for path in self.folder.iterdir()]
            if left == [TAG] or (files and not left):  # an empty folder that was never a cache stays
                (self.folder / TAG).unlink(missing_ok=True)
                self.folder.rmdir()
        gone = [size for _, size, path in files if ENTRY.fullmatch(path.name)]
        return len(gone), sum(gone)

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        """Yield entries, leftovers of killed runs and the size file: last use, bytes and path of each."""
        for path, is_folder in parts(self.folder):
            with contextlib.suppress(OSError):
                status = path.lstat()
                if not is_folder and path.name != TAG and not stat.S_ISDIR(status.st_mode):
                    yield status.st_mtime, status.st_size, path

    def _trimmed(self) -> int:
        """Trim the folder to its limit; return its size."""
        files = list(self._files())
        for used, _, path in files:
            if LEFTOVER.fullmatch(path.name) and used < time.time() - _LEFT:
                path.unlink(missing_ok=True)
        entries = [file for file in files if ENTRY.fullmatch(file[2].name)]
        total = sum(size for _, size, _ in entries)
        for _, size, path in sorted(entries):
            if total <= self.size:
                break
            with contextlib.suppress(OSError):
                path.unlink()
            total -= size
        return total

    def _mark(self) -> None:
        if not self._marked:
            mark(self.folder)
            self._marked = True

    def _own(self, path: Path) -> bool:
        """Return whether the folders of an entry are the user's own, and no links. Raises ``OSError``."""
        return not (distrust(path.parent.parent) or distrust(path.parent))

    def _head(self, kind: str, key: str, payload: bytes) -> bytes:
        """Return the first line of an entry. Kinds have no blank and keys one length, so no two entries hash alike."""
        digest = hmac.new(self.secret, digestmod=hashlib.sha256) if self.secret else hashlib.sha256()
        digest.update(f"{EntryKind(kind)} {key}\n".encode())
        digest.update(payload)
        return (_SIGNED if self.secret else b"") + digest.hexdigest().encode()

    def _remove_damaged(self, path: Path, head: bytes) -> None:
        """Remove a damaged entry, unless it may be valid for a run with another secret, or without one."""
        if not (self.secret or head.startswith(_SIGNED)):
            with contextlib.suppress(OSError):
                path.unlink()

    def _path(self, kind: str, key: str) -> Path:
        if KEY.fullmatch(key) is None:
            raise ValueError(f"'{key}' is not a key")
        return self.folder / EntryKind(kind) / key[:2] / key[2:]


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def json_text(value: Any) -> str:
    """Return a value as JSON without blanks."""
    return _ENCODER.encode(value)


def read_json(text: str | bytes) -> Any:
    """Return the value of JSON whose numbers are finite. Raises ``ValueError`` or ``RecursionError``."""
    return json.loads(text, parse_constant=_refuse, parse_float=_finite)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a number")


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refuse(text)
