"""The session of a run: an open project with workers that keep it within its limits.

Commands and the public functions plan, build and validate here.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from exporter.build.batch import BatchOptions, Early, Progress, build, unheard
from exporter.build.conflicts import conflicts
from exporter.build.files import shown
from exporter.build.flow import Flow
from exporter.build.outcome import FileState, Run
from exporter.build.project import Project, open_project
from exporter.build.trusted import TrustedConfig
from exporter.build.validate import Validation
from exporter.build.within_limits import limited_workers, open_flow
from exporter.build.workers import WorkerPool, Workers
from exporter.cache import Cache
from exporter.diagnostics import Diagnostic, Diagnostics, UsageError
from exporter.model.export import Export
from exporter.plan import Selection
from exporter.plan.codes import IDLE
from exporter.validate.suppressions import MARK


@dataclass(slots=True)
class Session:
    """An open project with its workers, and the findings so far.

    ``targets`` are the names of pages, folders and outputs that the run is about; none for all.
    """

    flow: Flow
    workers: Workers
    diagnostics: Diagnostics
    targets: tuple[str, ...] = ()

    @property
    def project(self) -> Project:
        """The project."""
        return self.flow.project

    def plan(self, formats: tuple[str, ...] = ()) -> tuple[Export, ...]:
        """Plan the exports of the targets."""
        return self.flow.plan(self.diagnostics, Selection(self.targets, formats))

    def everything(self, planned: Sequence[Export], formats: tuple[str, ...] = ()) -> Sequence[Export]:
        """Return all exports of the project; ``planned`` are those of the targets in ``formats``."""
        return self.flow.plan(Diagnostics()) if self.targets or formats else planned

    def warn_if_idle(self, exports: Sequence[Export]) -> None:
        """Warn if there are pages but nothing to make of them."""
        if not (exports or self.targets or self.diagnostics.failed) and self.flow.sources:
            page = next(iter(self.flow.sources))
            hint = f"set 'every_page: true' or 'exports:' in exporter.yaml, or name a page: exporter build {page}"
            message = "nothing to build: no page has a download link above an FAQ, and exporter.yaml has no 'exports:'"
            self.diagnostics.add(IDLE, message, None, hint)

    def findings(self, exports: Sequence[Export], *, named: bool = False) -> tuple[Diagnostic, ...]:
        """Return the findings of reading and planning, with the severities that the configuration gives.

        They are of all pages. If there are targets, or ``named`` says so, they are of the pages of
        ``exports`` and of the targets.
        """
        project, flow, names = self.project, self.flow, self.targets
        _check_names(project, self.diagnostics)
        graded = project.grade(self.diagnostics)
        files = {file for export in exports for file in export.pages} if named or names else None
        planning: Sequence[Diagnostic] = graded
        if files is not None:
            files |= flow.named(names)
        if files:
            planning = [f for f in graded if f.pos is None or f.pos.file in files or f.pos.file not in flow.sources]
        return tuple(dict.fromkeys((*planning, *project.grade(flow.findings(files), project.config.formats))))

    def graded(self, run: Run) -> Run:
        """Return the run with the severities that the configuration gives to its findings and those of its files."""
        grade = self.project.grade
        results = tuple(replace(result, findings=grade(result.findings)) for result in run.results)
        return replace(run, results=results, findings=grade(run.findings))

    def build(
        self,
        exports: Sequence[Export],
        every: Sequence[Export],
        how: BatchOptions | None = None,
        *,
        workers: WorkerPool | None = None,
        progress: Progress = unheard,
        early: Early = unheard,
    ) -> Run:
        """Make the files of ``exports``, part of all exports ``every``, in the order given.

        ``workers`` take the place of the session's own for rendering; ``early`` gets the findings before it.
        """
        flow = self.flow
        longest = flow.longest_first(exports)
        run = build(
            flow, longest, every, workers or self.workers, how or BatchOptions(), progress=progress, early=early
        )
        order = {export.output: number for number, export in enumerate(exports)}
        results = sorted(run.results, key=lambda r: order[r.export])
        flow.records.save()
        if flow.cache is not None and any(r.state is FileState.BUILT for r in results):
            flow.cache.trim()
        return replace(run, results=results, where=f"in {shown(flow.project.output_root)}")

    def validate(self, *, render: bool = False) -> Run:
        """Return the findings of building the targets, and of pages without an export if there are no targets."""
        exports = self.plan()
        self.diagnostics.extend(conflicts(self.flow, exports))
        self.warn_if_idle(exports)
        checked = exports if self.targets else (*exports, *self.flow.unplanned(exports, self.diagnostics))
        run = Validation(self.flow, self.workers, render).run(checked)
        findings = (*self.findings(exports), *run.findings)
        self.flow.records.save()
        return replace(run, findings=findings)


@contextmanager
def session(
    start: Path,
    targets: tuple[str, ...] = (),
    *,
    config: Path | None = None,
    theme: str | None = None,
    out: Path | None = None,
    cache: Cache | None = None,
    stream: IO[bytes] | None = None,
    commands: Mapping[str, str] | None = None,
    renders: bool = True,
    jobs: int | None = None,
    require_sandbox: bool = False,
    release: str = "",
) -> Iterator[Session]:
    """Open the project around the folder ``start`` with its workers; see ``opened_project`` for the arguments.

    Raises ``UsageError``.
    """
    diagnostics = Diagnostics()
    project = opened_project(
        start,
        diagnostics,
        targets,
        config=config,
        theme=theme,
        out=out,
        cache=cache,
        stream=stream,
        commands=commands,
        release=release,
    )
    with limited_workers(project, jobs, require_sandbox=require_sandbox, cache=cache) as workers:
        yield Session(open_flow(project, workers, cache, renders=renders), workers, diagnostics, targets)


def opened_project(
    start: Path,
    diagnostics: Diagnostics,
    targets: tuple[str, ...] = (),
    *,
    config: Path | None = None,
    theme: str | None = None,
    out: Path | None = None,
    cache: Cache | None = None,
    stream: IO[bytes] | None = None,
    commands: Mapping[str, str] | None = None,
    trusted: TrustedConfig | None = None,
    release: str = "",
) -> Project:
    """Return the project around the folder ``start``, or the project of the page in ``stream`` alone.

    ``commands`` draw diagrams by their language; ``trusted`` takes the place of the folder's configuration; ``release``
    is the version of every export. Findings of the cache are among the ``diagnostics``. Raises ``UsageError``.
    """
    project = open_project(
        start,
        diagnostics,
        file=config,
        targets=targets,
        theme=theme,
        out=out,
        stream=stream,
        commands=commands,
        trusted=trusted,
        release=release,
    )
    if cache is not None:
        _check_cache_folder(cache, project)
        diagnostics.extend(cache.findings)
    return project


def _check_cache_folder(cache: Cache, project: Project) -> None:
    """Raise ``UsageError`` for a cache in the place of the project's own files, or among those that it publishes."""
    config, place, top = project.config, cache.folder.resolve(), project.config.folder.resolve()
    served = [path.resolve() for path in (config.content_folder, *config.named_public_folders)]
    taken = {top, *served, *(path.resolve() for path in (project.output_root, *project.folders.values()))}
    # pages may lie in the project's own folder, where the cache may lie too
    if place in taken or any(place.is_relative_to(path) and not top.is_relative_to(path) for path in served):
        message = f"'{cache.folder}' cannot be the cache folder: it holds the project's pages or outputs"
        raise UsageError(message, code="cache-folder", hint="name another folder, such as --cache .exporter-cache")


def _check_names(project: Project, diagnostics: Diagnostics) -> None:
    """Warn of unknown codes and components in comments and in the configuration."""
    texts = {source.file: source.text for source in project.sources if MARK in source.text}
    if texts or project.config.severities or project.config.losses:
        # the known names come from every stage and format, so that only a run with a name to check loads them all
        from exporter.api import known_names  # noqa: PLC0415 (see above)

        known_names.check(project.config, texts, diagnostics)
