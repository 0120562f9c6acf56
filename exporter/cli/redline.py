"""``exporter redline``: a Word file with the changes between two states of a page as tracked changes."""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from exporter.backends.base import Rendered
from exporter.build.flow import Flow
from exporter.build.outcome import once
from exporter.build.project import Project
from exporter.build.rendering import Job, graded
from exporter.build.settings import ExportSettings, WrongSettings
from exporter.build.within_limits import render_job
from exporter.build.workers import WorkerPool
from exporter.build.workers.tasks import Failure
from exporter.cli import options
from exporter.cli.change_request import change_request, for_change_request, form_of, parsed_fields
from exporter.cli.console import print_findings
from exporter.cli.destination import destination, write_output
from exporter.cli.exit_codes import Exit
from exporter.cli.options import SessionOptions
from exporter.cli.session import session
from exporter.diagnostics import Diagnostics, Severity, UsageError
from exporter.disk import BOM
from exporter.model.document import Document, Numbering
from exporter.model.export import Export
from exporter.plan import Selection
from exporter.plan.numbering import page_numbering
from exporter.source.reader import SourceFile, decode
from exporter.source.revisions import content_of
from exporter.transforms.paragraph_marks import with_visible_paragraph_marks
from exporter.transforms.redline import redline as compare

AUTHOR = "Exporter"
FORM_FORMAT = "docx"


def redline(
    pages: Annotated[list[str], typer.Argument(metavar="OLD NEW", help="Two pages; or one page with --from.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The file; its suffix sets the format.")
    ],
    old: Annotated[
        str, typer.Option("--from", metavar="REV", help="The old state: a revision of the page in git.")
    ] = "",
    new: Annotated[str, typer.Option("--to", metavar="REV", help="The new state; the file as it is by default.")] = "",
    author: Annotated[str, typer.Option("--author", metavar="NAME", help="The author of the changes.")] = AUTHOR,
    date: Annotated[
        str,
        typer.Option("--date", metavar="DATE", help="The date of the changes, such as 2026-01-31; today by default."),
    ] = "",
    only_changed: Annotated[
        bool, typer.Option("--only-changed", help="A change request: its fields, then the changed clauses alone.")
    ] = False,
    cover: Annotated[
        Path | None,
        typer.Option("--cover", metavar="FORM.docx", help="The form of a change request, which its fields fill in."),
    ] = None,
    field: Annotated[
        list[str] | None,
        typer.Option("--field", metavar="NAME=VALUE", help="A field of a change request, such as reason=..."),
    ] = None,
    config: options.ConfigFile = None,
) -> int:
    """Show what changed between two pages, or two revisions of one, as tracked changes.

    Rejecting them all gives the old text, accepting all the new. The formats other than Word show the changes marked.
    Generated numbers are those of the new state, without marks.
    """
    if (cover or field) and not only_changed:
        raise UsageError("--cover and --field are of a change request", hint="add --only-changed")
    given = parsed_fields(field or ())
    target = destination(output)
    with session(SessionOptions(config=config, targets=tuple(pages)), outputs=(target,)) as opened:
        flow, project, diagnostics = opened.flow, opened.project, opened.diagnostics
        name = _format(project, output)
        before, after = _states(flow, diagnostics, pages, old, new)
        stamp = _date(date)
        made = compare(
            _document(flow, before, diagnostics), _document(flow, after, diagnostics), author=author, date=stamp
        )
        form = form_of(project, cover) if only_changed and name == FORM_FORMAT else None
        if cover is not None and form is None:
            raise UsageError("a form is for a Word file", hint="end the name of the output with .docx")
        if only_changed:
            old_page, new_page = (flow.read_state(state).page.data for state in (before, after))
            known = {"source": author if author != AUTHOR else "", "date": stamp[:10]}
            request = change_request(made, project, (old_page, new_page), known, given)
            if request is None:
                print("no clause differs between the two states: no file is written", file=sys.stderr)
                return Exit.FINDINGS
            made = request
        rendered = _rendered(project, opened.workers, _export(project, after), name, made, form)
    diagnostics.extend(rendered.findings)
    print_findings(once(project.grade(diagnostics, (name,))))
    if rendered.data is None:
        return Exit.FINDINGS
    write_output(rendered.data, target)
    if made.numbering != Numbering():
        print("note: generated numbers are those of the new state, and are not marked as changes", file=sys.stderr)
    return Exit.FINDINGS if diagnostics.failed else Exit.FINE


