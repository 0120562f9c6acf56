"""``exporter build -o``: one file at a place of its own; ``exporter build -``: a page from standard input."""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Final

from exporter import backends
from exporter.build.flow import Flow
from exporter.build.one_file import render_one
from exporter.build.outcome import Run
from exporter.build.project import Project
from exporter.build.project_files import project_files
from exporter.build.workers import WorkerPool
from exporter.cli.destination import Destination, destination, write_output
from exporter.cli.options import STDIN
from exporter.diagnostics import Diagnostics, UsageError
from exporter.model.export import Export
from exporter.output.named_output import FileType, file_type
from exporter.source.reader import STREAM

_NAME: Final = "stdin"  # of the export of a page from standard input


@dataclass(frozen=True, slots=True)
class SingleFile:
    """The one file that is asked for, if any, the formats to plan, and whether the page comes from standard input."""

    target: Destination | None = None
    formats: tuple[str, ...] = ()
    stream: bool = False

    @property
    def to_stdout(self) -> bool:
        """Whether the file goes to standard output."""
        return self.target is not None and self.target.is_stdout

    def page(self) -> IO[bytes] | None:
        """Return the stream with the page."""
        return sys.stdin.buffer if self.stream else None


def requested(names: Sequence[str], output: str | None, formats: tuple[str, ...]) -> SingleFile:
    """Return the file that ``-o`` and ``-`` ask for. Raises ``UsageError``."""
    stream = STDIN in names
    if output is None and not stream:
        return SingleFile(None, formats)

    target = destination(STDIN if output is None else output)
    chosen = _formats_for(target, formats)
    if stream:
        _check_stream(names, chosen)
    return SingleFile(target, chosen, stream)


def check_combination(single: SingleFile, *, json: bool, dry_run: bool, elsewhere: bool) -> None:
    """Raise ``UsageError`` for options that cannot be used together with one file, or with standard input."""
    if single.target is not None and dry_run:
        raise UsageError("-o and --dry-run cannot be used together", hint="leave one of them out")
    if single.to_stdout and json:
        hint = "write the report to a file with --report"
        raise UsageError("the file and the findings cannot both go to stdout", hint=hint)
    if single.stream and elsewhere:
        hint = "leave out --cluster and --shard"
        raise UsageError("a page from standard input is built on this machine, in one part", hint=hint)


def check_watch(names: Sequence[str], output: str | None) -> None:
    """Raise ``UsageError`` if there is nothing to watch, or if files would follow each other in one stream."""
    if STDIN in names:
        raise UsageError("standard input cannot be watched", hint="name the page's file")
    if output is not None and destination(output).place.descriptor is not None:
        raise UsageError("--watch writes a file at every save", hint="name a file with -o")


def check_report_place(project: Project, planned: Sequence[Export], report: Path | None) -> None:
    """Raise ``UsageError`` for a report in the place of an output."""
    if report is None:
        return
    place = Path(os.path.realpath(report.parent)) / report.name
    for export in planned:
        for name in export.formats:
            output = project.folders[name] / (export.output + _suffix(project, name))
            if output.name == place.name and Path(os.path.realpath(output.parent)) / output.name == place:
                hint = "choose another name for --report"
                raise UsageError(f"'{report}' is the file of the output '{export.output}'", code="write", hint=hint)


def stream_exports(flow: Flow, formats: tuple[str, ...], diagnostics: Diagnostics) -> list[Export]:
    """Return the export of the page from standard input, if it could be read."""
    return [flow.plan_page(STREAM, _NAME, formats, diagnostics)] if STREAM in flow.sources else []


