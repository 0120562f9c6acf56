"""The main job: every export that is not current is made, each apart from the others, and the manifest is written."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import chain

from exporter import __version__
from exporter.backends.base import Rendered
from exporter.build.documents import Selected
from exporter.build.files import File, Made, file_of, made_of, other_versions, paths_of, placed, reason
from exporter.build.holders import holder, not_ours, would_keep
from exporter.build.isolation import Failure, run_all
from exporter.build.jobs import Job, graded, job_of, render
from exporter.build.project import Project
from exporter.build.rendered_files import keep, kept
from exporter.build.results import Ledger
from exporter.build.run import Run
from exporter.build.settings import ExportSettings, WrongSettings
from exporter.build.stored_findings import noted_today
from exporter.build.workforce import Workforce
from exporter.cache import Cache
from exporter.diagnostics import Diagnostic, Severity
from exporter.model.export import Export
from exporter.output import Entry, Folder, Verdict

Select = Callable[[Export], Selected]
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How a build is done: what ends it, what is made anew, whether anything is written."""

    fail_fast: bool = False
    force: bool = False
    dry_run: bool = False


@dataclass(slots=True)
class Build:
    """One build's state."""

    project: Project
    how: How
    cache: Cache | None
    select: Select
    ledger: Ledger
    pending: dict[str, tuple[tuple[Diagnostic, ...], str, float]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    versions: str = ""
    settings: ExportSettings = field(init=False)
    tracebacks: list[str] = field(default_factory=list)
    exit_code: int = 0
    stopped: bool = False

    def __post_init__(self) -> None:
        self.settings = ExportSettings(self.project)

    def todo(self, files: Iterable[Sequence[File]]) -> Iterator[Made]:
        """What of each export's files has to be rendered, made ready when there is a worker for it.

        All else is settled on the way.
        """
        for siblings in files:
            if self.stopped:
                return
            whole = self.select(siblings[0].export)
            for file in siblings:
                selected = whole.in_format(file.format, self.project.grade)
                if selected.failed:
                    wrong = self.settings.faults(file.export, (file.format,))
                    self._failed(file, (*selected.findings, *wrong))
                elif (made := self._ready(file, selected)) is not None:
                    yield made

    def settle(self, made: Made, result: Rendered | Failure) -> None:
        """Write what a worker gave, or note why it gave nothing."""
        findings, why, start = self.pending.pop(made.file.path)
        seconds = time.monotonic() - start
        if isinstance(result, Failure):
            self.exit_code = max(self.exit_code, result.exit_code if result.exit_code > 1 else 0)
            self.tracebacks += [result.traceback] if result.traceback else []
            self._failed(made.file, (*findings, placed(result.finding, made.file)), seconds)
            return
        document = made.selected.document
        assert document is not None, "what was made had a document"
        keep(self.cache, made.key, result, document)
        if not self.ledger.write(made, result, self._graded(result, made), findings, why, seconds):
            self.stopped |= self.how.fail_fast

    def job(self, made: Made) -> Job:
        """What of a file goes to a worker."""
        return job_of(self.project, made.selected, made.file.format, made.settings)

    def _ready(self, file: File, selected: Selected) -> Made | None:
        """The file with its job; None where it is settled already."""
        try:
            made = made_of(self.settings, file, selected)
        except WrongSettings as error:
            self._failed(file, (*selected.findings, *error.findings))
            return None
        return self._unless_settled(made)

    def _unless_settled(self, made: Made) -> Made | None:
        file, force, findings = made.file, self.how.force, made.selected.findings
        folder = self.ledger.folder
        old = folder.manifest.files.get(file.path)
        own = folder.verdict(file.path)[0] is Verdict.OWN
        if old is not None and old.key == made.key and own and not force:
            self._current(made, old)
            return None
        if (obstacle := self._obstacle(made)) is not None:
            self._failed(file, (*findings, obstacle))
            return None
        why = "forced" if force else reason(old, made.inputs, self.versions)
        if self.how.dry_run:
            self.ledger.note(file, "to build", findings, reason=why)
            return None
        self.pending[file.path] = (findings, why, time.monotonic())
        known = kept(self.cache, made.key, lambda: made.selected.document) if not force else None
        if known is not None:
            self.settle(made, known)
            return None
        return made

    def _obstacle(self, made: Made) -> Diagnostic | None:
        """Why a file may not be written, as far as that is known before it is made."""
        if self.how.force:
            return None
        folder = self.ledger.folder
        found = holder(self.project, folder, made.file)
        if found is None and self.how.dry_run:
            found = not_ours(made.file, folder.verdict(made.file.path)[0])
            return None if found is not None and would_keep(folder, self.cache, made) else found
        return found

    def _current(self, made: Made, old: Entry) -> None:
        """Note a file that is as it has to be, with what was found when it was made."""
        self.texts = self.texts or {source.file: source.text for source in self.project.sources}
        again = noted_today(old, made, self.texts)
        told = self.project.grade([found for _, found in again], (made.file.format,))
        if any(found.severity is Severity.ERROR for found in told):
            self._failed(made.file, (*made.selected.findings, *told))
        else:
            self.ledger.current(made, made.selected.findings, told, [noted for noted, _ in again])

    def _failed(self, file: File, findings: Sequence[Diagnostic], seconds: float = 0.0) -> None:
        self.ledger.fail(file, findings, seconds)
        self.stopped |= self.how.fail_fast

    def _graded(self, rendered: Rendered, made: Made) -> Rendered:
        return graded(rendered, self.project.grade, made.file.format)


def build(
    project: Project,
    exports: Sequence[Export],
    planned: Sequence[Export],
    select: Select,
    workers: Workforce,
    how: How,
    *,
    cache: Cache | None = None,
    progress: Progress = lambda done, total, name: None,  # noqa: ARG005 (who reports nothing)
) -> Run:
    """Build ``exports``, the longest first; ``planned`` are all that the project asks for, whose files are no orphans.

    Raises ``UsageError`` where another run writes to the folder, ``EnvironmentFault`` where a format lacks something.
    """
    start = time.monotonic()
    folder = Folder(project.output_root)
    with folder.locked(project.own_folder) if not how.dry_run else nullcontext():
        work = Build(project, how, cache, select, Ledger(folder, how.force))
        work.versions = other_versions(folder.manifest.environment, project.environment)
        files = [[file_of(project, folder, export, name) for name in export.formats] for export in exports]
        order = [file.path for siblings in files for file in siblings]
        try:
            _run(work, files, workers, lambda name: progress(len(work.ledger.results), len(order), name))
        finally:
            if not how.dry_run:
                work.ledger.save({*order, *paths_of(project, folder, planned)}, project.environment)
    results = [work.ledger.results[path] for path in order if path in work.ledger.results]
    seconds = time.monotonic() - start
    tracebacks, code = work.tracebacks, work.exit_code
    found = tuple(folder.findings)
    return Run(
        version=__version__, results=results, findings=found, tracebacks=tracebacks, seconds=seconds, exit_code=code
    )


def _run(work: Build, files: Iterable[Sequence[File]], workers: Workforce, tell: Callable[[str], None]) -> None:
    todo = work.todo(files)
    first = next(todo, None)
    if first is None:
        return
    every = chain([first], todo)
    for made, result in run_all(workers.engine, render, every, payload=work.job, at_once=workers.at_once):
        work.settle(made, result)
        tell(made.file.shown)
