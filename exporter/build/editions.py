"""Published versions of one export: the newest under a name that stays, the others marked, and a list of all."""

import hashlib
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import unquote

from exporter.backends.html.superseded import marked_superseded
from exporter.build.files import shown
from exporter.build.outcome import FileResult, FileState
from exporter.diagnostics import Diagnostics
from exporter.model.versions import newest, version_key
from exporter.output.downloads import DOWNLOADS, Download, DownloadFile, downloads_text
from exporter.output.folder import FOREIGN, UNWRITABLE
from exporter.output.publish_folder import PublishedFile, PublishFolder, PublishStatus
from exporter.theme.files import Theme
from exporter.theme.labels import labels

NOTE: Final = ".superseded.txt"
_STALE: Final = (PublishStatus.MISSING, PublishStatus.OLDER, PublishStatus.SAME_CONTENT)


def newest_editions(folder: PublishFolder) -> dict[str, str]:
    """Return the newest published version of each export that has versions."""
    found: dict[str, set[str]] = {}
    for record in folder.files.values():
        if record.edition and not record.kind:
            found.setdefault(record.export, set()).add(record.edition)
    return {export: newest(known) for export, known in found.items()}


@dataclass(slots=True)
class Editions:
    """The versions in a folder; findings go to ``found``, and ``dry_run`` writes nothing."""

    folder: PublishFolder
    theme: Theme
    dry_run: bool
    found: Diagnostics

    def copy_newest(self) -> Iterator[FileResult]:
        """Copy each newest version to the name with ``latest``; yield the copies that change."""
        last = newest_editions(self.folder)
        for path, record in self._versions():
            target = _latest_path(path, record)
            taken = self.folder.files.get(target)
            others = taken is not None and not taken.kind and taken.export != ""  # another export has the name
            if record.edition == last[record.export] and not (record.built or others):
                yield from self._keep(target, replace(record, kind="latest"), source=path)

    def mark_superseded(self) -> Iterator[FileResult]:
        """Mark older versions, once each: by a line in HTML, by a note beside other files."""
        last = newest_editions(self.folder)
        successors: dict[str, dict[str, PublishedFile]] = {}
        for path, record in self._versions():
            if record.edition == last[record.export]:
                successors.setdefault(record.export, {})[_latest_path(path, record)] = record
        notes: dict[str, tuple[PublishedFile, bytes]] = {}
        for path, record in self._versions():
            if record.built or not is_superseded(record, last):
                continue
            page = self._marked(path, record, successors[record.export])
            if page is None:
                notes[posixpath.splitext(path)[0] + NOTE] = record, self._note(record, successors[record.export])
            else:
                yield from self._put(path, replace(record, built=record.sha256, size=len(page)), page)
        for path, (record, note) in notes.items():
            yield from self._keep(path, replace(record, kind="note", sha256=_digest(note)), note)

    def list_downloads(self) -> Iterator[FileResult]:
        """Write the list of the folder's files, for the pages of the site."""
        last = newest_editions(self.folder)
        listed = [record for record in self.folder.files.values() if record.address and not record.kind]
        listed.sort(key=lambda r: (version_key(r.edition), r.edition), reverse=True)
        listed.sort(key=lambda r: (r.route, r.section, r.title, r.export))
        groups: dict[tuple[str, ...], list[PublishedFile]] = {}
        for record in listed:
            groups.setdefault((record.route, record.section, record.export, record.edition), []).append(record)
        if groups or DOWNLOADS in self.folder.files:
            data = downloads_text(_download(group, last) for group in groups.values())
            yield from self._keep(DOWNLOADS, PublishedFile(sha256=_digest(data), kind="note"), data)

    def _versions(self) -> list[tuple[str, PublishedFile]]:
        """Return the files with a version in their names, without copies of them."""
        return sorted((p, r) for p, r in self.folder.files.items() if r.edition and r.latest and not r.kind)

    def _marked(self, path: str, record: PublishedFile, successors: Mapping[str, PublishedFile]) -> bytes | None:
        """Return a page with the line that leads to its newest version; None for other files and for foreign bytes."""
        near = [name for name in successors if posixpath.dirname(name) == posixpath.dirname(path)]
        if record.format != "html" or not near or not self.folder.is_own(path):
            return None
        target = next((name for name in near if successors[name].format == "html"), near[0])
        name = posixpath.basename(target)
        word = labels(self.theme, record.language)["superseded"]
        title = f"{successors[target].title} ({name})"
        return marked_superseded(self.folder.read(path), word, title, posixpath.basename(successors[target].latest))

    def _note(self, record: PublishedFile, successors: Mapping[str, PublishedFile]) -> bytes:
        word = labels(self.theme, record.language)["superseded"]
        lines = [f"{record.title} ({record.edition}): {word}", *(one.latest for one in successors.values())]
        return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")

    def _keep(
        self, path: str, record: PublishedFile, data: bytes | None = None, source: str = ""
    ) -> Iterator[FileResult]:
        """Write a file that changed, unless it is somebody else's; without ``data`` it is a copy of ``source``."""
        status = self.folder.status(path, record.sha256)
        if status is PublishStatus.CURRENT:
            self.folder.files[path] = record
        elif status in _STALE:
            yield from self._put(path, record, data, source)
        else:
            name = shown(self.folder.root / path)
            hint = "move it away, or choose another folder in 'publish'"
            self.found.add(FOREIGN, f"'{name}' was not written by the exporter", None, hint)

    def _put(self, path: str, record: PublishedFile, data: bytes | None, source: str = "") -> Iterator[FileResult]:
        if self.dry_run:
            self.folder.files[path] = record
            yield result(self.folder, path, record, FileState.TO_PUBLISH)
            return
        try:
            self.folder.put(path, self.folder.read(source) if data is None else data, record)
        except OSError as error:
            message = f"cannot write '{shown(self.folder.root / path)}': {error.strerror or error}"
            self.found.add(UNWRITABLE, message, None, "check the path")
        else:
            yield result(self.folder, path, record, FileState.PUBLISHED)


def is_superseded(record: PublishedFile, last: Mapping[str, str]) -> bool:
    """Return whether a newer version of a file is published; ``last`` has the newest of each export."""
    return bool(record.edition) and version_key(record.edition) < version_key(last[record.export])


def result(folder: PublishFolder, path: str, record: PublishedFile, state: FileState) -> FileResult:
    """Return the result of a published file without a built one."""
    name = shown(folder.root / path)
    return FileResult(
        path=name, export=record.export, format=record.format, state=state, title=record.title, size=record.size
    )


def _latest_path(path: str, record: PublishedFile) -> str:
    """Return the path of the newest version of a file, beside it."""
    return posixpath.join(posixpath.dirname(path), unquote(posixpath.basename(record.latest)))


def _download(records: Sequence[PublishedFile], last: Mapping[str, str]) -> Download:
    first = records[0]
    return Download(
        route=first.route,
        section=first.section,
        title=first.title,
        language=first.language,
        date=first.date,
        version=first.version,
        superseded=is_superseded(first, last),
        files=tuple(sorted(map(_file, records), key=lambda file: (file.format, file.address))),
    )


def _file(record: PublishedFile) -> DownloadFile:
    return DownloadFile(
        address=record.address,
        latest=record.latest,
        format=record.format,
        size=record.size,
        pages=record.pages,
        accessible=record.accessible,
        sha256=record.sha256,
    )


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
