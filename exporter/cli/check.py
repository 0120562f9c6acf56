"""``exporter check``: whether files still say what their pages say."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from exporter.cli import choices
from exporter.cli.choices import Form
from exporter.cli.screen import exit_code, show
from exporter.cli.session import findings_of, open_cache, open_flow
from exporter.diagnostics import Diagnostics, UsageError, did_you_mean

if TYPE_CHECKING:
    from exporter.model.export import Export
    from exporter.pipeline.flow import Flow
    from exporter.pipeline.run import Result

T = TypeVar("T")


def check(
    targets: choices.Targets = None,
    against: Annotated[
        list[Path] | None, typer.Option("--against", metavar="FILE", help="A published PDF or Word file to compare.")
    ] = None,
    out: choices.Out = None,
    config: choices.ConfigFile = None,
    strict: choices.Strict = False,
    form: choices.FormOption = Form.TEXT,
    report: choices.Report = None,
    quiet: choices.Quiet = False,
    verbose: choices.Verbose = False,
    cache: choices.CacheFolder = None,
    no_cache: choices.NoCache = False,
) -> int:
    """Tell which files are current, stale, missing or changed by hand, and what published copies say otherwise."""
    from exporter.batch.check import check as check_all
    from exporter.plan import Selection

    start = time.monotonic()
    found = Diagnostics()
    names = tuple(targets or ())
    flow = open_flow(found, config=config, targets=names, out=out, cache=open_cache(cache, off=no_cache))
    exports = flow.plan(found, Selection(names))
    run = check_all(flow, exports if not against else ())
    copies = {path: _copied(flow, exports, path, names) for path in against or ()}
    if not against:
        folder = flow.project.config.folder
        copies = {folder / file: _named(exports, output) for file, output in flow.project.config.published.items()}
    compared = [_compare(flow, export, path) for path, export in copies.items()]
    flow.records.save()
    told = (*run.findings, *findings_of(flow, found, exports if names else None))
    run = replace(run, results=(*run.results, *compared), findings=told, seconds=time.monotonic() - start)
    run = replace(run, exit_code=exit_code(run, strict=strict))
    show(run, form=form, report=report, quiet=quiet, verbose=verbose)
    return run.exit_code


def _compare(flow: "Flow", export: "Export", path: Path) -> "Result":
    from exporter.batch.check import against

    return _read(path, lambda: against(flow, export, path))


def _copied(flow: "Flow", exports: "Sequence[Export]", path: Path, names: tuple[str, ...]) -> "Export":
    """The export that a published file is a copy of: the one asked for, that of its name, or that of its questions."""
    from exporter.batch.check import likeliest

    if names and len(exports) == 1:
        return exports[0]
    config = flow.project.config
    for file, output in config.published.items():
        if (config.folder / file).resolve() == path.resolve():
            return _named(exports, output)
    same = [e for e in exports if e.output.rpartition("/")[2].casefold() == path.stem.casefold()]
    found = same[0] if same else _read(path, lambda: likeliest(flow, exports, path))
    if found is None:
        hint = "name the output in front of --against"
        raise UsageError(f"no export that '{path.name}' is a copy of", code="unknown-target", hint=hint)
    return found


def _named(exports: "Sequence[Export]", output: str) -> "Export":
    for export in exports:
        if output.casefold() == export.output.casefold():
            return export
    hint = did_you_mean(output, [export.output for export in exports])
    raise UsageError(f"no output '{output}', which 'published' names", code="unknown-target", hint=hint)


def _read(path: Path, read: "Callable[[], T]") -> "T":
    try:
        return read()
    except OSError as error:
        raise UsageError(f"cannot read '{path}': {error.strerror}", hint="check the path") from error
    except ValueError as error:
        raise UsageError(f"cannot read '{path}': {error}", hint="it has to be a PDF or a Word file") from error
