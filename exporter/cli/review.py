"""``exporter review``: list the changes of reviewers in a Word file, and write them into the page."""

import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from exporter import review
from exporter.build.project_files import ProjectFiles, project_files
from exporter.cli import options
from exporter.cli.comment_table import made_table
from exporter.cli.destination import Destination, destination, write_output
from exporter.cli.exit_codes import Exit
from exporter.cli.reviewed_file import ReviewedFile, open_round, save
from exporter.diagnostics import UsageError, visible
from exporter.ooxml.package import read_part
from exporter.review import ChangeFilter, ListedRow, Totals

Files = Annotated[list[Path], typer.Argument(metavar="REVIEWED.docx", help="The reviewed files, DOCX or ODT.")]
ExportName = Annotated[
    str | None,
    typer.Option("--export", metavar="NAME", help="The export, or the page, of the file."),
]
Sent = Annotated[
    Path | None,
    typer.Option("--sent", metavar="FILE.docx", help="The Word file that was sent, for files without a review map."),
]


class ListFormat(StrEnum):
    """The formats of the list of changes."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    CSV = "csv"
    COMMENTS_DOCX = "comments-docx"
    COMMENTS_CSV = "comments-csv"


_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".tiff", ".bmp", ".emf", ".wmf")
SUFFIXES = {
    ListFormat.TEXT: (".txt", ".md"),
    ListFormat.JSON: (".json",),
    ListFormat.HTML: (".html", ".htm"),
    ListFormat.CSV: (".csv",),
    ListFormat.COMMENTS_DOCX: (".docx",),
    ListFormat.COMMENTS_CSV: (".csv",),
}


def list_changes(
    reviewed: Files,
    form: Annotated[
        ListFormat, typer.Option("--format", help="text, json, html (a page to read), csv, or the table of comments.")
    ] = ListFormat.TEXT,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")] = None,
    export: ExportName = None,
    sent: Sent = None,
    config: options.ConfigFile = None,
    cache: options.CacheFolder = None,
    no_cache: options.NoCache = False,
) -> int:
    """List every change and comment with its place in the page and what can be done with it."""
    target = destination(output, suffixes=SUFFIXES[form]) if output is not None else None
    if target is None and form is ListFormat.COMMENTS_DOCX:
        raise UsageError("a Word file needs a name", hint="name it with -o, such as -o comments.docx")
    with open_round(reviewed, export, config, cache, sent=sent, no_cache=no_cache) as opened:
        if target is not None:
            target.refuse_input(_inputs(opened, reviewed))
        about, listed = listed_round(opened)
        text = _list_text(about, listed, form, opened[0])
        if form is ListFormat.TEXT and target is None:
            print(*(visible(one.about) for one in opened), sep="\n")
        else:
            _print_about(opened, about.notes)
    if target is None and isinstance(text, str) and sys.stdout.isatty():
        text = visible(text.replace("\r\n", "\n"), lines=True)
    write_output(text, target)
    if target is not None and target.suffix:
        for one, file in zip(opened, reviewed, strict=True):
            _save_pictures(one, file, target)
    return Exit.FINE


def _inputs(opened: Sequence[ReviewedFile], reviewed: Sequence[Path]) -> ProjectFiles:
    """Return the files that no output may replace: those of the project, and the reviewed ones."""
    project = opened[0].project
    form = project.config.review.comment_table.form
    return project_files(project, options=[str(file.absolute()) for file in reviewed] + [form] * bool(form))


def _save_pictures(opened: ReviewedFile, reviewed: Path, report: Destination) -> None:
    """Save the new pictures of a reviewed file beside its report."""
    limit = opened.project.limits["review"].total
    for name, part in review.new_pictures(opened.session).items():
        if name.endswith(_PICTURES):
            target = destination(
                str(report.place.path.with_name(f"{report.place.path.stem}-{name}")), suffixes=_PICTURES
            )
            target.refuse_input(_inputs((opened,), (reviewed,)))
            write_output(read_part(reviewed, part, limit), target)
            print(f"note: the new picture is in '{visible(target.name)}'", file=sys.stderr)


def _list_text(
    about: review.Listed, listed: Sequence[ListedRow], form: ListFormat, opened: ReviewedFile
) -> str | bytes:
    """Return the list of the files' changes in a format."""
    if form is ListFormat.HTML:
        return review.as_html(about, listed, opened.project.theme)
    if form in (ListFormat.COMMENTS_DOCX, ListFormat.COMMENTS_CSV):
        return made_table(about, listed, opened.project, opened.export, csv=form is ListFormat.COMMENTS_CSV)
    forms = {ListFormat.TEXT: review.as_text, ListFormat.JSON: review.as_json, ListFormat.CSV: review.as_csv}
    text = forms[form](about, listed)
    return visible(text, lines=True) if form is ListFormat.TEXT else text


