"""The runs of ``exporter build``: plan, make the files or the one file that is asked for, and report."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from exporter.build import warm_start
from exporter.build.batch import BatchOptions
from exporter.build.flow import Flow
from exporter.build.last_run import LastRun
from exporter.build.outcome import Run
from exporter.build.shards import shard
from exporter.build.within_limits import timed
from exporter.build.workers import WorkerPool
from exporter.build.workers.start_faults import no_sandbox
from exporter.cache import key_of
from exporter.cli import single_file
from exporter.cli.console import progress
from exporter.cli.options import BuildOptions, ReportFormat, begin_workers, format_names, jobs_of, shard_of
from exporter.cli.session import CommandSession, session
from exporter.diagnostics import Diagnostic, EnvironmentFault, UsageError, visible
from exporter.model.export import Export
from exporter.report.grouping import size_words


def build(options: BuildOptions, on_open: Callable[[Flow], None] | None = None) -> int:
    """Build once and return the exit code; ``on_open`` is called with the flow."""
    if options.trusted and (options.cluster or options.cluster_tls):
        hint = "leave out --cluster: pages that anybody may have changed are built on this machine alone"
        raise UsageError("--trusted-config and --cluster exclude each other", hint=hint)
    single = single_file.requested(options.targets, options.output, format_names(options.to))
    json = options.form is not ReportFormat.TEXT
    elsewhere = bool(options.cluster or options.shard)
    single_file.check_combination(single, json=json, dry_run=options.dry_run, elsewhere=elsewhere)
    _check_release(options)
    with (
        session(
            options,
            outputs=(single.target,),
            page=single.page(),
            jobs=jobs_of(options.jobs),
            seconds=options.timeout,
            in_process=options.in_process,
            on_open=on_open,
        ) as opened,
        _worker_pool(opened, options) as workers,
    ):
        flow = opened.flow
        last = _last_run(opened, options) if single.target is None and on_open is None else None
        if last is not None and (same := last.unchanged(options.wait)) is not None:
            run, findings = same
            _note_read(flow, options, {result.format for result in run.results})
            run = opened.finished(run, findings)
            opened.print(run)
            return run.exit_code
        if single.stream:
            exports = planned = single_file.stream_exports(flow, single.formats, opened.diagnostics)
        else:
            exports, planned = _plan(opened, single.formats, shard_of(options.shard))
        if single.target is not None:
            run = single_file.make(flow, exports, workers, single, opened.diagnostics)
        else:
            single_file.check_report_place(flow.project, planned, options.report)
            run = _finished_release(opened, exports, options) or _build(opened, exports, planned, workers, options)
            _note_read(flow, options, {name for export in exports for name in export.formats})
            last = None if run.findings else last  # they are about the manifest as it was
        opened.diagnostics.extend(run.findings)
        run = opened.finished(run, opened.findings(exports, named=bool(options.output)))
        if last is not None:
            last.note(run, run.findings, exports)
        packs = options.release and not options.dry_run
        if packs and not run.exit_code:
            run = _packed(opened, run, exports, options)
    opened.print(run, quiet=single.to_stdout)
    if packs and not options.quiet:
        for line in _archive_lines(run):
            print(visible(line), file=sys.stderr)
    if options.dry_run and options.form is ReportFormat.TEXT:
        _list_reasons(run)
    return run.exit_code


def watch(options: BuildOptions) -> int:
    """Build at every save, until interrupted."""
    if options.trusted:
        hint = "leave out --watch, or --trusted-config"
        raise UsageError("--trusted-config and --watch exclude each other", hint=hint)
    single_file.check_watch(options.targets, options.output)
    try:
        from exporter.cli.watch import repeat  # noqa: PLC0415 (needs the extra "preview")
    except ImportError as error:
        hint = "pip install 'mdc-exporter[preview]'"
        raise EnvironmentFault(f"--watch needs '{error.name}'", code="preview", hint=hint) from error
    cache = options.cache.folder if options.cache else None
    written = [Path(path) for path in (options.out, options.output, options.report, cache) if path]
    elsewhere = (*options.targets, *([options.theme] if options.theme else []))
    repeat(partial(_build_again, options), options.config, elsewhere, written, verbose=options.verbose)


def _build_again(options: BuildOptions, on_open: Callable[[Flow], None]) -> int:
    begin_workers(options)
    return build(options, on_open)


def _note_read(flow: Flow, options: BuildOptions, formats: Iterable[str]) -> None:
    """Note the files that the run has read, and its formats, for the start of the next run."""
    if options.cache is not None and options.run_key:
        warm_start.record(options.cache, options.run_key, flow.project.paths, formats)


def _last_run(opened: CommandSession, options: BuildOptions) -> LastRun | None:
    """Return the record of the last run with these options; None for a run whose result is never that of another."""
    if not options.run_key or options.cache is None or options.force or options.trusted or options.release:
        return None
    key = key_of(options.run_key, options.shard, str(options.report))
    return LastRun(opened.flow, options.cache, key, tuple(opened.diagnostics))


@contextmanager
def _worker_pool(opened: CommandSession, options: BuildOptions) -> Iterator[WorkerPool]:
    """Give the workers that make the files: those of the cluster if one is named, else the local ones."""
    if options.cluster_tls and not options.cluster:
        raise UsageError("--cluster-tls needs --cluster", hint="name its scheduler with --cluster tls://host:8786")
    if not options.cluster:
        yield opened.workers
        return
    if options.require_sandbox:
        raise no_sandbox("the workers of a cluster belong to other machines")
    from exporter.build.workers.cluster import Cluster  # noqa: PLC0415 (needs the extra "cluster")

    limits = timed(opened.project.limits["run"], options.timeout)
    with Cluster(options.cluster, limits, options.cluster_tls) as workers:
        yield workers
    opened.diagnostics.extend(workers.findings)


def _plan(
    opened: CommandSession, formats: tuple[str, ...], part: tuple[int, int] | None
) -> tuple[list[Export], list[Export]]:
    """Return the exports to build, and all exports of the project."""
    chosen = opened.plan(formats)
    opened.warn_if_idle(chosen)
    planned = opened.everything(chosen, formats)
    if part is not None:
        chosen = shard(chosen, *part, opened.flow.size)
    return list(chosen), list(planned)


def _build(
    opened: CommandSession, exports: list[Export], planned: list[Export], workers: WorkerPool, options: BuildOptions
) -> Run:
    def early(findings: Sequence[Diagnostic]) -> None:
        opened.print_early((*opened.findings(exports), *findings))

    how = BatchOptions(fail_fast=options.fail_fast, force=options.force, dry_run=options.dry_run, wait=options.wait)
    with progress("building", quiet=options.quiet) as advance:
        return opened.build(exports, planned, how, workers=workers, progress=advance, early=early)


def _list_reasons(run: Run) -> None:
    for result in run.results:
        if result.state == "to build":
            print(visible(f"{result.path}: {result.reason}"))


def _check_release(options: BuildOptions) -> None:
    """Raise ``UsageError`` for options that make a part of a release, or need one."""
    part = next((name for name in ("targets", "output", "shard") if getattr(options, name)), "")
    if options.release and part:
        named = {"targets": " ".join(options.targets), "output": "-o", "shard": "--shard"}[part]
        raise UsageError("a release has all files of the project", hint=f"leave out {named}")
    if options.since and not options.release:
        raise UsageError("--since needs --release", hint="for the changes alone: exporter diff --from REV")


def _finished_release(opened: CommandSession, exports: Sequence[Export], options: BuildOptions) -> Run | None:
    """Return the run of a release that is finished with other content; None for all other runs."""
    if not options.release or options.force:
        return None
    from exporter.api.release import refused  # noqa: PLC0415 (only the archive of a release has reports)

    return refused(opened, exports)


def _packed(opened: CommandSession, run: Run, exports: Sequence[Export], options: BuildOptions) -> Run:
    from exporter.api.release import pack  # noqa: PLC0415 (as above)

    return pack(opened, run, exports, options.since)


def _archive_lines(run: Run) -> Iterator[str]:
    if run.archive is not None:
        yield f"wrote {run.archive.path}, {run.archive.files} files, {size_words(run.archive.size)}"
    elif not run.exit_code:
        yield "no archive: the release has no files"
    elif run.results:
        yield "no archive: correct the errors, and build the release again"
