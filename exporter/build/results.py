"""The results of a batch: each file written, kept as it is, or failed; and the entries of its manifest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from sys import intern
from typing import Any

from exporter.backends.base import Rendered
from exporter.build.accessibility import lost_mark
from exporter.build.conflicts import not_ours
from exporter.build.files import OutputFile, PreparedFile
from exporter.build.made_files import MadeFile, StoredFinding
from exporter.build.outcome import FileResult, FileState, finding_json
from exporter.build.stored_findings import NODE
from exporter.diagnostics import Diagnostic
from exporter.output import Entry, Folder
from exporter.output.folder import UNWRITABLE


@dataclass(slots=True)
class Results:
    """The results by the manifest's paths of their files, and the new entries of the manifest.

    ``force`` writes over files that are not the exporter's.
    """

    folder: Folder
    force: bool = False
    by_path: dict[str, FileResult] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)

    def keep(self, prepared: PreparedFile, found: Sequence[Diagnostic], kept: Sequence[StoredFinding]) -> None:
        """Note a current file; ``found`` are the findings of its making as of today, ``kept`` those to store."""
        file, content = prepared.file, prepared.content
        entry = self.folder.manifest.files[file.path]
        findings = (*_json(content.findings), *(dict(finding) for finding in kept))
        self.entries[file.path] = replace(entry, sources=dict(content.sources), findings=findings)
        self.note(
            file, FileState.CURRENT, (*content.findings, *found), pages=entry.pages, size=entry.size, unmet=entry.unmet
        )

    def write(self, prepared: PreparedFile, made: MadeFile, rendered: Rendered, reason: str) -> bool:
        """Write a file unless another's file is there; return whether it is written.

        ``rendered`` is the file as the project grades it. The manifest keeps the findings as they were made, so that
        another run may grade them anew.
        """
        file = prepared.file
        found = (*prepared.content.findings, *rendered.findings)
        if rendered.data is None:
            return self.fail(file, found, made.seconds)
        verdict, there = self.folder.verdict(file.path)
        old = self.folder.manifest.files.get(file.path)
        fault = None if self.force or there == made.sha256 else not_ours(file, verdict)
        fault = fault or lost_mark(file, old, made.rendered)
        if fault is None and there != made.sha256:
            fault = self._put(file, rendered.data)
        if fault is not None:
            return self.fail(file, (*found, fault), made.seconds)
        self.entries[file.path] = _entry(prepared, made)
        size = len(rendered.data)
        facts = {"pages": rendered.pages, "size": size, "seconds": made.seconds, "unmet": rendered.unmet}
        self.note(file, FileState.BUILT, found, reason=reason, **facts)
        return True

    def fail(self, file: OutputFile, findings: Iterable[Diagnostic], seconds: float = 0.0) -> bool:
        """Note a failed file; an older file stays, with its entry. Return False."""
        old = self.folder.manifest.files.get(file.path)
        if old is not None:
            self.entries[file.path] = old
        self.note(file, FileState.FAILED, findings, seconds=seconds)
        return False

    def note(self, file: OutputFile, state: FileState, findings: Iterable[Diagnostic], **facts: Any) -> None:
        """Note the result of a file; ``facts`` are further fields of ``FileResult``."""
        once = tuple(dict.fromkeys(findings))
        self.by_path[file.path] = FileResult.of(file.export, file.format, file.shown, state, findings=once, **facts)

    def is_same_again(self, path: str) -> bool:
        """Return whether the next run says the same of a file; findings of its making come from its entry by then."""
        result, entry = self.by_path.get(path), self.entries.get(path)
        if result is None or entry is None:
            return False
        made = result.state is FileState.BUILT and not any(NODE in finding for finding in entry.findings)
        return made or result.state is FileState.CURRENT

    def save(self, planned: Iterable[str], environment: Mapping[str, str]) -> None:
        """Write the manifest: the files of this run, those of earlier runs, and orphans, whose export is gone."""
        keep = set(planned)
        before = self.folder.manifest.orphans | self.folder.manifest.files
        before = {p: e for p, e in before.items() if p not in self.entries and self.folder.verdict(p)[1]}
        files = self.entries | {p: e for p, e in before.items() if p in keep}
        orphans = {p: e for p, e in before.items() if p not in keep}
        self.folder.save(files, orphans, dict(environment))

    def _put(self, file: OutputFile, data: bytes) -> Diagnostic | None:
        try:
            self.folder.write(file.base, file.name, data)
        except OSError as error:
            message = f"cannot write '{file.shown}': {error.strerror or error}"
            blocked = isinstance(error, FileExistsError | NotADirectoryError)
            hint = "check the folder's permissions and the space on its disk"
            hint = "a folder of its path is a file: move that file away" if blocked else hint
            return UNWRITABLE.finding(message, file.export.pos, hint)
        return None


def _entry(prepared: PreparedFile, made: MadeFile) -> Entry:
    file, content, rendered = prepared.file, prepared.content, made.rendered
    return Entry(
        path=file.path,
        export=file.export.output,
        format=file.format,
        sha256=made.sha256,
        size=len(rendered.data or b""),
        pages=rendered.pages,
        title=made.title,
        page=file.export.pages[0],
        section=file.export.heading,
        version=file.export.version,
        address=made.address,
        sources=dict(content.sources),
        key=prepared.key,
        inputs={name: intern(value) for name, value in prepared.inputs.items()},  # most are those of other files too
        units=dict(made.units),
        standards=rendered.standards,
        unmet=rendered.unmet,
        accessibility=dict(made.accessibility),
        pagination=rendered.pagination,
        findings=(*_json(content.findings), *(dict(finding) for finding in made.stored)),
    )


def _json(findings: Iterable[Diagnostic]) -> tuple[dict[str, Any], ...]:
    return tuple(finding_json(finding) for finding in dict.fromkeys(findings))
