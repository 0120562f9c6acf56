"""``exporter report accessibility``: the record of each criterion for built files."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from exporter.backends.pdf.codes import UNMARKED
from exporter.backends.pdf.printed import Printed
from exporter.build.answers import latest_day
from exporter.build.check import check
from exporter.build.outcome import FileState, Run
from exporter.build.workers.tasks import Failure, run_one
from exporter.cli import options
from exporter.cli.console import print_findings
from exporter.cli.destination import destination, write_output
from exporter.cli.options import SessionOptions, open_cache
from exporter.cli.session import session
from exporter.diagnostics import UsageError
from exporter.evaluation.criteria import judged_formats
from exporter.report.accessibility.collect import Collector, Evidence
from exporter.report.accessibility.html import as_html, as_pdf
from exporter.report.accessibility.json import as_json
from exporter.report.accessibility.reading_order import available


class RecordFormat(StrEnum):
    """The formats of the record."""

    HTML = "html"
    JSON = "json"
    PDF = "pdf"


SUFFIXES = {RecordFormat.HTML: (".html", ".htm"), RecordFormat.JSON: (".json",), RecordFormat.PDF: (".pdf",)}


_WRITERS: dict[RecordFormat, Callable[[Evidence], str]] = {
    RecordFormat.HTML: as_html,
    RecordFormat.JSON: lambda evidence: as_json(evidence.record),
}


@dataclass(frozen=True, slots=True)
class PrintTask:
    """The printing of a record; its limits grow with ``size``, the number of its documents."""

    evidence: Evidence
    size: float


def print_record(task: PrintTask) -> Printed:
    """Return the printed record; runs in a worker."""
    return as_pdf(task.evidence)


def report_accessibility(
    targets: Annotated[
        list[str] | None, typer.Argument(metavar="[EXPORT]...", help="Outputs, pages or folders; all by default.")
    ] = None,
    form: Annotated[
        RecordFormat, typer.Option("--format", help="A page to read, the page printed, or data for programs.")
    ] = RecordFormat.HTML,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead of stdout.")
    ] = None,
    review_files: Annotated[
        bool, typer.Option("--review-files", help="Also judge the Word files for reviewers.")
    ] = False,
    out: options.Out = None,
    config: options.ConfigFile = None,
    cache: options.CacheFolder = None,
    no_cache: options.NoCache = False,
) -> int:
    """Tell for each built file and each criterion of WCAG 2.1 A and AA what checks and people say, and what is left.

    EN 301 549 V3.2.1 applies the criteria: clause 9 to web pages, clause 10 to PDF, Word and EPUB. People's answers are
    in accessibility.yaml, or the file that the key 'accessibility' names. A file that is not up to date, or a fault in
    the answers, ends the command with 1; criteria that are failed or open do not.
    """
    target = destination(output, suffixes=SUFFIXES[form]) if output is not None else None
    given = SessionOptions(config=config, targets=tuple(targets or ()), out=out, cache=open_cache(cache, off=no_cache))
    with session(given, outputs=(target,), renders=False) as opened:
        exports = opened.plan()
        states = {r.path: r for r in check(opened.flow, exports).results if r.format in judged_formats()}
        shows = form is not RecordFormat.JSON
        collector = Collector(opened.flow, states, shows=shows, reviewers=review_files, today=latest_day())
        evidence = collector.evidence(exports)
        checked = [states[file.path] for document in evidence.record.documents for file in document.files]
        opened.flow.records.save()
        if form is RecordFormat.PDF:
            task = PrintTask(evidence, max(1.0, len(evidence.record.documents)))
            written = run_one(opened.workers, print_record, task)
        else:
            written = _WRITERS[form](evidence)
    if isinstance(written, Failure):
        message = f"the record cannot be printed ({written.finding.message.replace('the export', 'it')})"
        raise UsageError(message, code=written.finding.code, hint="name fewer exports, or print its page in a browser")
    unmarked = []
    if isinstance(written, Printed):
        if written.fault:
            hint = "give readers the record as HTML, and report the problem"
            message = f"{written.fault}: the printed record has no PDF/UA mark"
            unmarked = [UNMARKED.remark(message, None, hint)]
        written = written.data
    write_output(written, target)
    missing = [f for result in checked if result.state is not FileState.CURRENT for f in result.findings]
    planning = opened.project.grade((*opened.diagnostics, *evidence.findings, *unmarked))
    run = opened.finished(Run(command="report"), (*planning, *opened.project.grade(missing)))
    print_findings(run.all_findings(), notes=True)
    if not available() and any(result.format == "pdf" for result in checked):
        hint = "install them with: pip install 'mdc-exporter[preview]'"
        print(f"the record has no reading order of pages: pypdfium2 is missing\n  hint: {hint}", file=sys.stderr)
    return run.exit_code
