"""``exporter diff``: which downloads change between two states of the content."""

import os
from pathlib import Path
from typing import Annotated

import typer

from exporter.api.changes import changes_since
from exporter.cli import options
from exporter.cli.console import print_findings
from exporter.cli.destination import append_to_step_summary, destination, write_output
from exporter.cli.exit_codes import Exit
from exporter.cli.options import SessionOptions, open_cache
from exporter.cli.session import session
from exporter.report.changes import ChangeFormat

SUFFIXES = {
    ChangeFormat.MARKDOWN: (".md", ".markdown", ".txt"),
    ChangeFormat.HTML: (".html", ".htm"),
    ChangeFormat.JSON: (".json",),
}


def diff(
    revision: Annotated[
        str,
        typer.Option(
            "--from", metavar="REV", help="The old state in git; by default HEAD, or the base of a pull request."
        ),
    ] = "",
    form: Annotated[
        ChangeFormat, typer.Option("--format", help="Text for a comment, a page with pictures, or data for programs.")
    ] = ChangeFormat.MARKDOWN,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead of stdout.")
    ] = None,
    config: options.ConfigFile = None,
    trusted: options.Trusted = "",
    cache: options.CacheFolder = None,
) -> int:
    """Tell which downloads change, and how: new, gone and reworded questions, new names, pages that look different."""
    target = destination(output, suffixes=SUFFIXES[form]) if output is not None else None
    since, kept = revision or _base(), open_cache(cache)
    print_findings(kept.findings if kept else ())
    given = SessionOptions(config=config, trusted=trusted, cache=kept)
    with session(given, outputs=(target,)) as opened:
        reports = changes_since(opened.flow, opened.workers, since, form)
        opened.flow.records.save()
    print_findings(reports.findings, notes=True)
    write_output(reports.texts[form], target)
    append_to_step_summary(reports.texts[ChangeFormat.MARKDOWN])
    return Exit.FINE


def _base() -> str:
    """Return the base branch of a pull request on GitHub and GitLab; HEAD elsewhere."""
    branch = os.environ.get("GITHUB_BASE_REF") or os.environ.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
    return f"origin/{branch}" if branch else "HEAD"
