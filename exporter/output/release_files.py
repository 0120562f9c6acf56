"""The files of a release, read from its archive, or from a folder with a manifest.

Both may come from anybody: names stay inside, links are not followed, and nothing is read beyond the limits.
"""

import hashlib
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

from exporter.diagnostics import Diagnostic, UsageError, shortened
from exporter.disk import leads_out, opened_to_read, read_regular, read_up_to
from exporter.model.paths import is_inner, path_key
from exporter.output.folder import DAMAGED, MANIFEST, OWN_FILES, reason_of
from exporter.output.manifest import Manifest
from exporter.output.release_archive import REPORTS, SUMS

ARCHIVE: Final = ".zip"
MOST_FILES: Final = 200_000
LARGEST_FILE: Final = 500_000_000  # bytes, unpacked
LARGEST_MANIFEST: Final = 100_000_000
LARGEST: Final = 20_000_000_000  # bytes of all files together
_AGAIN: Final = "take it again from where it was published"
_SUM: Final = re.compile(r"([0-9a-f]{64})  (.+)")
_DAMAGE: Final = (
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, KeyError, ValueError, OSError),
)


class _Files(Protocol):
    """The files of an archive or a folder by their names. ``read`` raises ``OSError`` or ``ValueError``."""

    def names(self) -> Collection[str]: ...

    def read(self, name: str) -> bytes: ...


@dataclass(slots=True)
class ReleaseFiles:
    """A release: its name for messages, its files, and its manifest."""

    name: str
    manifest: Manifest
    _files: _Files
    _left: int = LARGEST

    def read(self, name: str) -> bytes:
        """Return the bytes of a file. Raises ``UsageError`` for a missing, damaged or too large one."""
        try:
            data = self._files.read(name)
        except _DAMAGE as error:
            raise _damaged(f"'{self.name}': cannot read '{shortened(name)}': {_why(error)}") from error
        self._left -= len(data)
        if self._left < 0:
            raise _damaged(f"'{self.name}' has more than {LARGEST:,} bytes")
        return data

    def file(self, path: str) -> bytes:
        """Return the bytes of a file of the manifest. Raises ``UsageError``, also if they are others."""
        data = self.read(path)
        if hashlib.sha256(data).hexdigest() != self.manifest.files[path].sha256:
            raise _damaged(f"'{self.name}': '{shortened(path)}' is not the file of the manifest")
        return data

    def faults(self) -> Iterator[Diagnostic]:
        """Yield the places where sums, manifest and files do not agree; every file is read once."""
        names, listed = set(self._files.names()), self.manifest.files
        sums = {}
        if SUMS in names:
            sums = dict(self._sums())
            yield from (self._fault(f"'{name}' has no line in {SUMS}") for name in sorted(names - sums.keys() - {SUMS}))
        else:
            yield self._fault(f"it has no {SUMS}")
        yield from (self._fault(fault) for fault in self.manifest.faults)
        for name in sorted(names | sums.keys() | listed.keys()):
            if name not in names:
                yield self._fault(f"'{name}' is missing")
            elif name != SUMS:
                yield from self._file_faults(name, sums.get(name, ""))

    def _file_faults(self, name: str, sum_line: str) -> Iterator[Diagnostic]:
        entry = self.manifest.files.get(name)
        try:
            data = self.read(name)
        except UsageError as error:
            yield error.diagnostic
            return
        digest = hashlib.sha256(data).hexdigest()
        if sum_line and digest != sum_line:
            yield self._fault(f"'{name}' differs from its line in {SUMS}")
        if entry is not None and (digest, len(data)) != (entry.sha256, entry.size):
            yield self._fault(f"'{name}' differs from its entry in {MANIFEST}")
        if entry is None and name != MANIFEST and not name.startswith(REPORTS):
            yield self._fault(f"'{name}' has no entry in {MANIFEST}")

    def _sums(self) -> Iterator[tuple[str, str]]:
        for line in self.read(SUMS).decode("utf-8", "replace").splitlines():
            if found := _SUM.fullmatch(line):
                yield found[2], found[1]

    def _fault(self, message: str) -> Diagnostic:
        return DAMAGED.remark(f"'{self.name}': {message}", None, _AGAIN)