def make(
    flow: Flow, exports: Sequence[Export], workers: WorkerPool, single: SingleFile, diagnostics: Diagnostics
) -> Run:
    """Make one file, unless an error says why there is none; nothing is cached or noted. Raises ``UsageError``."""
    target = single.target
    if target is None or (not exports and (single.stream or diagnostics.failed)):
        return Run()
    export, name = _only(flow, exports, target)
    origin = export.origins.get("formats")
    _check_suffix(target, name, explicit=origin is not None and origin.kind == "command line")
    options = [(flow.project.formats[n].options, given) for n, given in export.options.items()]
    named = [str(given[key]) for model, given in options for key in model.FILES if given.get(key)]
    target.refuse_input(project_files(flow.project, options=named))
    target.refuse_other_kind((_suffix(flow.project, name),))
    run, data = render_one(flow, workers, export, name)
    if data is not None:
        write_output(data, target)
    results = [replace(result, path=target.name) for result in run.results]
    return replace(run, results=results, where=f"to {target.name}")


def _suffix(project: Project, name: str) -> str:
    return project.formats[name].suffix


def _suffixes() -> Mapping[str, str]:
    """Return the suffix of each format."""
    return {name: backends.load(name).suffix for name in backends.FORMATS}


def _formats_for(output: Destination, formats: tuple[str, ...]) -> tuple[str, ...]:
    """Return the formats to plan for one file: the formats asked for, else the one with the file's suffix.

    If no format has the suffix, return none: a planned output may have one format. Raises ``UsageError``.
    """
    having = tuple(name for name, suffix in _suffixes().items() if suffix == output.suffix)
    if formats:
        narrowed = tuple(name for name in formats if name in having)
        if having and not narrowed:
            raise _contradiction(output, having[0], formats[0])
        return narrowed or formats
    if len(having) > 1:
        hint = f"choose one with --to: {', '.join(having)}"
        raise UsageError(f"'{output.name}' has a suffix of {len(having)} formats", hint=hint)
    return having


def _check_stream(names: Sequence[str], formats: tuple[str, ...]) -> None:
    """Raise ``UsageError`` if a page from standard input is not alone, or its format is not clear."""
    if len(names) > 1:
        raise UsageError(
            "'-', the page from standard input, must be the only name", hint="build other pages in another run"
        )
    if len(formats) != 1:
        hint = "name one with --to, such as --to html, or a file with -o, such as -o page.pdf"
        wrong = "needs a format" if not formats else f"can have one format, but {len(formats)} are requested"
        raise UsageError(f"the page from standard input {wrong}", hint=hint)


def _only(flow: Flow, exports: Sequence[Export], target: Destination) -> tuple[Export, str]:
    """Return the one export and format. Raises ``UsageError`` if there are none or several."""
    files = [(export, name) for export in exports for name in export.formats]
    fitting = [f for f in files if _suffix(flow.project, f[1]) == target.suffix] or files
    if len(exports) == 1 and len(fitting) > 1:
        _check_suffix(target, fitting[0][1], explicit=False)
    if len(fitting) != 1:
        hint = f"name one output, and a file with the suffix of its format: {_known()}; or one format with --to"
        raise UsageError(f"-o takes one file, but {len(fitting)} are requested", hint=hint)
    return fitting[0]


def _check_suffix(target: Destination, name: str, *, explicit: bool) -> None:
    """Raise ``UsageError`` for a name with another format's suffix, or without one if nothing else says the format."""
    known = _suffixes()
    if target.suffix == known[name] or target.place.descriptor is not None:
        return
    other = next((n for n, suffix in known.items() if suffix == target.suffix), None)
    if other is not None:
        raise _contradiction(target, other, name)
    if not explicit and file_type(target.place.path) in (FileType.NOTHING, FileType.FILE):
        hint = f"end it with one of {_known()}, or name a format with --to"
        raise UsageError(f"'{target.name}' has an unknown suffix", code="unknown-format", hint=hint)


def _known() -> str:
    return ", ".join(f"{suffix} ({name})" for name, suffix in _suffixes().items())


def _contradiction(target: Destination, suffix_of: str, asked_for: str) -> UsageError:
    hint = f"end it with '{_suffixes()[asked_for]}', or choose {suffix_of} with --to {suffix_of}"
    return UsageError(f"'{target.name}' has the suffix of {suffix_of}, but --to asks for {asked_for}", hint=hint)
