"""``exporter review``: list the changes of reviewers in a Word file, and write them into the page."""

import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from exporter import review
from exporter.build.project_files import project_files
from exporter.cli import options
from exporter.cli.destination import Destination, destination, write_output
from exporter.cli.exit_codes import Exit
from exporter.cli.reviewed_file import ReviewedFile, open_reviewed
from exporter.diagnostics import UsageError, visible
from exporter.ooxml.package import read_part
from exporter.review import ChangeFilter, Session, Totals

File = Annotated[Path, typer.Argument(metavar="REVIEWED.docx", help="The file that came back from review.")]
ExportName = Annotated[
    str | None,
    typer.Option("--export", metavar="NAME", help="The export, or the page, of the file."),
]


class ListFormat(StrEnum):
    """The formats of the list of changes."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    CSV = "csv"


_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".tiff", ".bmp", ".emf", ".wmf")
SUFFIXES = {
    ListFormat.TEXT: (".txt", ".md"),
    ListFormat.JSON: (".json",),
    ListFormat.HTML: (".html", ".htm"),
    ListFormat.CSV: (".csv",),
}


def list_changes(
    reviewed: File,
    form: Annotated[
        ListFormat, typer.Option("--format", help="text, json, html (a page to read) or csv.")
    ] = ListFormat.TEXT,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")] = None,
    export: ExportName = None,
    config: options.ConfigFile = None,
    cache: options.CacheFolder = None,
    no_cache: options.NoCache = False,
) -> int:
    """List every change and comment with its place in the page and what can be done with it."""
    target = destination(output, suffixes=SUFFIXES[form]) if output is not None else None
    with open_reviewed(reviewed, export, config, cache, no_cache=no_cache) as opened:
        if target is not None:
            target.refuse_input(project_files(opened.project, options=[str(reviewed.absolute())]))
        text = _list_text(opened, form)
        if form is ListFormat.TEXT and target is None:
            print(visible(opened.about))
        else:
            _print_about(opened)
    if target is None and sys.stdout.isatty():
        text = visible(text.replace("\r\n", "\n"), lines=True)
    write_output(text, target)
    if target is not None and target.suffix:
        _save_pictures(opened, reviewed, target)
    return Exit.FINE


def _save_pictures(opened: ReviewedFile, reviewed: Path, report: Destination) -> None:
    """Save the new pictures of a reviewed file beside its report."""
    limit = opened.project.limits["review"].total
    for name, part in review.new_pictures(opened.session).items():
        if name.endswith(_PICTURES):
            target = destination(
                str(report.place.path.with_name(f"{report.place.path.stem}-{name}")), suffixes=_PICTURES
            )
            target.refuse_input(project_files(opened.project, options=[str(reviewed.absolute())]))
            write_output(read_part(reviewed, part, limit), target)
            print(f"note: the new picture is in '{visible(target.name)}'", file=sys.stderr)


def _list_text(opened: ReviewedFile, form: ListFormat) -> str:
    """Return the list of a reviewed file's changes in a format."""
    session = opened.session
    listed = review.rows(session, review.assess(session, opened.read))
    if form is ListFormat.HTML:
        return review.as_html(session, listed, opened.project.theme)
    forms = {ListFormat.TEXT: review.as_text, ListFormat.JSON: review.as_json, ListFormat.CSV: review.as_csv}
    text = forms[form](session, listed)
    return visible(text, lines=True) if form is ListFormat.TEXT else text


def apply_changes(
    reviewed: File,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="ID", help="Only these changes, untracked ones too.")
    ] = None,
    author: Annotated[
        list[str] | None, typer.Option("--author", metavar="NAME", help="Only changes by this author.")
    ] = None,
    section: Annotated[
        list[str] | None,
        typer.Option("--section", metavar="NAME", help="Only changes below this heading, or in this question."),
    ] = None,
    untracked: Annotated[
        bool, typer.Option("--untracked", help="Also changes made with tracking off, or accepted in Word.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print a diff and write nothing.")] = False,
    export: ExportName = None,
    config: options.ConfigFile = None,
    cache: options.CacheFolder = None,
    no_cache: options.NoCache = False,
) -> int:
    """Write the changes into the page, each proven by reading the page again; what is not certain is left alone."""
    with open_reviewed(reviewed, export, config, cache, no_cache=no_cache) as opened:
        if opened.refusal is not None and not dry_run:  # a dry run shows the changes by which a person decides
            print(visible(opened.about), file=sys.stderr)
            raise opened.refusal
        _print_about(opened)
        session = opened.session
        choice = review.ChangeFilter(_ids(only), frozenset(author or ()), tuple(section or ()), untracked)
        texts, statuses = review.write_changes(session, _chosen(session, choice, reviewed), opened.read)
        if dry_run:
            _print_patch(session, texts)
        else:
            opened.save(texts)
    total = review.totals(review.rows(session, statuses), choice)
    _print_tally(session.name, total, tuple(texts), dry_run=dry_run)
    return Exit.FINE if total.complete else Exit.FINDINGS


def _chosen(session: Session, choice: ChangeFilter, file: Path) -> set[str]:
    """Return the changes to write. Raises ``UsageError`` for an id that the file does not have."""
    chosen, unknown = review.select_changes(session, choice)
    if unknown:
        unwritten = unknown[0].startswith((review.COMMENT, review.LAYOUT))
        hint = "comments and layout are not written" if unwritten else "take the ids from 'exporter review list'"
        raise UsageError(f"no change '{unknown[0]}' in '{file}'", hint=hint)
    return chosen


def _print_patch(session: Session, texts: Mapping[str, str]) -> None:
    """Print the changes of the pages as a patch."""
    screen = sys.stdout.isatty()  # a program that takes the diff needs it as it is
    for path, text in texts.items():
        lines = review.diff(path, session.pages[path].text, text)
        sys.stdout.writelines(visible(line, lines=True) if screen else line for line in lines)


def _ids(ids: list[str] | None) -> frozenset[str]:
    return frozenset(one for group in ids or () for one in group.replace(",", " ").split())


def _print_about(opened: ReviewedFile) -> None:
    """Print which export and pages a file is of, and the notes about it."""
    print(visible(opened.about), file=sys.stderr)
    for note in opened.session.notes:
        print(f"note: {visible(note)}", file=sys.stderr)


def _print_tally(name: str, total: Totals, files: tuple[str, ...], *, dry_run: bool) -> None:
    """Print the changes that were left and why, the links that written ones break, and the numbers."""
    for row in total.written:
        if row.reason and not row.id.startswith(review.LAYOUT):
            print(visible(f"{row.pos or name}: {row.kind} {row.id}: {row.reason}"), file=sys.stderr)
    for row in total.left:
        print(visible(f"{row.pos or name}: {row.status}: {row.kind} {row.id}: {row.reason}"), file=sys.stderr)
    if total.untracked:
        print("note: untracked changes are left out: '--untracked' writes them", file=sys.stderr)
    print(visible(total.sentence(files, dry_run=dry_run)), file=sys.stderr)
