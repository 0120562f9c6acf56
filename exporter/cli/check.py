"""``exporter check``: whether files still say what their pages say."""

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exporter.cli import choices
from exporter.cli.choices import Form
from exporter.cli.screen import exit_code, show
from exporter.cli.session import findings_of, open_cache, open_flow
from exporter.diagnostics import Diagnostic, Diagnostics, UsageError, did_you_mean, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exporter.build.flow import Flow
    from exporter.build.grading import Grading
    from exporter.build.run import Result, Run
    from exporter.model.export import Export


def check(
    targets: choices.Targets = None,
    against: Annotated[
        list[Path] | None,
        typer.Option("--against", metavar="FILE", help="Compare a published PDF or Word file, whoever made it."),
    ] = None,
    links: Annotated[
        bool, typer.Option("--links", help="Check that each download link leads to the file that was built.")
    ] = False,
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
    from exporter.plan import Selection

    start = time.monotonic()
    diagnostics = Diagnostics()
    names = tuple(targets or ())
    kept = open_cache(cache, off=no_cache)
    with open_flow(diagnostics, config=config, targets=names, out=out, cache=kept, report=report) as (flow, _):
        exports = flow.plan(diagnostics, Selection(names))
        run = graded(_run(flow, exports, names, against or (), links=links), flow.project.grade)
        flow.records.save()
    told = (*run.findings, *findings_of(flow, diagnostics, exports if names else None, names))
    run = replace(run, findings=told, seconds=time.monotonic() - start)
    run = replace(run, exit_code=exit_code(run, strict=strict))
    if form is Form.TEXT and not quiet:
        _list_states(run)
    show(run, form=form, report=report, quiet=quiet, verbose=verbose)
    return run.exit_code


def graded(run: "Run", grade: "Grading") -> "Run":
    """The run with its findings, and those of its files, as grave as the configuration says."""
    results = tuple(replace(result, findings=grade(result.findings)) for result in run.results)
    return replace(run, results=results, findings=grade(run.findings))


def _run(
    flow: "Flow", exports: "Sequence[Export]", names: tuple[str, ...], against: "Sequence[Path]", *, links: bool
) -> "Run":
    """The planned files and the published copies, or only what ``--against`` or ``--links`` ask for."""
    from exporter.build.check import check as check_all
    from exporter.build.publish import Publisher

    run = check_all(flow, exports if not (against or links) else ())
    if against:
        copies = [_copy(flow, exports, path, names) for path in against]
    else:
        copies = list(_published(flow, exports)) if not links else []
    unanswered: list[Diagnostic] = Publisher(flow).unanswered(exports) if links else []
    return replace(run, results=(*run.results, *copies), findings=(*run.findings, *unanswered))


def _copy(flow: "Flow", exports: "Sequence[Export]", path: Path, names: tuple[str, ...]) -> "Result":
    """A file beside the export asked for, that of its name, else that of its questions."""
    from exporter.build.published import against, likeliest

    if not path.is_file():
        raise UsageError(f"no file '{path}'", code="missing-file", hint="check the path")
    listed = {flow.project.config.folder / file: output for output, file in flow.project.config.published.items()}
    known = next((output for file, output in listed.items() if file.resolve() == path.resolve()), "")
    there = f"/{path.resolve().with_suffix('').as_posix()}".casefold()
    # its own path tells more than its name, which several may have
    for part in (lambda e: e.output == known, lambda e: there.endswith(f"/{e.output.casefold()}"), _name_of(path)):
        if same := [export for export in exports if part(export)]:
            break
    sure = len(same) == 1 or (names and len(exports) == 1)
    chosen = (same or exports)[0] if sure else likeliest(flow, same or exports, path)
    if chosen is None:
        hint = "name the output in front of --against"
        raise UsageError(f"no export that '{path.name}' is a copy of", code="unknown-target", hint=hint)
    return against(flow, chosen, path)


def _name_of(path: Path) -> "Callable[[Export], bool]":
    return lambda export: export.output.rpartition("/")[2].casefold() == path.stem.casefold()


def _published(flow: "Flow", exports: "Sequence[Export]") -> "Iterator[Result]":
    """The copies that the configuration names, of the exports asked for."""
    from exporter.build.published import against
    from exporter.model.paths import same
    from exporter.plan.output_names import split_suffix

    config, formats = flow.project.config, tuple(flow.project.formats.values())
    planned = {same(export.output): export for export in flow.plan(Diagnostics())}
    for written, file in config.published.items():
        export = planned.get(same(split_suffix(written, formats)[0]))
        pos = config.where("published", written)
        if export is None:
            hint = did_you_mean(written, [e.output for e in planned.values()])
            raise UsageError(f"no output '{written}'", code="unknown-target", pos=pos, hint=hint)
        if any(same(export.output) == same(asked.output) for asked in exports):
            if not (config.folder / file).is_file():
                raise UsageError(f"no file '{file}'", code="missing-file", pos=pos, hint="check the path")
            yield against(flow, export, config.folder / file, pos)


def _list_states(run: "Run") -> None:
    """One line a file on stdout: its state and its path."""
    width = max((len(result.state) for result in run.results), default=0)
    for result in run.results:
        why = f"  ({result.reason})" if result.reason and result.state != "missing" else ""
        sys.stdout.write(visible(f"{result.state:<{width}}  {result.path}{why}") + "\n")
