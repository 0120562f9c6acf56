"""The batch: make every file that is not current, each apart from the others, and write the manifest."""

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial

from exporter.build.at_once import made_at_once
from exporter.build.conflicts import has_wanted_bytes, not_ours, other_page
from exporter.build.documents import ExportContent
from exporter.build.files import (
    OutputFile,
    PreparedFile,
    UnpreparedFile,
    changed_versions,
    output_file,
    output_files,
    placed,
    prepare,
    reason,
)
from exporter.build.flow import Flow
from exporter.build.made_files import MadeFile
from exporter.build.making import make_file
from exporter.build.outcome import FileState, Run
from exporter.build.pagination import FROM_PDF, PAGED, paged_file, with_pagination
from exporter.build.rendered_files import keep, kept
from exporter.build.rendering import FileTask, check_file, graded
from exporter.build.results import Results
from exporter.build.stored_findings import findings_of_today
from exporter.build.workers import WorkerPool, Workers
from exporter.build.workers.tasks import Failure, Faults, Tasks, run_one
from exporter.diagnostics import Diagnostic, Severity
from exporter.model.export import Export
from exporter.output import Entry, Folder, Verdict
from exporter.version import __version__

Progress = Callable[[int, int, str], None]
"""Takes the number of finished files, the number of all, and the name of the last one."""
Early = Callable[[Sequence[Diagnostic]], None]
"""Takes the findings of a book's file that need no rendering, before it is rendered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions:
    """``fail_fast`` ends it at the first failure, ``force`` makes current files too, ``dry_run`` writes nothing.

    ``wait`` is how many seconds to wait for another run in the same folder.
    """

    fail_fast: bool = False
    force: bool = False
    dry_run: bool = False
    wait: float = 0.0


@dataclass(frozen=True, slots=True)
class Work:
    """A file to be made: why, and since when (seconds of the monotonic clock)."""

    prepared: PreparedFile
    reason: str
    start: float


@dataclass(slots=True)
class Batch:
    """The state of one batch; ``report`` takes the name of each file that a worker has ended."""

    flow: Flow
    options: BatchOptions
    results: Results
    workers: WorkerPool
    report: Callable[[str], None]
    early: Early
    versions: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)
    stopped: bool = False
    _waiting: dict[str, list[tuple[OutputFile, ExportContent]]] = field(default_factory=dict)  # by the PDF in work

    def make(self, exports: Sequence[Export]) -> None:
        """Make the files of the exports; the flow's own workers put some ahead together meanwhile.

        A known export without a current file is put together too, after those whose files need no document.
        """
        at_once = None
        if isinstance(self.workers, Workers) and not self.options.dry_run:  # those that put the exports together too
            at_once = partial(made_at_once, self.flow, make_file)
        with Tasks[Work](self.workers, make_file, payload=lambda work: work.prepared.task()) as tasks:
            later: dict[str, list[str]] = {}
            forced = self.options.force
            for content in self.flow.contents(exports, with_documents=forced, once=True, at_once=at_once):
                works = self._works(content, content.export.formats)
                if works and content.is_known:
                    later[content.export.output] = self._put_off(works)
                else:
                    self._start(tasks, works)
                if self.stopped:
                    break
            again = [export for export in exports if export.output in later and not self.stopped]
            for content in self.flow.contents(again, with_documents=True):
                self._start(tasks, self._works(content, later[content.export.output]))
                if self.stopped:
                    break
            self._finish(tasks, tasks.rest())

    def _works(self, content: ExportContent, names: Iterable[str]) -> list[Work]:
        """Settle the files of an export in these formats without a worker; return the others."""
        files = (output_file(self.flow.project, self.results.folder, content.export, name) for name in names)
        failure = content.failure
        if failure is None:
            return [work for file in files if (work := self._settle(file, content)) is not None]
        self.faults.add(failure)
        for file in files:
            self._fail(file, [placed(f, file) if f == failure.finding else f for f in content.findings])
        return []

    def _put_off(self, works: Iterable[Work]) -> list[str]:
        """Return the formats of files that are made later, each followed by those that wait for it."""
        files = [work.prepared.file for work in works]
        waiting = [(file, *(other for other, _ in self._waiting.pop(file.path, ()))) for file in files]
        return [file.format for group in waiting for file in group]

    def _start(self, tasks: Tasks[Work], works: Iterable[Work]) -> None:
        """Send files to the workers, and finish those that these have ended meanwhile."""
        for work in works:
            self._finish(tasks, tasks.until_room())
            self._send(tasks, work)
        self._finish(tasks, tasks.ended())

    def _send(self, tasks: Tasks[Work], work: Work) -> None:
        if len(work.prepared.content.sources) > 1 and (task := work.prepared.task()).size > 1.0:
            self.early(self._found_before(work.prepared, task))
        tasks.start(work)

    def _settle(self, file: OutputFile, content: ExportContent) -> Work | None:
        """Settle a file without a worker: failed, current, in the way of another, or known; return other files.

        A file that shows pages of the PDF waits for it.
        """
        prepared = prepare(self.flow, file, content)
        if isinstance(prepared, PreparedFile) and not FROM_PDF.isdisjoint(prepared.settings.options.holds):
            paged = paged_file(self.flow, self.results.folder, file.export)
            if paged is not None and paged.path in self._waiting:
                self._waiting[paged.path].append((file, content))
                return None
            content = with_pagination(self.flow, self.results.folder, content, self.results.entries)
            prepared = prepare(self.flow, file, content)
        if isinstance(prepared, UnpreparedFile):
            self._fail(file, prepared.findings)
            return None
        old = self.results.folder.manifest.files.get(file.path)
        if old is not None and self._is_current(prepared, old):
            self._keep(prepared, old)
            return None
        obstacle = self._obstacle(prepared)
        if obstacle is not None:
            self._fail(file, (*prepared.content.findings, obstacle))
            return None
        why = "forced" if self.options.force else reason(old, prepared.inputs, self.versions)
        if self.options.dry_run:
            self.results.note(file, FileState.TO_BUILD, prepared.content.findings, reason=why)
            return None
        work = Work(prepared, why, time.monotonic())
        known = None if self.options.force else kept(self.flow.cache, prepared)
        if known is not None:
            self._write(work, known)
            return None
        if content.made is not None:
            self._end(work, content.made)
            return None
        if file.format == PAGED:
            self._waiting[file.path] = []
        return work

    def _found_before(self, prepared: PreparedFile, task: FileTask) -> tuple[Diagnostic, ...]:
        """Return the findings of a file that need no rendering; those of its format come from a worker."""
        found = run_one(self.workers, check_file, task)
        own = () if isinstance(found, Failure) else self.flow.project.grade(found, (prepared.file.format,))
        return (*prepared.content.findings, *own)

    def _finish(self, tasks: Tasks[Work], ended: Iterable[tuple[Work, MadeFile | Failure]]) -> None:
        """Write the files that workers have rendered, or note why there is none; start the files that wait for them."""
        for work, result in ended:
            self._end(work, result)
            for file, content in self._waiting.pop(work.prepared.file.path, ()):
                waiting = None if self.stopped else self._settle(file, content)
                if waiting is not None:
                    self._send(tasks, waiting)

    def _end(self, work: Work, result: MadeFile | Failure) -> None:
        """Write a file that a worker has made, or note why there is none."""
        if isinstance(result, Failure):
            self._note_failure(work, result)
        else:
            keep(self.flow.cache, work.prepared, result)
            self._write(work, result)
        self.report(work.prepared.file.shown)

    def _write(self, work: Work, made: MadeFile) -> None:
        prepared = work.prepared
        shown = graded(made.rendered, self.flow.project.grade, prepared.file.format)
        if not self.results.write(prepared, made, shown, work.reason):
            self.stopped |= self.options.fail_fast

    def _note_failure(self, work: Work, failure: Failure) -> None:
        self.faults.add(failure)
        file = work.prepared.file
        findings = (*work.prepared.content.findings, placed(failure.finding, file))
        self._fail(file, findings, time.monotonic() - work.start)

    def _fail(self, file: OutputFile, findings: Sequence[Diagnostic], seconds: float = 0.0) -> None:
        self.results.fail(file, findings, seconds)
        self.stopped |= self.options.fail_fast

    def _is_current(self, prepared: PreparedFile, old: Entry) -> bool:
        own = self.results.folder.verdict(prepared.file.path)[0] is Verdict.OWN
        return old.key == prepared.key and own and not self.options.force

    def _keep(self, prepared: PreparedFile, old: Entry) -> None:
        """Keep a current file, with the findings of its making at their places of today."""
        self.texts = self.texts or {source.file: source.text for source in self.flow.project.sources}
        again = findings_of_today(old, prepared, self.texts)
        found = self.flow.project.grade([finding for _, finding in again], (prepared.file.format,))
        if any(finding.severity is Severity.ERROR for finding in found):
            self._fail(prepared.file, (*prepared.content.findings, *found))
        else:
            self.results.keep(prepared, found, [stored for stored, _ in again])

    def _obstacle(self, prepared: PreparedFile) -> Diagnostic | None:
        """Return why a file may not be written, as far as that is known before it is made."""
        if self.options.force:
            return None
        file, folder = prepared.file, self.results.folder
        finding = other_page(self.flow.project, folder, file)
        if finding is None and self.options.dry_run:
            finding = not_ours(file, folder.verdict(file.path)[0])
            return None if finding is not None and has_wanted_bytes(folder, self.flow.cache, prepared) else finding
        return finding


def unheard(*_: object) -> None:
    """Take news that nobody wants to know."""


def build(
    flow: Flow,
    exports: Sequence[Export],
    planned: Sequence[Export],
    workers: WorkerPool,
    options: BatchOptions,
    *,
    progress: Progress = unheard,
    early: Early = unheard,
) -> Run:
    """Build ``exports`` in their order; ``planned`` are all exports of the project, whose files are no orphans.

    ``early`` takes what is found of a book before its rendering, which may take minutes.

    Raises ``UsageError`` if another run writes to the folder, ``EnvironmentFault`` if a library of a format is missing.
    """
    start = time.monotonic()
    project, folder = flow.project, Folder(flow.project.output_root)
    with folder.locked(project.own_folder, options.wait) if not options.dry_run else nullcontext():
        results = Results(folder, options.force)
        versions = changed_versions(folder.manifest.environment, project.environment)
        order = [file.path for file in output_files(project, folder, exports)]
        report = lambda name: progress(len(results.by_path), len(order), name)  # noqa: E731 (it is one of the fields)
        batch = Batch(flow, options, results, workers, report, early, versions)
        try:
            batch.make(exports)
        finally:
            if not options.dry_run:
                paths = {file.path for file in output_files(project, folder, planned)}
                results.save({*order, *paths}, project.environment)
    return Run(
        version=__version__,
        results=[results.by_path[path] for path in order if path in results.by_path],
        findings=tuple(folder.findings),
        tracebacks=batch.faults.tracebacks,
        seconds=time.monotonic() - start,
        exit_code=batch.faults.exit_code,
        manifest=folder.sha256,
        repeatable=all(results.is_same_again(path) for path in order),
    )
