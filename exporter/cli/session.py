"""The session of a command: it opens a project within its limits, and reports a run."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from exporter.build.flow import Flow
from exporter.build.outcome import Run
from exporter.build.project import Project, open_project
from exporter.build.project_files import project_files
from exporter.build.within_limits import limited_workers, open_flow
from exporter.build.workers import Workers
from exporter.cache import Cache
from exporter.cli.console import print_early, print_run
from exporter.cli.destination import Destination, check_apart, destination, step_summary
from exporter.cli.exit_codes import Exit
from exporter.cli.options import SessionOptions
from exporter.diagnostics import Diagnostic, Diagnostics, Severity, UsageError
from exporter.model.export import Export
from exporter.plan import Selection
from exporter.plan.codes import IDLE
from exporter.validate.suppressions import MARK

# findings about the configuration's keys and values, which make a run end as wrongly configured
CONFIGURATION_CODES = frozenset({"unknown-key", "wrong-value", "unknown-format"})


@dataclass(slots=True)
class CommandSession:
    """An open project with its workers, and the findings so far."""

    options: SessionOptions
    flow: Flow
    workers: Workers
    diagnostics: Diagnostics
    started: float = field(default_factory=time.monotonic)
    told: set[tuple[str, ...]] = field(default_factory=set)

    @property
    def project(self) -> Project:
        """The project around the current folder."""
        return self.flow.project

    def plan(self, formats: tuple[str, ...] = ()) -> tuple[Export, ...]:
        """Plan the exports that the command names, by default all."""
        return self.flow.plan(self.diagnostics, Selection(self.options.targets, formats))

    def warn_if_idle(self, exports: Sequence[Export]) -> None:
        """Warn if there are pages but nothing to make of them."""
        if not (exports or self.options.targets or self.diagnostics.failed) and self.flow.sources:
            page = next(iter(self.flow.sources))
            hint = f"set 'every_page: true' or 'exports:' in exporter.yaml, or name a page: exporter build {page}"
            message = "nothing to build: no page has a download link above an FAQ, and exporter.yaml has no 'exports:'"
            self.diagnostics.add(IDLE, message, None, hint)

    def findings(self, exports: Sequence[Export], *, named: bool = False) -> tuple[Diagnostic, ...]:
        """Return the findings of reading and planning, with the severities that the configuration gives.

        They are of all pages. If the command names pages or outputs, or ``named`` says so, they are of the pages of
        ``exports`` and of those that the command names.
        """
        project, flow, names = self.project, self.flow, self.options.targets
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

    def finished(self, run: Run, findings: Sequence[Diagnostic]) -> Run:
        """Return the run with all findings, its duration and its exit code."""
        run = replace(run, findings=tuple(findings), seconds=time.monotonic() - self.started)
        return replace(run, exit_code=_exit_code(run, strict=self.options.strict))

    def print_early(self, findings: Sequence[Diagnostic]) -> None:
        """Print findings before a long rendering; reports for programs have all of them at the end."""
        if self.options.form == "text":
            print_early(findings, self.told, verbose=self.options.verbose)

    def print(self, run: Run, *, quiet: bool = False) -> int:
        """Print the run and write its report as the options ask, and return the exit code."""
        options = self.options
        quiet = quiet or options.quiet
        report, verbose = options.report, options.verbose
        print_run(run, form=options.form, report=report, quiet=quiet, verbose=verbose, before=self.told)
        return run.exit_code


@contextmanager
def session(
    options: SessionOptions,
    *,
    outputs: Sequence[Destination | None] = (),
    page: IO[bytes] | None = None,
    renders: bool = True,
    jobs: int | None = None,
    seconds: float | None = None,
    in_process: bool = False,
    on_open: Callable[[Flow], None] | None = None,
) -> Iterator[CommandSession]:
    """Open the project around the current folder, with workers that keep it within its limits.

    ``outputs`` are files that the command writes, ``page`` is a page without a file; ``renders`` says whether files
    will be made. Raises ``UsageError``, also if two files to write are one, or one is a file of the project.
    """
    started = time.monotonic()
    diagnostics = Diagnostics()
    report = destination(options.report, "--report") if options.report is not None else None
    written = [one for one in (*outputs, report, step_summary()) if one is not None]
    check_apart(written)
    project = read_project(options, diagnostics, page)
    if written:
        inputs = project_files(project)
        for one in written:
            one.refuse_input(inputs)
    with limited_workers(project.limits["run"], jobs, seconds, in_process=in_process) as workers:
        flow = open_flow(project, workers, options.cache, renders=renders)
        if on_open is not None:
            on_open(flow)
        yield CommandSession(options, flow, workers, diagnostics, started)


def read_project(options: SessionOptions, diagnostics: Diagnostics, page: IO[bytes] | None = None) -> Project:
    """Return the project around the current folder, or the project of ``page`` alone. Raises ``UsageError``."""
    project = open_project(
        Path.cwd(),
        diagnostics,
        file=options.config,
        targets=options.targets if page is None else (),
        theme=options.theme,
        out=options.out,
        stream=page,
    )
    _check_cache_folder(options.cache, project)
    diagnostics.extend(options.cache.findings if options.cache else ())
    return project


def _check_cache_folder(cache: Cache | None, project: Project) -> None:
    """Raise ``UsageError`` for a cache in the place of the project's own files, or among those that it publishes."""
    if cache is None:
        return
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
        from exporter.cli import known_names  # noqa: PLC0415 (see above)

        known_names.check(project.config, texts, diagnostics)


def _exit_code(run: Run, *, strict: bool) -> int:
    """Return the exit code of a run: its own, else that of its gravest finding."""
    if run.exit_code:
        return run.exit_code
    findings = run.all_findings()
    if any(f.severity is Severity.ERROR and _is_usage(f) for f in findings):
        return Exit.USAGE
    severities = {f.severity for f in findings}
    failed = Severity.ERROR in severities or (strict and Severity.WARNING in severities)
    return Exit.FINDINGS if failed else Exit.FINE


def _is_usage(finding: Diagnostic) -> bool:
    """Return whether a finding is about the command line, or about the configuration's own keys and values."""
    in_configuration = finding.pos is not None and finding.pos.file.endswith((".yaml", ".yml"))
    code = finding.code
    named = code in ("unknown-target", "no-pages") or (code == "missing-page" and finding.pos is None)
    return named or (in_configuration and code in CONFIGURATION_CODES)
