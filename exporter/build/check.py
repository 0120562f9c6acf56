"""The check: compare the files with their pages; render nothing, write nothing."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from exporter.build.accessibility import unmarked
from exporter.build.conflicts import other_page
from exporter.build.documents import ExportContent
from exporter.build.files import (
    OutputFile,
    PreparedFile,
    UnpreparedFile,
    changed_inputs,
    changed_versions,
    output_files,
    prepare,
    reason,
    shown,
)
from exporter.build.flow import Flow
from exporter.build.outcome import FileResult, FileState, Run
from exporter.build.pagination import UNSEEN, with_pagination
from exporter.build.published_copies import differences
from exporter.build.unit_hashes import changed_units, units
from exporter.diagnostics import Diagnostic, ExporterError
from exporter.model.export import Export
from exporter.output import Entry, Folder, Verdict
from exporter.output.folder import EDITED, FOREIGN
from exporter.plan.output_names import dated_name, with_date
from exporter.published import READERS, codes
from exporter.theme.files import Theme
from exporter.version import __version__

BUILD = "run 'exporter build'"
KEEP = "move it away, or build over it with --force"
# inputs that readers see, beside the looks
CONTENT = ("text", "pictures")


@dataclass(frozen=True, slots=True)
class FileStatus:
    """The state of a file, why, in words, and the findings."""

    state: FileState
    why: str = ""
    findings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """The files of the output folder beside the plan."""

    flow: Flow
    folder: Folder

    def run(self, exports: Sequence[Export]) -> Run:
        """Return the state of each planned file, and the files whose export is gone."""
        results = [result for export in exports for result in self._results(export)]
        return Run(
            command="check", version=__version__, results=results, findings=[*self.folder.findings, *self._orphans()]
        )

    def _results(self, export: Export) -> Iterator[FileResult]:
        content = with_pagination(self.flow, self.folder, self.flow.select(export), self.folder.manifest.files)
        for file in output_files(self.flow.project, self.folder, (export,)):
            status = self._status(prepare(self.flow, file, content))
            facts = {"findings": status.findings, "reason": status.why}
            yield FileResult.of(export, file.format, file.shown, status.state, **facts)

    def _status(self, prepared: PreparedFile | UnpreparedFile) -> FileStatus:
        file, content = prepared.file, prepared.content
        if content.failed or content.has_errors:
            return FileStatus(FileState.FAILED, "its page has errors", content.findings)
        if isinstance(prepared, UnpreparedFile):
            return FileStatus(FileState.FAILED, "its options are wrong", prepared.findings)
        project, manifest = self.flow.project, self.folder.manifest
        verdict = self.folder.verdict(file.path)[0]
        entry = manifest.files.get(file.path)
        if verdict is Verdict.MISSING or (entry is None and verdict is Verdict.OWN):
            return FileStatus(FileState.MISSING, "it was never made, or was deleted", (_missing(file),))
        if (other := other_page(project, self.folder, file)) is not None:
            return FileStatus(FileState.FOREIGN, "it was made from another page", (other,))
        if verdict is not Verdict.OWN or entry is None:
            return _touched(file, content, project.theme, known=entry is not None)
        if entry.key == prepared.key:
            finding = unmarked(file, entry, file.export.pos)
            return FileStatus(FileState.CURRENT, findings=(finding,) if finding else ())
        return _stale(prepared, entry, changed_versions(manifest.environment, project.environment))

    def _orphans(self) -> Iterator[Diagnostic]:
        for path in sorted(self.folder.manifest.orphans):
            if self.folder.verdict(path)[1]:
                message = f"'{shown(self.folder.root / path)}' belongs to a deleted export"
                yield codes.ORPHAN.remark(message, None, "'exporter clean --orphans' removes it")


def check(flow: Flow, exports: Sequence[Export]) -> Run:
    """Return the state of each file of the exports."""
    return Check(flow, Folder(flow.project.output_root)).run(exports)


def _missing(file: OutputFile) -> Diagnostic:
    return codes.GONE.remark(f"'{file.shown}' is missing", file.export.pos, BUILD)


def _touched(file: OutputFile, content: ExportContent, theme: Theme, *, known: bool) -> FileStatus:
    """Return the status of a file that others wrote or changed, with its differences from the page."""
    code, what = (EDITED, "changed since the exporter wrote it") if known else (FOREIGN, "not written by the exporter")
    found = [code.remark(f"'{file.shown}' was {what}", file.export.pos, KEEP)]
    path = file.base / file.name
    if path.suffix in READERS and content.document is not None:
        try:
            found += differences(content.document, path, theme, file.export.pos)
        except ExporterError as error:
            found.append(error.diagnostic)
    return FileStatus(FileState.EDITED if known else FileState.FOREIGN, f"it was {what}", tuple(found))


def _stale(prepared: PreparedFile, entry: Entry, versions: str) -> FileStatus:
    """Return the status of a file that was made from other inputs; versions of libraries alone do not make it stale."""
    file, why = prepared.file, reason(entry, prepared.inputs, versions)
    changed = changed_inputs(entry, prepared.inputs)
    if changed == ["modified"]:
        return FileStatus(FileState.CURRENT, "its pages were committed since")
    if UNSEEN.issuperset(changed):
        note = codes.ENVIRONMENT.remark(f"'{file.shown}' was made with other versions", None, "build it again")
        return FileStatus(FileState.CURRENT, why, (note,))
    found = list(_changed(prepared, entry)) if "text" in changed else []
    if not found:
        found = [codes.STALE.remark(f"'{file.shown}' is stale: {why}", file.export.pos, BUILD)]
    if any(name in changed for name in CONTENT):
        found += _old_date(file.export)
    return FileStatus(FileState.STALE, why, tuple(found))


def _changed(prepared: PreparedFile, entry: Entry) -> Iterator[Diagnostic]:
    """Yield the changes of the text; they name the export, since its formats share them."""
    document, output = prepared.content.document, prepared.file.export.output
    parts = changed_units(entry.units, units(document), document) if document is not None else []
    for part in parts:
        yield codes.STALE.remark(f"'{output}' is stale: {part}", part.pos or prepared.file.export.pos, BUILD)
    if not parts:
        message = f"'{output}' is stale: its head or the order of its parts changed"
        yield codes.STALE.remark(message, prepared.file.export.pos, BUILD)


def _old_date(export: Export) -> Iterator[Diagnostic]:
    """Yield a finding if the version or date in a name is older than the content, with the next name or version."""
    if export.template and export.version:
        origin = export.origins["version"]
        hint = "raise its 'version'" if origin.pos else "build the next release: exporter build --release NAME"
        message = f"'{export.output}' changed since {export.version}, the version in its name"
        yield codes.OLD_DATE.remark(message, origin.pos or export.pos, hint)
        return
    new = with_date(export.output, today())
    if new is None or new == export.output:
        return
    message = f"'{export.output}' changed since {dated_name(export.output).date}, the date in its name"
    hint = f"to publish it under the next name: exporter rename '{export.output}' '{new}'"
    yield codes.OLD_DATE.remark(message, export.pos, hint)


def today() -> date:
    """Return the day of SOURCE_DATE_EPOCH, else of the clock, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()
