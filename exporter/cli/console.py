"""What people see: findings, a progress bar on a terminal, a line at the end; on stderr, since stdout is for data."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from exporter.build.run import Run
from exporter.cli.destination import destination, step_summary
from exporter.cli.exit_codes import Exit
from exporter.cli.options import REPORTS
from exporter.diagnostics import Diagnostic, Severity, visible
from exporter.report import summary
from exporter.report.github import as_annotations, job_summary
from exporter.report.text import finding_lines, written_lines

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.LOSS: "cyan", Severity.NOTE: "blue"}
USAGE = frozenset({"unknown-key", "wrong-value", "unknown-format"})


def interactive() -> bool:
    """Whether a person watches: a terminal that can move its cursor, and no continuous integration."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and os.environ.get("CI", "") in ("", "0", "false")


@contextmanager
def progress(label: str, *, quiet: bool = False) -> Iterator[Callable[[int, int, str], None]]:
    """A function to tell how many of how many are done and what was done last; it shows a bar where one can be seen."""
    if quiet or not interactive():
        yield _unseen
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


def _unseen(done: int, total: int, name: str) -> None:
    """Progress that nobody watches."""


def show(run: Run, *, form: str, report: Path | None, quiet: bool, verbose: bool) -> None:
    """Print the run in the form asked for, write its report, and tell GitHub Actions where it runs there."""
    if form == "text":
        _show_text(run, quiet=quiet, verbose=verbose)
    else:
        sys.stdout.write(_in_format(run, form))
    if report is not None:
        text = _in_format(run, REPORTS[report.suffix.lower()])
        destination(report, "--report").write(text.encode("utf-8", "replace"))
    if os.environ.get("GITHUB_ACTIONS") == "true":
        _tell_github(run, form)


def _in_format(run: Run, name: str) -> str:
    # SARIF explains codes, and knows them from every stage and format
    from exporter.report.formats import FORMS  # noqa: PLC0415 (see above)

    return FORMS[name](run)


def exit_code(run: Run, *, strict: bool) -> int:
    """What the process ends with, by what was found."""
    if run.exit_code:
        return run.exit_code
    found = run.all_findings()
    if any(f.severity is Severity.ERROR and _is_usage(f) for f in found):
        return Exit.USAGE
    grave = {f.severity for f in found}
    failed = Severity.ERROR in grave or (strict and Severity.WARNING in grave)
    return Exit.FINDINGS if failed else Exit.FINE


def _is_usage(found: Diagnostic) -> bool:
    """Whether a finding is about the command line, or about the configuration's own keys and values."""
    in_configuration = found.pos is not None and found.pos.file.endswith((".yaml", ".yml"))
    named = found.code in ("unknown-target", "no-pages") or (found.code == "missing-page" and found.pos is None)
    return named or (in_configuration and found.code in USAGE)


def _show_text(run: Run, *, quiet: bool, verbose: bool) -> None:

    write = _writer()
    for line in finding_lines(run, notes=verbose):
        write(line)
    for line in (line for trace in run.tracebacks for line in trace.splitlines()) if verbose else ():
        write(visible(line))
    for line in written_lines(run) if (verbose or interactive()) and not quiet else ():
        write(line)
    if not quiet:
        write(summary(run))


def _writer() -> Callable[[str], None]:
    """Prints a line on stderr; in colour where that is a terminal, unless NO_COLOR is set (https://no-color.org)."""
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


def _tell_github(run: Run, form: str) -> None:

    if form != "github":
        sys.stderr.write(as_annotations(run))
    summary = step_summary()
    if summary is not None:
        summary.write(job_summary(run).encode("utf-8", "replace"), append=True)
