"""``exporter publish``: copy built files to the folders that serve them."""

import sys
from typing import Annotated

import typer

from exporter.build.publish import Publisher
from exporter.cli import options
from exporter.cli.options import ReportFormat, SessionOptions, open_cache
from exporter.cli.session import session
from exporter.diagnostics import UsageError, visible


def publish(
    targets: options.Targets = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list the files to copy.")] = False,
    out: options.Out = None,
    config: options.ConfigFile = None,
    form: options.FormOption = ReportFormat.TEXT,
    report: options.Report = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    cache: options.CacheFolder = None,
) -> int:
    """Copy built files to the folders of 'publish:' in exporter.yaml; what others put there is never touched."""
    given = SessionOptions(
        config=config,
        targets=tuple(targets or ()),
        out=out,
        cache=open_cache(cache),
        form=form,
        report=report,
        quiet=quiet,
        verbose=verbose,
    )
    with session(given) as opened:
        if not opened.project.config.publish:
            hint = "add 'publish:' with a line such as '/: site/public' to exporter.yaml"
            raise UsageError("exporter.yaml does not say where to publish", hint=hint)
        run = opened.graded(Publisher(opened.flow, dry_run).publish(opened.plan()))
        opened.flow.records.save()
    run = opened.finished(run, (*run.findings, *opened.project.grade(opened.diagnostics)))
    opened.print(run)
    if form is ReportFormat.TEXT and not quiet:
        sys.stdout.writelines(visible(f"{r.state}: {r.path}") + "\n" for r in run.results if r.state != "current")
    return run.exit_code
