"""``exporter check``: compare files with their pages."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from exporter.build.answers import latest_day
from exporter.build.check import check as check_all
from exporter.build.files import shown
from exporter.build.flow import Flow
from exporter.build.outcome import FileResult, Run
from exporter.build.publish import Publisher
from exporter.build.published_copies import against as compare_with
from exporter.build.published_copies import likeliest
from exporter.cli import options
from exporter.cli.archive_check import check_archives, list_states
from exporter.cli.options import ReportFormat, SessionOptions, commands_of, open_cache
from exporter.cli.session import session
from exporter.diagnostics import Diagnostic, Diagnostics, UsageError, did_you_mean
from exporter.model.export import Export
from exporter.model.paths import path_key
from exporter.output import Folder
from exporter.plan.addresses import place_of
from exporter.plan.output_names import split_suffix
from exporter.published import READERS
from exporter.report.accessibility.collect import Collector
from exporter.version import __version__


def check(
    targets: options.Targets = None,
    against: Annotated[
        list[Path] | None,
        typer.Option("--against", metavar="FILE", help="Compare a published PDF or Word file."),
    ] = None,
    archive: Annotated[
        list[Path] | None,
        typer.Option("--archive", metavar="RELEASE", help="Check the sums, manifest and files of a release instead."),
    ] = None,
    links: Annotated[
        bool, typer.Option("--links", help="Check that each download link points to the built file.")
    ] = False,
    release: options.Release = "",
    out: options.Out = None,
    config: options.ConfigFile = None,
    trusted: options.Trusted = "",
    strict: options.Strict = False,
    form: options.FormOption = ReportFormat.TEXT,
    report: options.Report = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    diagram: options.Diagram = None,
    cache: options.CacheFolder = None,
    no_cache: options.NoCache = False,
) -> int:
    """Tell which files are current, stale, missing or changed by hand, and what published copies say otherwise."""
    if archive:
        if targets or against or links or release:
            hint = "leave out other files and options"
            raise UsageError("--archive checks releases alone", hint=hint)
        return check_archives(archive, form=form, report=report, quiet=quiet, verbose=verbose, strict=strict)
    given = SessionOptions(
        config=config,
        trusted=trusted,
        targets=tuple(targets or ()),
        out=out,
        cache=open_cache(cache, off=no_cache),
        form=form,
        report=report,
        quiet=quiet,
        verbose=verbose,
        strict=strict,
        commands=commands_of(diagram or ()),
        release=release,
    )
    with session(given) as opened:
        exports = opened.plan()
        run = opened.graded(_run(opened.flow, exports, given.targets, against or (), links=links))
        old = opened.project.grade((*opened.flow.answers.findings, *_old_answers(opened.flow, run, exports)))
        opened.flow.records.save()
    run = opened.finished(run, (*run.findings, *old, *opened.findings(exports)))
    if form is ReportFormat.TEXT and not quiet:
        list_states(run)
    return opened.print(run)


def _run(flow: Flow, exports: Sequence[Export], names: tuple[str, ...], against: Sequence[Path], *, links: bool) -> Run:
    """Check the planned files and the published copies, or only those of ``--against``, or the links."""
    released = Folder(flow.project.output_root).manifest.files or not flow.project.release
    if not (released or against or links):
        return Run(command="check", version=__version__, results=list(_published_release(flow, exports)))
    run = check_all(flow, exports if not (against or links) else ())
    if against:
        copies = [_copy(flow, exports, path, names) for path in against]
    else:
        copies = list(_published(flow, exports)) if not links else []
    unanswered: list[Diagnostic] = Publisher(flow).unanswered(exports) if links else []
    return replace(run, results=(*run.results, *copies), findings=(*run.findings, *unanswered))


def _old_answers(flow: Flow, run: Run, exports: Sequence[Export]) -> Iterator[Diagnostic]:
    """Yield the findings of answers about accessibility of items that are gone, or of days to come."""
    if not flow.answers.listed:
        return
    states = {result.path: result for result in run.results}
    yield from flow.answers.early(latest_day())
    yield from flow.answers.homeless({export.known_as for export in flow.plan(Diagnostics())})
    for export in exports:
        if export.known_as in flow.answers.exports:
            yield from Collector(flow, states, shows=False).outdated_answers(export)


def _copy(flow: Flow, exports: Sequence[Export], path: Path, names: tuple[str, ...]) -> FileResult:
    """Compare a file with the export that was named, with the export of its name, else with that of its questions."""
    if not path.is_file():
        raise UsageError(f"no file '{path}'", code="missing-file", hint="check the path")
    listed = {flow.project.config.folder / file: output for output, file in flow.project.config.published.items()}
    known = next((output for file, output in listed.items() if file.resolve() == path.resolve()), "")
    there = f"/{path.resolve().with_suffix('').as_posix()}".casefold()
    # the path is surer than the name, which several exports may have
    for part in (lambda e: e.output == known, lambda e: there.endswith(f"/{e.output.casefold()}"), _name_of(path)):
        if matching := [export for export in exports if part(export)]:
            break
    sure = len(matching) == 1 or (names and len(exports) == 1)
    chosen = (matching or exports)[0] if sure else likeliest(flow, matching or exports, path)
    if chosen is None:
        hint = "name the output before --against"
        raise UsageError(f"no export matches '{path.name}'", code="unknown-target", hint=hint)
    return compare_with(flow, chosen, path)


def _name_of(path: Path) -> Callable[[Export], bool]:
    return lambda export: export.output.rpartition("/")[2].casefold() == path.stem.casefold()


def _published(flow: Flow, exports: Sequence[Export]) -> Iterator[FileResult]:
    """Yield the results for the copies in the configuration, for the exports asked for."""
    config, formats = flow.project.config, tuple(flow.project.formats.values())
    planned = {path_key(export.known_as): export for export in flow.plan(Diagnostics())}
    for written, file in config.published.items():
        export = planned.get(path_key(split_suffix(written, formats)[0]))
        pos = config.where("published", written)
        if export is None:
            hint = did_you_mean(written, [e.output for e in planned.values()])
            raise UsageError(f"no output '{written}'", code="unknown-target", pos=pos, hint=hint)
        if any(path_key(export.output) == path_key(asked.output) for asked in exports):
            if not (config.folder / file).is_file():
                raise UsageError(f"no file '{file}'", code="missing-file", pos=pos, hint="check the path")
            yield compare_with(flow, export, config.folder / file, pos)


def _published_release(flow: Flow, exports: Sequence[Export]) -> Iterator[FileResult]:
    """Yield the results for the published PDF and Word files of a release that is not built here.

    Raises ``UsageError`` if there are none.
    """
    config, found = flow.project.config, False
    for delivery in Publisher(flow).deliveries(exports):
        place = place_of(delivery.address, config) if delivery.latest else None
        path = place[0] / place[1] if place is not None else None
        if path is not None and path.suffix in READERS and path.is_file():
            found = True
            yield compare_with(flow, delivery.file.export, path, delivery.pos)
    if not found:
        folder = shown(flow.project.output_root)
        hint = (
            f"build it, unpack its archive into '{folder}', or bring its published PDFs into the folders of 'publish:'"
        )
        raise UsageError(f"no files of the release '{flow.project.release}'", code="missing-file", hint=hint)
