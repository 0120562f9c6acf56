"""The session of a command: it opens a project within its limits, and reports a run."""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from exporter import backends
from exporter.api.session import Session, opened_project
from exporter.build.flow import Flow
from exporter.build.outcome import Run
from exporter.build.project import Project
from exporter.build.project_files import project_files
from exporter.build.trusted import TrustedConfig, trusted_config
from exporter.build.within_limits import limited_workers, open_flow
from exporter.cli.console import print_early, print_run
from exporter.cli.destination import Destination, check_apart, destination, step_summary
from exporter.cli.exit_codes import Exit
from exporter.cli.options import SessionOptions
from exporter.diagnostics import Diagnostic, Diagnostics, Severity

# findings about the configuration's keys and values, which make a run end as wrongly configured
CONFIGURATION_CODES = frozenset({"unknown-key", "wrong-value", "unknown-format"})


@dataclass(slots=True, kw_only=True)
class CommandSession(Session):
    """A session that reports its run as the options of a command say."""

    options: SessionOptions
    started: float = field(default_factory=time.monotonic)
    told: set[tuple[str, ...]] = field(default_factory=set)

    def graded(self, run: Run) -> Run:
        """Return the run with the severities that the configuration gives to its findings and those of its files."""
        grade = self.project.grade
        results = tuple(replace(result, findings=grade(result.findings)) for result in run.results)
        return replace(run, results=results, findings=grade(run.findings))

    def finished(self, run: Run, findings: Sequence[Diagnostic]) -> Run:
        """Return the run with all findings, its duration and its exit code."""
        trusted = self.project.trusted.state if self.project.trusted else None
        run = replace(run, findings=tuple(findings), seconds=time.monotonic() - self.started, trusted=trusted)
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
    with _trusted(options, diagnostics) as trusted:
        project = read_project(options, diagnostics, page, trusted)
        if written:
            inputs = project_files(project)
            for one in written:
                one.refuse_input(inputs)
        with limited_workers(
            project,
            jobs,
            seconds,
            in_process=in_process,
            require_sandbox=options.require_sandbox,
            cache=options.cache,
        ) as workers:
            flow = open_flow(project, workers, options.cache, renders=renders)
            if on_open is not None:
                on_open(flow)
            yield CommandSession(flow, workers, diagnostics, options.targets, options=options, started=started)


@contextmanager
def _trusted(options: SessionOptions, diagnostics: Diagnostics) -> Iterator[TrustedConfig | None]:
    """Give the configuration of ``--trusted-config``, with its files in a temporary folder. Raises ``UsageError``."""
    if not options.trusted:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="exporter-trusted-") as folder:
        formats = list(backends.FORMATS)
        yield trusted_config(Path.cwd(), options.trusted, options.config, Path(folder), formats, diagnostics)


def read_project(
    options: SessionOptions,
    diagnostics: Diagnostics,
    page: IO[bytes] | None = None,
    trusted: TrustedConfig | None = None,
) -> Project:
    """Return the project around the current folder, or the project of ``page`` alone. Raises ``UsageError``."""
    return opened_project(
        Path.cwd(),
        diagnostics,
        options.targets if page is None else (),
        config=options.config,
        theme=options.theme,
        out=options.out,
        cache=options.cache,
        stream=page,
        commands=options.commands,
        trusted=trusted,
        release=options.release,
    )


def _exit_code(run: Run, *, strict: bool) -> int:
    """Return the exit code of a run: its own, else that of its gravest finding."""
    if run.exit_code:
        return run.exit_code
    findings = run.all_findings()
    if any(f.severity is Severity.ERROR and _is_usage(f) for f in findings):
        return Exit.USAGE
    return Exit.FINDINGS if run.failed(strict=strict) else Exit.FINE


def _is_usage(finding: Diagnostic) -> bool:
    """Return whether a finding is about the command line, or about the configuration's own keys and values."""
    in_configuration = finding.pos is not None and finding.pos.file.endswith((".yaml", ".yml"))
    code = finding.code
    named = code in ("unknown-target", "no-pages") or (code == "missing-page" and finding.pos is None)
    return named or (in_configuration and code in CONFIGURATION_CODES)
