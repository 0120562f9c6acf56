"""``exporter build``: its options, and workers that start while this process imports what it needs."""

from pathlib import Path
from typing import Annotated

import typer

from exporter.cli import options
from exporter.cli.options import BuildOptions, ReportFormat, begin_workers, commands_of, open_cache


def build(
    targets: options.Targets = None,
    to: options.To = "",
    out: options.Out = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write one file; its suffix is its format, '-' is stdout."),
    ] = None,
    config: options.ConfigFile = None,
    trusted: options.Trusted = "",
    theme: options.ThemeName = None,
    jobs: Annotated[str, typer.Option("--jobs", "-j", metavar="N", help="The number of worker processes.")] = "auto",
    in_process: Annotated[
        bool, typer.Option("--in-process", help="Build without worker processes, for debugging.")
    ] = False,
    timeout: Annotated[
        float | None, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="The longest time for one file.")
    ] = None,
    strict: options.Strict = False,
    fail_fast: Annotated[
        bool, typer.Option("--fail-fast/--keep-going", help="Whether to stop at the first failure.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Rebuild all files, also those changed by hand.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list the files to build, and why.")] = False,
    cluster: Annotated[
        str, typer.Option("--cluster", metavar="URL", help="The scheduler of a Dask cluster, such as tcp://host:8786.")
    ] = "",
    cluster_tls: Annotated[
        tuple[Path, Path, Path] | None,
        typer.Option("--cluster-tls", metavar="CA CERT KEY", help="The TLS files for a tls:// scheduler."),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Build again at every save, until Ctrl-C.")] = False,
    release: options.Release = "",
    since: Annotated[
        str, typer.Option("--since", metavar="REV", help="With --release: report the changes since this tag.")
    ] = "",
    shard: Annotated[str, typer.Option("--shard", metavar="N/M", help="Build only part N of M of the plan.")] = "",
    wait: Annotated[
        float, typer.Option("--wait", metavar="SECONDS", min=0, help="How long to wait for another run's end.")
    ] = 0.0,
    form: options.FormOption = ReportFormat.TEXT,
    report: options.Report = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    diagram: options.Diagram = None,
    require_sandbox: options.RequireSandbox = False,
    cache: options.CacheFolder = None,
    no_cache: options.NoCache = False,
) -> int:
    """Make the files behind the pages' download links, and those that the configuration asks for.

    With --release, all files go to a folder of their own, and into one archive beside it. A page named '-' is read from
    standard input and written to standard output, or to the file behind -o.
    """
    given = BuildOptions(
        config=config,
        trusted=trusted,
        targets=tuple(targets or ()),
        theme=theme,
        out=out,
        cache=open_cache(cache, off=no_cache),
        form=form,
        report=report,
        quiet=quiet,
        verbose=verbose,
        strict=strict,
        commands=commands_of(diagram or ()),
        require_sandbox=require_sandbox,
        to=to,
        output=output,
        jobs=jobs,
        in_process=in_process,
        timeout=timeout,
        fail_fast=fail_fast,
        force=force,
        dry_run=dry_run,
        cluster=cluster,
        cluster_tls=cluster_tls,
        shard=shard,
        wait=wait,
        release=release,
        since=since,
    )
    begin_workers(given)
    # the workers load their libraries while this process loads its own
    from exporter.cli import build_run  # noqa: PLC0415 (see above)

    return build_run.watch(given) if watch else build_run.build(given)
