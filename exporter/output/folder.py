"""The output folder: its writable paths, the exporter's own files, and writing them.

A file is the exporter's own if its bytes have the sha256 in the manifest, or in the journal of a killed run: the
journal is written before each file, the manifest once at the end.
"""

import contextlib
import hashlib
import json
import os
import posixpath
import time
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import IO

from exporter.diagnostics import Code, Diagnostics, EnvironmentFault, Severity, UsageError
from exporter.disk import (
    leads_out,
    opened_to_append,
    opened_to_replace,
    read_regular,
    remove_leftovers,
    sha256_of,
    write_atomic,
)
from exporter.output.entries import Entry
from exporter.output.manifest import Manifest
from exporter.process.locks import lock

FOREIGN = Code(
    "foreign-file",
    Severity.ERROR,
    "A file that the exporter did not write is in the place of an output.",
    why="Building would overwrite the other file.",
    mend="Move the file away, or overwrite it with --force.",
)
EDITED = Code(
    "edited-output",
    Severity.ERROR,
    "An output changed since the exporter wrote it.",
    why="Building would overwrite changes made by hand.",
    mend="Bring the changes into the page and move the file away, or overwrite it with --force.",
)
UNWRITABLE = Code(
    "write",
    Severity.ERROR,
    "A file cannot be written.",
    why="The old file stays, or no file exists.",
    mend="Check the folder's permissions and the space on the disk.",
)
TAKEN = Code(
    "output-taken",
    Severity.ERROR,
    "An output belongs to another page, which still exists; it is kept.",
    why="Building would overwrite the file of another page.",
    mend="Give one of the two pages another 'output', or overwrite the file with --force.",
)
BROKEN = Code(
    "broken-manifest",
    Severity.WARNING,
    "A record of written files cannot be read.",
    why="The exporter does not recognize its own files, and leaves them alone.",
    mend="Build with --force, or delete the named file and build again.",
)
DAMAGED = Code(
    "damaged-release",
    Severity.ERROR,
    "A release is damaged: its sums, its manifest and its files do not agree.",
    why="Files changed or were lost since the release was packed.",
    mend="Take the archive again from where it was published, or build the release again from its tag.",
)
CODES = (FOREIGN, EDITED, TAKEN, UNWRITABLE, BROKEN, DAMAGED)

# The folder's own files: the manifest, the lock of the run that writes here, and its journal.
BUSY = "wait for it to end: 'exporter build --wait 600' waits for up to ten minutes"
BETWEEN_TRIES = 0.1  # seconds
MANIFEST, LOCK, JOURNAL = OWN_FILES = ("manifest.json", ".lock", ".journal")


class Verdict(Enum):
    """The state of a file on disk, compared with the manifest."""

    MISSING = "missing"
    OWN = "own"
    EDITED = "edited"
    FOREIGN = "foreign"


