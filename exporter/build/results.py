"""What becomes of each file of a run: written, left as it is, or failed; and the manifest that tells of it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from exporter.backends.base import Rendered
from exporter.build.files import File, Made
from exporter.build.holders import not_ours
from exporter.build.run import Result, finding_json
from exporter.build.stored_findings import Noted, noted
from exporter.build.units import units
from exporter.diagnostics import Diagnostic
from exporter.output import Entry, Folder
from exporter.output.folder import UNWRITABLE


@dataclass(slots=True)
class Ledger:
    """The results of a run and the entries of its manifest."""

    folder: Folder
    force: bool = False
    results: dict[str, Result] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)

    def current(
        self, made: Made, findings: Sequence[Diagnostic], own: Sequence[Diagnostic], noted: Sequence[Noted]
    ) -> None:
        """Note a file that is as it has to be, with the page's findings and with those of its making, as kept."""
        entry = self.folder.manifest.files[made.file.path]
        told = (*_json(findings), *(dict(n) for n in noted))
        self._enter(made, replace(entry, sources=dict(made.selected.sources), findings=told))
        self.note(made.file, "current", (*findings, *own), pages=entry.pages, size=entry.size)

    def write(
        self, made: Made, raw: Rendered, rendered: Rendered, findings: tuple[Diagnostic, ...], why: str, seconds: float
    ) -> bool:
        """Write a rendered file, unless someone else's is there; whether that went well.

        ``rendered`` is ``raw`` as the project grades it; the manifest keeps the findings of ``raw``, so that another
        run may grade them anew.
        """
        found = (*findings, *rendered.findings)
        if rendered.data is None:
            return self.fail(made.file, found, seconds)
        digest = hashlib.sha256(rendered.data).hexdigest()
        fault = self._fault(made.file, digest) or self._put(made.file, digest, rendered.data)
        if fault is not None:
            return self.fail(made.file, (*found, fault), seconds)
        self._enter(made, _entry(made, raw, digest, findings))
        size = len(rendered.data)
        self.note(made.file, "built", found, pages=rendered.pages, size=size, seconds=seconds, reason=why)
        return True

    def fail(self, file: File, findings: Iterable[Diagnostic], seconds: float = 0.0) -> bool:
        """Note a file that could not be made; what stood there stays, with its entry. Always False."""
        old = self.folder.manifest.files.get(file.path)
        if old is not None:
            self.entries[file.path] = old
        self.note(file, "failed", findings, seconds=seconds)
        return False

    def note(self, file: File, state: str, findings: Iterable[Diagnostic], **facts: object) -> None:
        """Note what became of a file."""
        export = file.export
        self.results[file.path] = replace(
            Result(
                path=file.shown,
                export=export.output,
                format=file.format,
                state=state,
                title=export.title,
                page=export.pages[0],
                findings=tuple(dict.fromkeys(findings)),
            ),
            **facts,  # type: ignore[arg-type] # the callers' keywords are fields
        )

    def save(self, planned: Iterable[str], environment: Mapping[str, str]) -> None:
        """Write the manifest: what this run did, what others did before, and orphans, whose export is gone."""
        keep = set(planned)
        before = self.folder.manifest.orphans | self.folder.manifest.files
        before = {p: e for p, e in before.items() if p not in self.entries and self.folder.verdict(p)[1]}
        files = self.entries | {p: e for p, e in before.items() if p in keep}
        orphans = {p: e for p, e in before.items() if p not in keep}
        self.folder.save(files, orphans, dict(environment))

    def _enter(self, made: Made, entry: Entry) -> None:
        self.entries[made.file.path] = entry

    def _fault(self, file: File, digest: str) -> Diagnostic | None:
        verdict, there = self.folder.verdict(file.path)
        return None if self.force or there == digest else not_ours(file, verdict)

    def _put(self, file: File, digest: str, data: bytes) -> Diagnostic | None:
        if self.folder.verdict(file.path)[1] == digest:
            return None
        try:
            self.folder.write(file.base, file.name, data)
        except OSError as error:
            message = f"cannot write '{file.shown}': {error.strerror or error}"
            blocked = isinstance(error, FileExistsError | NotADirectoryError)
            hint = "check the folder's permissions and the room on its disk"
            hint = "a folder of its path is a file: move that away" if blocked else hint
            return UNWRITABLE.finding(message, file.export.pos, hint)
        return None


def _entry(made: Made, rendered: Rendered, digest: str, found: Iterable[Diagnostic]) -> Entry:
    file, document = made.file, made.selected.document
    assert document is not None, "what was rendered had a document"
    return Entry(
        path=file.path,
        export=file.export.output,
        format=file.format,
        sha256=digest,
        size=len(rendered.data or b""),
        pages=rendered.pages,
        title=document.title,
        page=file.export.pages[0],
        section=file.export.heading,
        address=document.control.address,
        sources=dict(made.selected.sources),
        key=made.key,
        inputs=dict(made.inputs),
        units=units(document),
        standards=rendered.standards,
        findings=(*_json(found), *noted(tuple(dict.fromkeys(rendered.findings)), document)),
    )


def _json(found: Iterable[Diagnostic]) -> tuple[dict[str, Any], ...]:
    return tuple(finding_json(f) for f in dict.fromkeys(found))
