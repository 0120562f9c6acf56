"""``exporter diff``: which downloads change between two states of the content."""

import os
from pathlib import Path
from typing import Annotated

import typer

from exporter.api.changes import ChangeReports, changes_between, changes_since
from exporter.build.files import shown
from exporter.build.project_files import project_files
from exporter.build.workers import Workers
from exporter.build.workers.limits import WorkerLimits
from exporter.cli import options
from exporter.cli.console import print_findings
from exporter.cli.destination import Destination, append_to_step_summary, destination, write_output
from exporter.cli.exit_codes import Exit
from exporter.cli.options import SessionOptions, open_cache
from exporter.cli.session import read_project, session
from exporter.diagnostics import Diagnostics, UsageError
from exporter.output.release_files import ARCHIVE, is_release, opened_release
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
            "--from",
            metavar="REV or RELEASE",
            help="The old state in git; by default HEAD, or the base of a pull request. Or the archive of a release.",
        ),
    ] = "",
    to: Annotated[
        Path | None,
        typer.Option(
            "--to", metavar="RELEASE", help="With a release behind --from: the newer one; by default the built files."
        ),
    ] = None,
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
    """Tell which downloads change, and how: new, gone and reworded questions, new names, pages that look different.

    A release is its ZIP file; with --to, also a folder with its files and manifest.json.
    """
    target = destination(output, suffixes=SUFFIXES[form]) if output is not None else None
    # a checkout may have a folder with the name of a revision, so that only --to makes a folder a release
    if to is not None or Path(revision).suffix.lower() == ARCHIVE:
        reports = _between_releases(Path(revision), to, form, SessionOptions(config=config, trusted=trusted), target)
    else:
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


def _between_releases(
    old: Path, new: Path | None, form: ChangeFormat, options: SessionOptions, target: Destination | None
) -> ChangeReports:
    """Return the reports of two releases, or of one and the files that are built now. Raises ``UsageError``."""
    if not is_release(old):
        hint = "name the ZIP file of a release behind --from, or leave out --to"
        raise UsageError("--to compares releases, and --from names none", hint=hint)
    if options.trusted:
        raise UsageError("--trusted-config and a release exclude each other", hint="leave out --trusted-config")
    if new is None:
        project = read_project(options, Diagnostics())
        new = project.output_root
        if target is not None:
            target.refuse_input(project_files(project))
        if not is_release(new):
            hint = "run 'exporter build', or name the newer release with --to"
            raise UsageError(f"'{shown(new)}' has no built files", code="missing-file", hint=hint)
    with opened_release(old) as before, opened_release(new) as after, Workers(None, WorkerLimits()) as workers:
        return changes_between(before, after, workers, form)
