"""``exporter validate``: checks of content, without rendering."""

from typing import Annotated

import typer

from exporter.cli import options
from exporter.cli.options import ReportFormat, SessionOptions, commands_of, open_cache
from exporter.cli.session import session


def validate(
    targets: options.Targets = None,
    render: Annotated[
        bool, typer.Option("--render", help="Also render the files, to find faults of the layout; nothing is written.")
    ] = False,
    config: options.ConfigFile = None,
    trusted: options.Trusted = "",
    strict: options.Strict = False,
    form: options.FormOption = ReportFormat.TEXT,
    report: options.Report = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    diagram: options.Diagram = None,
    require_sandbox: options.RequireSandbox = False,
    cache: options.CacheFolder = None,
    no_cache: options.NoCache = False,
) -> int:
    """Check pages as building them would: syntax, props, links, pictures, headings, questions, words."""
    given = SessionOptions(
        config=config,
        trusted=trusted,
        targets=tuple(targets or ()),
        cache=open_cache(cache, off=no_cache),
        form=form,
        report=report,
        quiet=quiet,
        verbose=verbose,
        strict=strict,
        commands=commands_of(diagram or ()),
        require_sandbox=require_sandbox,
    )
    with session(given) as opened:
        run = opened.validate(render=render)
    return opened.print(opened.finished(run, run.findings))
