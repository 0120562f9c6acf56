"""``exporter publish``: built files to the folders that they are served from."""

import sys
import time
from dataclasses import replace
from typing import Annotated

import typer

from exporter.cli import choices
from exporter.cli.check import graded
from exporter.cli.choices import Form
from exporter.cli.screen import exit_code, show
from exporter.cli.session import open_cache, open_flow
from exporter.diagnostics import Diagnostics, UsageError, visible


def publish(
    targets: choices.Targets = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be copied.")] = False,
    out: choices.Out = None,
    config: choices.ConfigFile = None,
    form: choices.FormOption = Form.TEXT,
    report: choices.Report = None,
    quiet: choices.Quiet = False,
    verbose: choices.Verbose = False,
    cache: choices.CacheFolder = None,
) -> int:
    """Copy built files to the folders of 'publish:' in exporter.yaml; what others put there is never touched."""
    from exporter.build.publish import Publisher
    from exporter.plan import Selection

    start = time.monotonic()
    diagnostics = Diagnostics()
    names = tuple(targets or ())
    kept = open_cache(cache)
    with open_flow(diagnostics, config=config, targets=names, out=out, cache=kept, report=report) as (flow, _):
        if not flow.project.config.publish:
            hint = "add 'publish:' with a line such as '/: site/public' to exporter.yaml"
            raise UsageError("exporter.yaml does not say where to publish", hint=hint)
        exports = flow.plan(diagnostics, Selection(names))
        run = graded(Publisher(flow, dry_run).publish(exports), flow.project.grade)
        flow.records.save()
    run = replace(run, findings=(*run.findings, *flow.project.grade(diagnostics)), seconds=time.monotonic() - start)
    run = replace(run, exit_code=exit_code(run, strict=False))
    show(run, form=form, report=report, quiet=quiet, verbose=verbose)
    if form is Form.TEXT and not quiet:
        sys.stdout.writelines(visible(f"{r.state}: {r.path}") + "\n" for r in run.results if r.state != "current")
    return run.exit_code
