"""``exporter validate``: checks of content, without rendering."""

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from exporter.cli import choices
from exporter.cli.choices import Form
from exporter.cli.screen import exit_code, show
from exporter.cli.session import findings_of, note_idle, open_cache, open_flow
from exporter.diagnostics import Diagnostics

if TYPE_CHECKING:
    from exporter.build.flow import Flow
    from exporter.build.run import Run
    from exporter.build.workers import WorkerPool


def validate(
    targets: choices.Targets = None,
    render: Annotated[
        bool, typer.Option("--render", help="Also lay the files out, for what only that finds; none is written.")
    ] = False,
    config: choices.ConfigFile = None,
    strict: choices.Strict = False,
    form: choices.FormOption = Form.TEXT,
    report: choices.Report = None,
    quiet: choices.Quiet = False,
    verbose: choices.Verbose = False,
    cache: choices.CacheFolder = None,
    no_cache: choices.NoCache = False,
) -> int:
    """Check pages as building them would: syntax, props, links, pictures, headings, questions, words."""
    start = time.monotonic()
    diagnostics = Diagnostics()
    names = tuple(targets or ())
    kept = open_cache(cache, off=no_cache)
    with open_flow(diagnostics, config=config, targets=names, cache=kept, report=report) as (flow, workers):
        run = _run(flow, diagnostics, names, workers if render else None)
        flow.records.save()
    run = replace(run, seconds=time.monotonic() - start)
    run = replace(run, exit_code=exit_code(run, strict=strict))
    show(run, form=form, report=report, quiet=quiet, verbose=verbose)
    return run.exit_code


def _run(flow: "Flow", diagnostics: Diagnostics, names: tuple[str, ...], workers: "WorkerPool | None") -> "Run":
    """What building the pages finds; without names, of pages too that nothing asks for."""
    from exporter.build.conflicts import conflicts
    from exporter.build.validate import Validation
    from exporter.plan import Selection

    exports = flow.plan(diagnostics, Selection(names))
    diagnostics.extend(conflicts(flow, exports))
    note_idle(flow, exports, names, diagnostics)
    checked = exports if names else (*exports, *flow.unplanned(exports, diagnostics))
    run = Validation(flow, workers).run(checked)
    return replace(run, findings=(*findings_of(flow, diagnostics, exports if names else None, names), *run.findings))
