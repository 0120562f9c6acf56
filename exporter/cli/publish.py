"""``exporter publish``: copy built files to the folders that serve them."""

import sys
from typing import Annotated

import typer

from exporter.build.publish import Publisher
from exporter.cli import options
from exporter.cli.options import ReportFormat, SessionOptions, open_cache
from exporter.cli.session import session
from exporter.diagnostics import Severity, UsageError, visible


def publish(
    targets: options.Targets = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list the files to copy and remove.")] = False,
    remove_orphans: Annotated[
        bool, typer.Option("--remove-orphans", help="Remove the exporter's published files of deleted exports.")
    ] = False,
    release: options.Release = "",
    out: options.Out = None,
    config: options.ConfigFile = None,
    form: options.FormOption = ReportFormat.TEXT,
    report: options.Report = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    cache: options.CacheFolder = None,
) -> int:
    """Copy built files to the folders of 'publish:' in exporter.yaml; what others put there is never touched.

    A file with a version or a date in its name stays as it is; the newest has a copy under the name with 'latest'.
    """
    given = SessionOptions(
        config=config,
        targets=tuple(targets or ()),
        out=out,
        cache=open_cache(cache),
        form=form,
        report=report,
        quiet=quiet,
        verbose=verbose,
        release=release,
    )
    with session(given) as opened:
        if not opened.project.config.publish:
            hint = "add 'publish:' with a line such as '/: site/public' to exporter.yaml"
            raise UsageError("exporter.yaml does not say where to publish", hint=hint)
        exports = opened.plan()
        if remove_orphans and any(finding.severity is Severity.ERROR for finding in opened.findings(exports)):
            hint = "'exporter validate' names them; correct them first"
            raise UsageError("pages have errors, so that it is not known which exports are deleted", hint=hint)
        run = opened.graded(Publisher(opened.flow, dry_run, remove_orphans).publish(exports))
        opened.flow.records.save()
    run = opened.finished(run, (*run.findings, *opened.project.grade(opened.diagnostics)))
    opened.print(run)
    if form is ReportFormat.TEXT and not quiet:
        sys.stdout.writelines(visible(f"{r.state}: {r.path}") + "\n" for r in run.results if r.state != "current")
    return run.exit_code