def _rendered(
    project: Project, workers: WorkerPool, export: Export, name: str, made: Document, form: bytes | None
) -> Rendered:
    """Return the redline in a format; a Word file begins with the ``form``."""
    try:
        chosen = ExportSettings(project).of(export, name)
    except WrongSettings as error:
        return Rendered(None, findings=error.findings)
    backend = project.formats[name]
    if made.numbering.partial:
        chosen = for_change_request(chosen, form, lists=backend.public)
    document = with_visible_paragraph_marks(made) if backend.public else made  # a format for review tracks ends as well
    grade = project.grade.of(export.pages)
    job = Job(format=name, document=document, options=chosen.options, theme=chosen.theme, grade=grade)
    result = render_job(workers, job)
    return Rendered(None, findings=(result.finding,)) if isinstance(result, Failure) else graded(result, grade, name)


def _format(project: Project, output: Path) -> str:
    for name, backend in project.formats.items():
        if backend.suffix == output.suffix.lower():
            return name
    known = ", ".join(backend.suffix for backend in project.formats.values())
    raise UsageError(f"'{output.name}' has an unknown suffix", hint=f"there are {known}")


def _date(text: str) -> str:
    """Return an ISO 8601 date as Word writes it, in UTC."""
    try:
        value = datetime.fromisoformat(text) if text else datetime.now(UTC)
    except ValueError:
        raise UsageError(f"'{text}' is not a date", hint="write it as 2026-01-31") from None
    value = value if value.tzinfo else value.replace(tzinfo=UTC)
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _states(
    flow: Flow, diagnostics: Diagnostics, pages: list[str], old: str, new: str
) -> tuple[SourceFile, SourceFile]:
    """Return the two states as sources."""
    if old:
        if len(pages) != 1:
            raise UsageError("--from needs exactly one page", hint="name one page")
        source = _source(flow, diagnostics, pages[0])
        limit: int = flow.project.limits["source"].page_bytes
        return _revision(source, old, limit), _revision(source, new, limit) if new else source
    if new or len(pages) != 2:
        raise UsageError(
            "the command needs two pages, or two revisions of one page", hint="name OLD and NEW, or use --from"
        )
    return _source(flow, diagnostics, pages[0]), _source(flow, diagnostics, pages[1])


def _source(flow: Flow, diagnostics: Diagnostics, name: str) -> SourceFile:
    """Return the one page that a name stands for. Raises ``UsageError`` with the finding about the name."""
    files = sorted(flow.named((name,)))
    if len(files) == 1:
        return flow.sources[files[0]]
    if files:
        raise UsageError(f"'{name}' matches {len(files)} pages", hint=f"name one, such as '{files[0]}'")
    flow.plan(diagnostics, Selection((name,)))
    wrong = next(f for f in reversed([*diagnostics]) if f.severity is Severity.ERROR)
    raise UsageError(wrong.message, code=wrong.code, pos=wrong.pos, hint=wrong.hint)


def _revision(source: SourceFile, revision: str, limit: int) -> SourceFile:
    """Return a page as it was at a revision."""
    data = content_of(source.path.parent, revision, source.path, limit)
    diagnostics = Diagnostics()
    text = decode(data, source.file, diagnostics)
    if text is None:
        raise UsageError(f"'{source.file}' at '{revision}' is not UTF-8")
    return replace(source, bom=data.startswith(BOM)).with_text(text)


def _export(project: Project, source: SourceFile, title: str = "") -> Export:

    return Export(output="redline", pages=(source.file,), formats=tuple(project.formats), title=title)


def _document(flow: Flow, source: SourceFile, diagnostics: Diagnostics) -> Document:
    """Return the whole page as a document."""
    page, project = flow.read_state(source).page, flow.project
    export = _export(project, source, str(page.data.get("title") or source.path.stem))
    export = replace(export, numbering=page_numbering(page, project.config, diagnostics))
    selected = flow.content_of(export, {source.file: page})
    diagnostics.extend(f for f in selected.findings if f.severity is Severity.ERROR)
    if selected.document is None:
        raise UsageError(f"'{source.file}' cannot be made into a document", hint="run 'exporter validate' on it")
    return selected.document
