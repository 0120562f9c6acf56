"""Files as they were at a revision, written to a folder of their own or read one by one.

A tree can hold any name, and links to anywhere: no name leads out of the folder or into git's own, and no link is
written.
"""

import os
import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from exporter.diagnostics import Code, Diagnostics, Severity, UsageError
from exporter.source.files import DEFAULTS
from exporter.source.git import TreeEntry, blobs, commit_of, entries, prefix

LEFT_OUT = Code(
    "revision-file",
    Severity.WARNING,
    "A file of a revision cannot be read or written.",
    why="The exporter goes on without the file.",
    mend="If the file does not matter, nothing has to be done; else compare two states that have it as a regular file.",
)
CODES = (LEFT_OUT,)

LARGEST = 2_000_000_000  # bytes of all files of a revision; a site's pages and pictures have a tenth of that
LONGEST_LINK = 4096
MOST_LINKS = 10  # in a chain
POINTER = b"version https://git-lfs.github.com/spec/"  # https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
FILE, LINK, SUBMODULE = "100", "120000", "160000"  # how the modes of a tree's entries begin

# Names that are git's own folder on some system.
_GIT_FOLDER = re.compile(r"(?:\.git|git~\d+)[ .]*(?::.*)?", re.IGNORECASE | re.DOTALL)
_IGNORED = re.compile("[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]")  # characters that HFS+ leaves out of names


@dataclass(slots=True)
class Checkout:
    """A revision that is written to a folder: its commit, the folder for the repository's top, and the findings."""

    repository: Path
    prefix: str
    revision: str
    commit: str
    into: Path
    diagnostics: Diagnostics
    limit: int = DEFAULTS.file_bytes
    _size: int = field(default=0, init=False)
    _seen: set[str] = field(default_factory=set, init=False)

    @classmethod
    def of(
        cls, folder: Path, revision: str, into: Path, diagnostics: Diagnostics, limit: int | None = None
    ) -> "Checkout":
        """Return the checkout of the repository around ``folder``. Raises as ``commit_of``."""
        own = prefix(folder)
        return cls(folder, own, revision, commit_of(folder, revision), into, diagnostics, limit or DEFAULTS.file_bytes)

    @property
    def folder(self) -> Path:
        """The copy of the folder that the checkout was made for."""
        return self.into / self.prefix

    def write(self, paths: Sequence[Path]) -> None:
        """Write ``paths`` as they were, without those that the revision did not have or git does not hold."""
        self.folder.mkdir(parents=True, exist_ok=True)
        tops = dict.fromkeys(top for path in paths if (top := self._below_top(path)) is not None)
        for top in tops:
            found = {name: entry for name, entry in entries(self.repository, self.commit, top) if self._new(name)}
            self._write(found)

    def complete(self, config: Path, content: Path | None = None) -> None:
        """Create the folder of the pages, and an empty configuration: the next one upward is another project's."""
        for folder in (config.parent, content or config.parent):
            folder.mkdir(parents=True, exist_ok=True)
        if not config.is_file():
            config.write_text("{}\n")

    def has(self, path: Path) -> bool:
        """Whether the revision had a file, a link or anything else of this name."""
        top = self._below_top(path)
        return top is not None and top in dict(entries(self.repository, self.commit, top))

    def copy_of(self, path: Path) -> Path:
        """Return the place of the copy of a path inside of the repository."""
        top = self._below_top(path)
        assert top is not None, "the caller asked 'inside'"
        return self.into / top

    def inside(self, path: Path) -> bool:
        """Whether git could hold ``path``: it is below the top of the repository."""
        return self._below_top(path) is not None

    def _below_top(self, path: Path) -> str | None:
        below = posixpath.normpath(posixpath.join(self.prefix, Path(os.path.relpath(path, self.repository)).as_posix()))
        return None if below == ".." or below.startswith(("../", "/")) else below

    def _new(self, name: str) -> bool:
        new = name not in self._seen
        self._seen.add(name)
        return new

    def _write(self, found: Mapping[str, TreeEntry]) -> None:
        wanted: list[tuple[str, str]] = []
        with blobs(self.repository) as read:
            targets = _Links(found, lambda entry: read(entry.object, LONGEST_LINK))
            for name, entry in found.items():
                fault = _fault(name) or _kind_fault(entry)
                file = targets.behind(name) if entry.mode == LINK else entry
                if fault is None and file is None:
                    fault = "it is a link that points to a missing file or outside its folder"
                if fault is None and file is not None:
                    wanted.append((name, file.object))
                else:
                    self._left_out(name, str(fault))
            for name, blob in wanted:
                self._put(name, read(blob, self.limit))

    def _put(self, name: str, data: bytes | str) -> None:
        if isinstance(data, str):
            self._left_out(name, data)
            return
        self._size += len(data)
        if self._size > LARGEST:
            raise UsageError(f"'{self.revision}' has more than {LARGEST:,} bytes of files", code="no-revision")
        if data.startswith(POINTER) and len(data) < 1024:
            self._left_out(name, "it is a pointer of Git LFS, and its content is elsewhere")
        target = self.into / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:  # two names may be one file here
                file.write(data)
        except OSError as error:
            self._left_out(name, f"it cannot be written: {error.strerror}")

    def _left_out(self, name: str, why: str) -> None:
        shown = posixpath.relpath(name, self.prefix or ".")
        self.diagnostics.add(LEFT_OUT, f"'{shown}' as it was at {self.revision} is left out: {why}")