class Folder:
    """The output folder ``root`` with its manifest; a format's folder may also be elsewhere.

    Files are named by their paths from ``root``, with slashes, as in the manifest. ``sha256`` is of the manifest's file
    as it was read or written last, ``pending`` are the hashes in the journal of a killed run. ``findings`` report
    unreadable parts of the manifest; files without an entry are not the exporter's own.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._journal = root / JOURNAL
        self._journalling = contextlib.ExitStack()
        self._open_journal: IO[str] | None = None
        self._bases: dict[Path, str] = {}
        self._read()

    def _read(self) -> None:
        self.findings = Diagnostics()
        self.manifest, self.sha256 = _read_manifest(self.root / MANIFEST, self.findings)
        self.pending = read_journal(self._journal)

    @contextlib.contextmanager
    def locked(self, within: Path | None = None, wait: float = 0.0) -> Iterator[None]:
        """Keep other runs from writing here, and remove the leftovers of a killed run.

        ``wait`` is how many seconds to wait for the end of another run. By links, the output folder must not lead out
        of the folder ``within``. Raises ``UsageError``.
        """
        if within is not None and leads_out(self.root, within):
            message = f"'{self.root}' is a link that points outside the project's folder"
            raise UsageError(message, code="write", hint="remove it, or name its target with --out")
        with contextlib.ExitStack() as stack:
            try:
                self.root.mkdir(parents=True, exist_ok=True)
                stack.enter_context(_lock(self.root / LOCK, wait))
                if (_digest(self.root / MANIFEST) or "") != self.sha256:
                    self._read()  # another run has written files and their entries
            except BlockingIOError as error:
                raise UsageError(f"another run is writing to '{self.root}'", hint=BUSY) from error
            except OSError as error:
                message = f"cannot write to '{self.root}': {error.strerror}"
                hint = "it, or a folder of its path, is a file; choose another folder with --out"
                blocked = isinstance(error, FileExistsError | NotADirectoryError)
                raise EnvironmentFault(message, code="write", hint=hint if blocked else hint.split("; ")[1]) from error
            remove_leftovers(self.root, LOCK)
            stack.callback(self._end_journal)
            yield

    def verdict(self, path: str) -> tuple[Verdict, str]:
        """Return the state of the file at ``path`` and its sha256 (empty if there is no file)."""
        digest = _digest(self.root / path)
        if digest is None:
            return Verdict.MISSING, ""
        entry = self.manifest.files.get(path) or self.manifest.orphans.get(path)
        if (entry and entry.sha256 == digest) or self.pending.get(path) == digest:
            return Verdict.OWN, digest
        return Verdict.EDITED if entry else Verdict.FOREIGN, digest

    def read(self, path: str) -> bytes:
        """Return the bytes of the file at ``path``. Raises ``OSError``."""
        return read_regular(self.root / path)

    def path(self, base: Path, name: str) -> str:
        """Return the path of the file ``name``, with slashes, below a format's folder ``base``."""
        if base not in self._bases:
            self._bases[base] = Path(os.path.relpath(base, self.root)).as_posix()
        return posixpath.normpath(posixpath.join(self._bases[base], name))

    def write(self, base: Path, name: str, data: bytes) -> None:
        """Write the file ``name`` below ``base``. Raises ``OSError``, leaving the old file."""
        target = base / name
        bounds = self.root if base.is_relative_to(self.root) else base
        if leads_out(target.parent, bounds):
            raise OSError(f"'{target.parent}' points outside the output folder")
        self._note(self.path(base, name), data)
        write_atomic(target, data)

    def save(self, entries: dict[str, Entry], orphans: dict[str, Entry], environment: dict[str, str]) -> None:
        """Write the manifest if it changed, and remove the journal. Raises ``EnvironmentFault``."""
        new = Manifest(entries, orphans, environment)
        path = self.root / MANIFEST
        try:
            if new != self.manifest or self.findings.found or not path.is_file():
                digest = hashlib.sha256()
                with opened_to_replace(path) as file:
                    for line in new.lines():
                        digest.update(line)
                        file.write(line)
                self.sha256 = digest.hexdigest()
            self.manifest = new
            self._end_journal()
            self._journal.unlink(missing_ok=True)
        except OSError as error:
            hint = "check the folder's permissions and the space on its disk"
            raise EnvironmentFault(f"cannot write '{path}': {error.strerror}", code="write", hint=hint) from error

    def _note(self, path: str, data: bytes) -> None:
        """Note in the journal that a file is about to be written."""
        if self._open_journal is None:
            self._open_journal = self._journalling.enter_context(opened_to_append(self._journal))
        self._open_journal.write(json.dumps([path, hashlib.sha256(data).hexdigest()], ensure_ascii=False) + "\n")
        self._open_journal.flush()

    def _end_journal(self) -> None:
        self._journalling.close()
        self._open_journal = None

    def remove(self, path: str) -> None:
        """Remove one file, and then its empty folders."""
        target = self.root / path
        target.unlink(missing_ok=True)
        for folder in target.parents:
            if not folder.is_relative_to(self.root) or folder == self.root:
                break
            with contextlib.suppress(OSError):
                folder.rmdir()


def is_as_left(root: Path, sha256: str) -> bool:
    """Return whether the manifest of an output folder has this hash, and no run was killed there since."""
    return _digest(root / MANIFEST) == sha256 and not read_journal(root / JOURNAL)


def _digest(path: Path) -> str | None:
    try:
        return sha256_of(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return "unreadable"


def _read_manifest(path: Path, diagnostics: Diagnostics) -> tuple[Manifest, str]:
    """Return the manifest and the sha256 of its file; an empty one if it is missing or cannot be read."""
    digest = ""
    try:
        data = read_regular(path)
        digest = hashlib.sha256(data).hexdigest()
        read = Manifest.from_json(data)
    except FileNotFoundError:
        return Manifest(), digest
    except (OSError, ValueError, RecursionError) as error:
        report_broken(path, [reason_of(error)], diagnostics)
        return Manifest(), digest
    report_broken(path, read.faults, diagnostics)
    return read, digest


def report_broken(path: Path, faults: Sequence[str], diagnostics: Diagnostics) -> None:
    """Report why a manifest or note, or a part of it, cannot be read."""
    if faults:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        hint = "restore it, or build again: files that it does not list stay, unless they are the same"
        diagnostics.add(BROKEN, f"cannot read all of '{path.name}': {faults[0]}{more}", None, hint)


def reason_of(error: Exception) -> str:
    """Return why a file could not be read as JSON, in words."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return str(getattr(error, "strerror", None) or error)


def read_journal(path: Path) -> dict[str, str]:
    """Return the hashes of the files that a killed run was writing, by their paths."""
    pending = {}
    with contextlib.suppress(OSError):
        for line in read_regular(path).decode("utf-8", "replace").splitlines():
            with contextlib.suppress(ValueError, RecursionError):  # a killed run may leave half of a line
                match json.loads(line):
                    case [str() as name, str() as digest]:
                        pending[name] = digest
    return pending


@contextlib.contextmanager
def _lock(path: Path, wait: float) -> Iterator[None]:
    """Hold an advisory lock, which the system drops whenever the process ends.

    Raises ``BlockingIOError`` if another still has it after ``wait`` seconds.
    """
    last = time.monotonic() + wait
    with opened_to_append(path) as file:
        while True:
            try:
                lock(file)
                break
            except BlockingIOError:
                if time.monotonic() >= last:
                    raise
            time.sleep(BETWEEN_TRIES)
        yield
