"""``exporter build``: the main job."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exporter.cli import choices, one
from exporter.cli.choices import Form
from exporter.cli.screen import exit_code, progress, show
from exporter.cli.session import findings_of, note_idle, open_cache, open_flow
from exporter.diagnostics import Diagnostics, UsageError, visible

if TYPE_CHECKING:
    from exporter.build.batch import BatchOptions
    from exporter.build.flow import Flow
    from exporter.build.limits import RunLimits
    from exporter.build.project import Project
    from exporter.build.run import Run
    from exporter.build.workers import WorkerPool
    from exporter.cache import Cache
    from exporter.model.export import Export


def build(
    targets: choices.Targets = None,
    to: choices.To = "",
    out: choices.Out = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write one file; its suffix is its format, '-' is stdout."),
    ] = None,
    config: choices.ConfigFile = None,
    theme: choices.ThemeName = None,
    jobs: Annotated[str, typer.Option("--jobs", "-j", metavar="N", help="Worker processes.")] = "auto",
    in_process: Annotated[bool, typer.Option("--in-process", help="No worker processes, for debugging.")] = False,
    timeout: Annotated[
        float | None, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="How long one file may take.")
    ] = None,
    strict: choices.Strict = False,
    fail_fast: Annotated[
        bool, typer.Option("--fail-fast/--keep-going", help="Whether the first failure ends the run.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Make all anew, also over files changed by hand.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be made, and why.")] = False,
    cluster: Annotated[
        str, typer.Option("--cluster", metavar="URL", help="The scheduler of a Dask cluster, such as tcp://host:8786.")
    ] = "",
    cluster_tls: Annotated[
        tuple[Path, Path, Path] | None,
        typer.Option("--cluster-tls", metavar="CA CERT KEY", help="The files for a tls:// scheduler."),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Build again at every save, until Ctrl-C.")] = False,
    shard: Annotated[str, typer.Option("--shard", metavar="N/M", help="Only the N-th of M parts of the plan.")] = "",
    form: choices.FormOption = Form.TEXT,
    report: choices.Report = None,
    quiet: choices.Quiet = False,
    verbose: choices.Verbose = False,
    cache: choices.CacheFolder = None,
    no_cache: choices.NoCache = False,
) -> int:
    """Make the files behind the pages' download links, and those that the configuration asks for.

    A page named '-' is read from standard input and written to standard output, or to the file behind -o.
    """
    given = dict(locals())
    kept = open_cache(cache, off=no_cache)
    if watch:
        from exporter.cli.watch import repeat

        written = [Path(path) for path in (out, output, report, cache) if path]
        elsewhere = (*(targets or ()), *([theme] if theme else []))
        one.check_watch(targets or (), output)
        repeat(partial(build, **{**given, "watch": False}), config, elsewhere, written, verbose=verbose)
    start = time.monotonic()
    diagnostics = Diagnostics()
    names = tuple(targets or ())
    asked = one.asked(names, output, choices.format_names(to))
    one.check_company(asked, json=form is not Form.TEXT, dry_run=dry_run, elsewhere=bool(cluster or shard))
    record = _begin_early(kept, off=in_process or dry_run or asked.stream, kind=(config, targets, to, out, theme))
    from exporter.build.batch import BatchOptions

    how = BatchOptions(fail_fast=fail_fast, force=force, dry_run=dry_run)
    project = partial(
        open_flow, diagnostics, config=config, targets=() if asked.stream else names, theme=theme, out=out
    )
    opened = partial(project, cache=kept, writes=(asked.target,), report=report, stream=asked.page())
    with (
        opened(jobs=choices.jobs_of(jobs), seconds=timeout, in_process=in_process) as (flow, workers),
        _workforce(workers, cluster, flow.project.limits["run"], timeout, cluster_tls, diagnostics) as engine,
    ):
        if asked.stream:
            exports = planned = one.stream_exports(flow, asked.formats, diagnostics)
        else:
            exports, planned = _plan(flow, diagnostics, names, asked.formats, choices.shard_of(shard))
        if asked.target is not None:
            run = one.make_one(flow, exports, engine, asked)
        else:
            one.spare_outputs(flow.project, planned, report)
            run = _build(flow, exports, planned, engine, how, quiet=quiet)
            record(flow.project, exports)
    diagnostics.extend(run.findings)
    run = replace(run, findings=findings_of(flow, diagnostics, exports if names or output else None, names))
    run = replace(run, exit_code=exit_code(run, strict=strict), seconds=time.monotonic() - start)
    show(run, form=form, report=report, quiet=quiet or asked.to_stdout, verbose=verbose)
    if dry_run and form is Form.TEXT:
        _list_reasons(run)
    return run.exit_code


def _begin_early(
    cache: "Cache | None", *, off: bool, kind: Sequence[object]
) -> "Callable[[Project, Sequence[Export]], None]":
    """Let workers get ready where there is likely something for them; gives what notes the run for the next one."""
    if cache is None or off:
        return lambda project, exports: None  # noqa: ARG005 (nothing is noted)
    from exporter.build import warm_start
    from exporter.cache import key_of

    run = key_of(str(Path.cwd()), *map(str, kind))
    warm_start.begin(cache, run)
    return partial(warm_start.record, cache, run)


@contextmanager
def _workforce(
    local: "WorkerPool",
    cluster: str,
    limits: "RunLimits",
    timeout: float | None,
    tls: tuple[Path, Path, Path] | None,
    diagnostics: Diagnostics,
) -> "Iterator[WorkerPool]":
    """Those who make the files: the workers of the cluster where one is named, else the local ones."""
    if tls and not cluster:
        raise UsageError("--cluster-tls is for a cluster", hint="name its scheduler with --cluster tls://host:8786")
    if not cluster:
        yield local
        return
    from exporter.build.workers.cluster import Cluster

    with Cluster(cluster, timeout or limits.seconds, tls, limits.memory) as workers:
        yield workers
    diagnostics.extend(workers.findings)


def _plan(
    flow: "Flow",
    diagnostics: Diagnostics,
    targets: Sequence[str],
    formats: tuple[str, ...],
    shard: tuple[int, int] | None,
) -> tuple[list["Export"], list["Export"]]:
    """What to build, and all that the project asks for."""
    from exporter.plan import Selection

    chosen = flow.plan(diagnostics, Selection(tuple(targets), formats))
    note_idle(flow, chosen, targets, diagnostics)
    planned = flow.plan(Diagnostics()) if targets or formats else chosen
    if shard is not None:
        number, total = shard
        chosen = tuple(sorted(chosen, key=lambda e: e.output))[number - 1 :: total]
    return list(chosen), list(planned)


def _build(
    flow: "Flow",
    exports: list["Export"],
    planned: list["Export"],
    workers: "WorkerPool",
    how: "BatchOptions",
    *,
    quiet: bool,
) -> "Run":
    from exporter.build.batch import build as build_all
    from exporter.build.files import shown

    with progress("building", quiet=quiet) as tell:
        longest = flow.longest_first(exports)
        run = build_all(flow, longest, planned, workers, how, progress=tell)
    order = {export.output: number for number, export in enumerate(exports)}
    results = sorted(run.results, key=lambda r: order[r.export])
    flow.records.save()
    if flow.cache is not None and any(r.state == "built" for r in results):
        flow.cache.trim()
    return replace(run, results=results, where=f"in {shown(flow.project.output_root)}")


def _list_reasons(run: "Run") -> None:
    for result in run.results:
        if result.state == "to build":
            print(visible(f"{result.path}: {result.reason}"))