class _Links:
    """Links of a part of a tree, followed in it alone, without the disk."""

    def __init__(self, entries: Mapping[str, TreeEntry], read: Callable[[TreeEntry], bytes | str]) -> None:
        self._entries = entries
        self._read = read

    def behind(self, name: str) -> TreeEntry | None:
        """Return the file that a link leads to."""
        for _ in range(MOST_LINKS):
            entry = self._entries.get(name)
            if entry is None or entry.mode != LINK:
                return entry if entry is not None and entry.mode.startswith(FILE) else None
            target = self._read(entry)
            if isinstance(target, str) or target.startswith(b"/"):
                return None
            name = posixpath.normpath(posixpath.join(posixpath.dirname(name), os.fsdecode(target)))
        return None


def content_of(folder: Path, revision: str, path: Path, limit: int = DEFAULTS.file_bytes) -> bytes:
    """Return the bytes of one file, ``path``, at a revision. Raises ``UsageError``, also if it had no such file."""
    own = prefix(folder)
    commit = commit_of(folder, revision)
    name = posixpath.normpath(posixpath.join(own, Path(os.path.relpath(path, folder)).as_posix()))
    entry = dict(entries(folder, commit, name)).get(name)
    fault = "the file did not exist then" if entry is None else _kind_fault(entry)
    if entry is not None and entry.mode == LINK:
        fault = "it was a link"
    if entry is not None and fault is None:
        with blobs(folder) as read:
            data = read(entry.object, limit)
        if isinstance(data, bytes):
            return data
        fault = data
    raise UsageError(f"git has no '{path.name}' at '{revision}': {fault}", code="no-revision", hint="name another")


def _kind_fault(entry: TreeEntry) -> str | None:
    if entry.mode == SUBMODULE:
        return "it is another repository (a submodule)"
    return None if entry.mode == LINK or entry.mode.startswith(FILE) else "it is not a file"


def _fault(name: str) -> str | None:
    """Return the reason why a tree's entry cannot be written below a folder; a tree made by hand holds any name."""
    steps = name.split("/")
    if any(step in ("", ".", "..") for step in steps) or (os.sep != "/" and any(c in name for c in "\\:")):
        return "its path points outside its folder"
    own = any(_GIT_FOLDER.fullmatch(_IGNORED.sub("", step)) for step in steps)
    return "it has a name of git's own folder" if own else None
