"""``exporter check --archive``: the sums, the manifest and the files of releases agree."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from exporter.build.outcome import FileResult, FileState, Run
from exporter.cli.console import print_run
from exporter.cli.exit_codes import Exit
from exporter.cli.options import ReportFormat
from exporter.diagnostics import UsageError, visible
from exporter.output.folder import DAMAGED
from exporter.output.release_files import opened_release
from exporter.version import __version__


def check_archives(
    paths: Iterable[Path], *, form: ReportFormat, report: Path | None, quiet: bool, verbose: bool, strict: bool
) -> int:
    """Check releases, and print the findings as the options ask; return the exit code. Raises ``UsageError``."""
    run = Run(command="check", version=__version__, results=[_checked(path) for path in paths])
    run = replace(run, exit_code=Exit.FINDINGS if run.failed(strict=strict) else Exit.FINE)
    if form is ReportFormat.TEXT and not quiet:
        list_states(run)
    print_run(run, form=form, report=report, quiet=quiet, verbose=verbose)
    return run.exit_code


def _checked(path: Path) -> FileResult:
    try:
        with opened_release(path) as release:
            found = tuple(release.faults())
    except UsageError as error:
        if error.diagnostic.code != DAMAGED.name:
            raise
        found = (error.diagnostic,)
    state = FileState.FAILED if found else FileState.CURRENT
    return FileResult(path=path.as_posix(), export=path.stem, format="zip", state=state, findings=found)


def list_states(run: Run) -> None:
    """Print a line for each file on stdout: its state and its path."""
    width = max((len(result.state) for result in run.results), default=0)
    for result in run.results:
        why = f"  ({result.reason})" if result.reason and result.state != "missing" else ""
        sys.stdout.write(visible(f"{result.state:<{width}}  {result.path}{why}") + "\n")
