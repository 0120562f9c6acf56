"""Whether the files are as their pages are: nothing is rendered, nothing is written."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from exporter import __version__
from exporter.build.documents import Selected
from exporter.build.files import File, Made, file_of, made_of, other_versions, reason, shown
from exporter.build.flow import Flow
from exporter.build.holders import holder
from exporter.build.published import differences
from exporter.build.run import Result, Run
from exporter.build.settings import WrongSettings
from exporter.build.units import changed_units, units
from exporter.diagnostics import Diagnostic, ExporterError
from exporter.model.export import Export
from exporter.output import Entry, Folder, Verdict
from exporter.output.folder import EDITED, FOREIGN
from exporter.plan.outputs import dated, redated
from exporter.published import READERS, codes
from exporter.theme.files import Theme

BUILD = "run 'exporter build'"
KEEP = "move it away, or build over it with --force"
# what a file shows, beside how it looks
CONTENT = ("text", "pictures")


@dataclass(frozen=True, slots=True)
class State:
    """How a file stands: current, stale, missing, edited, foreign or failed; why, in words, and the findings."""

    name: str
    why: str = ""
    findings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """The files of the output folder beside what is planned."""

    flow: Flow
    folder: Folder

    def run(self, exports: Sequence[Export]) -> Run:
        """The state of each planned file, and the files whose export is gone."""
        results = [self._result(export, name) for export in exports for name in export.formats]
        return Run(
            command="check", version=__version__, results=results, findings=[*self.folder.findings, *self._orphans()]
        )

    def _result(self, export: Export, name: str) -> Result:
        file = file_of(self.flow.project, self.folder, export, name)
        state = self._state(file, self.flow.select(export).in_format(name, self.flow.project.grade))
        return Result(
            path=file.shown,
            export=export.output,
            format=name,
            state=state.name,
            title=export.title,
            page=export.pages[0],
            findings=state.findings,
            reason=state.why,
        )

    def _state(self, file: File, selected: Selected) -> State:
        if selected.failed:
            return State("failed", "its page has errors", selected.findings)
        try:
            made = made_of(self.flow.settings, file, selected)
        except WrongSettings as error:
            return State("failed", "its options are wrong", (*selected.findings, *error.findings))
        verdict = self.folder.verdict(file.path)[0]
        entry = self.folder.manifest.files.get(file.path)
        if verdict is Verdict.MISSING or (entry is None and verdict is Verdict.OWN):
            return State("missing", "it was never made, or is gone", (_missing(file),))
        if (other := holder(self.flow.project, self.folder, file)) is not None:
            return State("foreign", "it was made from another page", (other,))
        if verdict is not Verdict.OWN or entry is None:
            return _touched(file, selected, self.flow.project.theme, known=entry is not None)
        if entry.key == made.key:
            return State("current")
        return _stale(made, entry, other_versions(self.folder.manifest.environment, self.flow.project.environment))

    def _orphans(self) -> Iterator[Diagnostic]:
        for path in sorted(self.folder.manifest.orphans):
            if self.folder.verdict(path)[1]:
                message = f"'{shown(self.folder.root / path)}' is of an export that is gone"
                yield codes.ORPHAN.remark(message, None, "'exporter clean --orphans' removes it")


def check(flow: Flow, exports: Sequence[Export]) -> Run:
    """The state of each file of the exports."""
    return Check(flow, Folder(flow.project.output_root)).run(exports)


def _missing(file: File) -> Diagnostic:
    return codes.GONE.remark(f"'{file.shown}' is missing", file.export.pos, BUILD)


def _touched(file: File, selected: Selected, theme: Theme, *, known: bool) -> State:
    """A file that others wrote or changed, with what it says otherwise than its page, where it can be read."""
    code, what = (EDITED, "changed since the exporter wrote it") if known else (FOREIGN, "not written by the exporter")
    found = [code.remark(f"'{file.shown}' was {what}", file.export.pos, KEEP)]
    path = file.base / file.name
    if path.suffix in READERS and selected.document is not None:
        try:
            found += differences(selected.document, path, theme, file.export.pos)
        except ExporterError as error:
            found.append(error.diagnostic)
    return State("edited" if known else "foreign", f"it was {what}", tuple(found))


def _stale(made: Made, entry: Entry, versions: str) -> State:
    """A file that was made from something else; other versions of libraries alone do not make it stale."""
    file, why = made.file, reason(entry, made.inputs, versions)
    changed = [name for name, value in made.inputs.items() if entry.inputs.get(name) != value]
    if changed == ["modified"]:
        return State("current", "its pages were committed since")
    if set(changed) <= {"environment", "modified"}:
        note = codes.ENVIRONMENT.remark(f"'{file.shown}' was made with other versions", None, "build it again")
        return State("current", why, (note,))
    found = list(_changed(made, entry)) if "text" in changed else []
    if not found:
        found = [codes.STALE.remark(f"'{file.shown}' is stale: {why}", file.export.pos, BUILD)]
    if any(name in changed for name in CONTENT):
        found += _old_date(file.export)
    return State("stale", why, tuple(found))


def _changed(made: Made, entry: Entry) -> Iterator[Diagnostic]:
    """What of the text changed; told of the export, since its formats share it."""
    document, output = made.selected.document, made.file.export.output
    parts = changed_units(entry.units, units(document), document) if document is not None else []
    for part in parts:
        yield codes.STALE.remark(f"'{output}' is stale: {part}", part.pos or made.file.export.pos, BUILD)
    if not parts:
        message = f"'{output}' is stale: its head or the order of its parts changed"
        yield codes.STALE.remark(message, made.file.export.pos, BUILD)


def _old_date(export: Export) -> Iterator[Diagnostic]:
    """That a name has an older date than its content, with the next name."""
    new = redated(export.output, today())
    if new is None or new == export.output:
        return
    message = f"'{export.output}' changed since {dated(export.output).date}, the date in its name"
    hint = f"to publish it under the next name: exporter rename '{export.output}' '{new}'"
    yield codes.OLD_DATE.remark(message, export.pos, hint)


def today() -> date:
    """The day of SOURCE_DATE_EPOCH, else of the clock, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()