def listed_round(opened: Sequence[ReviewedFile]) -> tuple[review.Listed, list[ListedRow]]:
    """Return one file or the round of several, and the rows as they are if all tracked changes are taken."""
    if len(opened) == 1:
        session = opened[0].session
        return session, review.rows(session, review.assess(session, opened[0].read))
    joint = joint_of(opened)
    tracked = [{c.id for c in one.session.changes if c.tracked} for one in opened]
    _, statuses = review.write_round(joint, tracked, [one.read for one in opened])
    return joint, review.joint_rows(joint, statuses)


def joint_of(opened: Sequence[ReviewedFile]) -> review.Round:
    """Return the round of several files."""
    return review.join([one.session for one in opened], [one.name for one in opened])


def apply_changes(
    reviewed: Files,
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
    sent: Sent = None,
    config: options.ConfigFile = None,
    cache: options.CacheFolder = None,
    no_cache: options.NoCache = False,
) -> int:
    """Write the changes into the page, each proven by reading the page again; what is not certain is left alone."""
    choice = review.ChangeFilter(_ids(only), frozenset(author or ()), tuple(section or ()), untracked)
    with open_round(reviewed, export, config, cache, sent=sent, no_cache=no_cache) as opened:
        for one in opened:
            if one.refusal is not None and not dry_run:  # a dry run shows the changes by which a person decides
                print(visible(one.about), file=sys.stderr)
                raise one.refusal
        about, texts, listed = _written(opened, reviewed, choice)
        _print_about(opened, about.notes)
        if dry_run:
            _print_patch(opened, texts)
        else:
            save(opened, texts)
    total = review.totals(listed, choice)
    _print_tally(about.name, total, tuple(texts), dry_run=dry_run)
    return Exit.FINE if total.complete else Exit.FINDINGS


def _written(
    opened: Sequence[ReviewedFile], reviewed: Sequence[Path], choice: ChangeFilter
) -> tuple[review.Listed, dict[str, str], list[ListedRow]]:
    """Return one file or the round of several, the pages with the chosen changes, and the rows of all changes."""
    chosen = _chosen(opened, choice, reviewed)
    if len(opened) == 1:
        session = opened[0].session
        texts, statuses = review.write_changes(session, chosen[0], opened[0].read)
        return session, texts, review.rows(session, statuses)
    joint = joint_of(opened)
    texts, all_statuses = review.write_round(joint, chosen, [one.read for one in opened])
    return joint, texts, review.joint_rows(joint, all_statuses)


def _chosen(opened: Sequence[ReviewedFile], choice: ChangeFilter, files: Sequence[Path]) -> list[set[str]]:
    """Return the changes of each file to write. Raises ``UsageError`` for an id that no file has."""
    found = [review.select_changes(one.session, choice) for one in opened]
    unknown = sorted(set.intersection(*(set(names) for _, names in found)))
    if unknown:
        unwritten = unknown[0].startswith((review.COMMENT, review.LAYOUT))
        hint = "comments and layout are not written" if unwritten else "take the ids from 'exporter review list'"
        raise UsageError(f"no change '{unknown[0]}' in {', '.join(repr(str(file)) for file in files)}", hint=hint)
    return [chosen for chosen, _ in found]


def _print_patch(opened: Sequence[ReviewedFile], texts: Mapping[str, str]) -> None:
    """Print the changes of the pages as a patch."""
    screen = sys.stdout.isatty()  # a program that takes the diff needs it as it is
    pages = {path: page for one in opened for path, page in one.session.pages.items()}
    for path, text in texts.items():
        lines = review.diff(path, pages[path].text, text)
        sys.stdout.writelines(visible(line, lines=True) if screen else line for line in lines)


def _ids(ids: list[str] | None) -> frozenset[str]:
    return frozenset(one for group in ids or () for one in group.replace(",", " ").split())


def _print_about(opened: Sequence[ReviewedFile], notes: Sequence[str]) -> None:
    """Print which export and pages the files are of, and the notes about them."""
    for line in (*(one.about for one in opened), *(f"note: {note}" for note in notes)):
        print(visible(line), file=sys.stderr)


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
