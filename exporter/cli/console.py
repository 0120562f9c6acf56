"""Output for people: findings, a progress bar on a terminal, a line at the end; on stderr, since stdout is for data."""

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from exporter.build.outcome import Run, told
from exporter.cli.destination import append_to_step_summary, destination, write_output
from exporter.cli.options import REPORTS
from exporter.diagnostics import Diagnostic, Severity, visible
from exporter.report import summary
from exporter.report.github import as_annotations, job_summary
from exporter.report.text import finding_lines, trusted_lines, written_lines

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.LOSS: "cyan", Severity.NOTE: "blue"}


def interactive() -> bool:
    """Return whether a person watches: a terminal that can move its cursor, and no continuous integration."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and os.environ.get("CI", "") in ("", "0", "false")


@contextmanager
def progress(label: str, *, quiet: bool = False) -> Iterator[Callable[[int, int, str], None]]:
    """Give a function that takes the numbers of files done and of all, and the last name; a terminal shows a bar."""
    if quiet or not interactive():
        yield _ignore
        return
    # rich is loaded only where a person watches
    from rich.console import Console  # noqa: PLC0415 (see above)
    from rich.progress import (  # noqa: PLC0415 (see above)
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn(label),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None, name="")
        yield lambda done, total, name: bar.update(task, completed=done, total=total, name=visible(name))


def _ignore(done: int, total: int, name: str) -> None:
    """Ignore the progress, which nobody watches."""


def print_findings(
    findings: Iterable[Diagnostic], *, notes: bool = False, before: Collection[tuple[str, ...]] = ()
) -> None:
    """Print findings, those with the same words as one, without those that were told ``before``."""
    write = _writer()
    for line in finding_lines(Run(findings=tuple(findings)), notes=notes, before=before):
        write(line)


def print_early(findings: Sequence[Diagnostic], before: set[tuple[str, ...]], *, verbose: bool) -> None:
    """Print findings before a long rendering, and note them in ``before``: ``print_run`` leaves those out."""
    print_findings(findings, notes=verbose, before=before)
    before.update(map(told, findings))


def print_run(
    run: Run, *, form: str, report: Path | None, quiet: bool, verbose: bool, before: Collection[tuple[str, ...]] = ()
) -> None:
    """Print the run in the format asked for, write its report, and add annotations and a summary in GitHub Actions.

    Findings that were told ``before`` are not printed again.
    """
    if form == "text":
        _print_text(run, quiet=quiet, verbose=verbose, before=before)
    else:
        write_output(_formatted(run, form))
    if report is not None:
        text = _formatted(run, REPORTS[report.suffix.lower()])
        write_output(text, destination(report, "--report"))
    if os.environ.get("GITHUB_ACTIONS") == "true":
        _annotate_github(run, form)


def _formatted(run: Run, name: str) -> str:
    # SARIF names the meaning of codes, for which every stage and format is loaded
    from exporter.report.formats import REPORT_FORMATS  # noqa: PLC0415 (see above)

    return REPORT_FORMATS[name](run)


def _print_text(run: Run, *, quiet: bool, verbose: bool, before: Collection[tuple[str, ...]]) -> None:
    write = _writer()
    for line in finding_lines(run, notes=verbose, before=before):
        write(line)
    for line in (line for trace in run.tracebacks for line in trace.splitlines()) if verbose else ():
        write(visible(line))
    for line in written_lines(run) if (verbose or interactive()) and not quiet else ():
        write(line)
    if not quiet:
        for line in (*trusted_lines(run), summary(run)):
            write(line)


def _writer() -> Callable[[str], None]:
    """Return a function that prints a line on stderr: in colour on a terminal, unless NO_COLOR is set.

    https://no-color.org
    """
    if not sys.stderr.isatty() or os.environ.get("NO_COLOR"):
        return lambda line: print(line, file=sys.stderr)
    from rich.console import Console  # noqa: PLC0415 (only for a terminal)
    from rich.text import Text  # noqa: PLC0415 (only for a terminal)

    console = Console(stderr=True, highlight=False)

    def write(line: str) -> None:
        text = Text(line)
        for severity, style in STYLES.items():
            text.highlight_regex(rf"(?<=: ){severity}(?=\[)|^{severity}(?=\[)", style)
        text.highlight_regex(r"^  (hint|also): .*$", "dim")
        console.print(text, soft_wrap=True)

    return write


def _annotate_github(run: Run, form: str) -> None:
    if form != "github":
        sys.stderr.write(as_annotations(run))
    append_to_step_summary(job_summary(run))