def is_release(path: Path) -> bool:
    """Return whether a path names an archive of a release, or a folder with a manifest."""
    return path.suffix.lower() == ARCHIVE or (path / MANIFEST).is_file()


@contextmanager
def opened_release(path: Path) -> Iterator[ReleaseFiles]:
    """Open the archive of a release, or a folder with a manifest. Raises ``UsageError``."""
    with _opened(path) as files:
        try:
            manifest = Manifest.from_json(_bounded(files.read(MANIFEST), LARGEST_MANIFEST))
        except (*_DAMAGE, RecursionError) as error:
            hint = "name the archive of a release, or a folder with its files and manifest.json"
            raise _damaged(f"'{path}' has no manifest that can be read: {_why(error)}", hint) from error
        outside = [name for name in manifest.files if not is_inner(name)]
        inner = {name: entry for name, entry in manifest.files.items() if name not in outside}
        faults = (*manifest.faults, *(f"'{shortened(name)}' leads out of the release" for name in outside))
        yield ReleaseFiles(path.name or path.absolute().name, replace(manifest, files=inner, faults=faults), files)


@contextmanager
def _opened(path: Path) -> Iterator[_Files]:
    if path.is_dir():
        yield _Folder(path)
        return
    with ExitStack() as stack:
        try:
            file = stack.enter_context(opened_to_read(path, links=True))
            files = _Archive(stack.enter_context(zipfile.ZipFile(file)))
        except FileNotFoundError as error:
            raise UsageError(f"no file '{path}'", code="missing-file", hint="check the path") from error
        except _DAMAGE as error:
            raise _damaged(f"cannot read '{path}': {_why(error)}") from error
        yield files


class _Folder:
    """The files below a folder, without following links."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def names(self) -> Collection[str]:
        found: list[str] = []
        for top, _, files in os.walk(self._root):
            below = Path(top).relative_to(self._root)
            found += (name for file in files if (name := (below / file).as_posix()) not in OWN_FILES[1:])
            if len(found) > MOST_FILES:
                raise _damaged(f"'{self._root}' has more than {MOST_FILES:,} files")
        return found

    def read(self, name: str) -> bytes:
        path = self._root / name
        if leads_out(path.parent, self._root):
            raise OSError("it is behind a link")
        return read_regular(path, LARGEST_FILE)


class _Archive:
    """The files of a ZIP file. Raises ``ValueError`` for names and kinds of files that no release has."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if len(infos) > MOST_FILES:
            raise ValueError(f"it has more than {MOST_FILES:,} files")
        self._infos = {info.filename: info for info in infos}
        if len({path_key(name) for name in self._infos}) < len(infos):
            raise ValueError("two of its files have one name")
        for info in infos:
            if not is_inner(info.filename) or stat.S_ISLNK(info.external_attr >> 16):
                raise ValueError(f"'{shortened(info.filename)}' is a link, or leads out of it")

    def names(self) -> Collection[str]:
        return self._infos.keys()

    def read(self, name: str) -> bytes:
        info = self._infos[name]
        if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ValueError("it is encrypted, or packed in an unknown way")
        with self._archive.open(info) as member:
            return _bounded(read_up_to(member, LARGEST_FILE + 1), LARGEST_FILE)


def _bounded(data: bytes, limit: int) -> bytes:
    if len(data) > limit:
        raise ValueError(f"it is larger than {limit:,} bytes")
    return data


def _damaged(message: str, hint: str = _AGAIN) -> UsageError:
    return UsageError(message, code=DAMAGED.name, hint=hint)


def _why(error: Exception) -> str:
    if isinstance(error, KeyError | FileNotFoundError):
        return "it is missing"
    if isinstance(error, zipfile.BadZipFile | zlib.error | EOFError):
        return "it is not a complete ZIP file"
    return reason_of(error) or "it is damaged"
