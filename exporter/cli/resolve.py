"""``exporter review resolve``: the secretary's answers of a comment table, as replies in the next review file."""

import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from exporter import review
from exporter.build.one_file import render_one
from exporter.build.project import Project
from exporter.build.project_files import project_files
from exporter.cli import options
from exporter.cli.comment_table import shown_columns
from exporter.cli.destination import destination, write_output
from exporter.cli.exit_codes import Exit
from exporter.cli.named_files import unreadable
from exporter.cli.options import SessionOptions, open_cache
from exporter.cli.review import Sent, listed_round
from exporter.cli.reviewed_file import open_round
from exporter.cli.session import CommandSession, session
from exporter.diagnostics import Diagnostics, UsageError, counted, shortened, visible
from exporter.disk import read_regular
from exporter.model.dates import iso_date
from exporter.model.export import Export
from exporter.model.paths import path_key
from exporter.ooxml.comment_rows import CommentRow
from exporter.ooxml.package import open_package
from exporter.plan import Selection
from exporter.review import AnsweredRow, AnsweredTable, ListedRow, comment_table
from exporter.review.codes import EXPORT


@dataclass(frozen=True, slots=True)
class _Origin:
    """The export of a review and the rows that its table may have; those with ``asked`` names need an answer."""

    export: str
    rows: Sequence[CommentRow]
    asked: frozenset[str]

    @classmethod
    def of(cls, about: review.Listed, listed: Sequence[ListedRow]) -> "_Origin":
        """Return that of reviewed files; changes that the page has meanwhile need no answer."""
        every, asked = ([row.origin for row in comment_table(about, listed, {}, written=w)] for w in (True, False))
        return cls(about.export, every, frozenset(row.name for row in asked))


def resolve(
    table: Annotated[
        Path, typer.Argument(metavar="TABLE", help="The table of comments with the observations, DOCX or CSV.")
    ],
    reviewed: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[REVIEWED.docx]...", help="The reviewed files, if the table is a CSV."),
    ] = None,
    *,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE.docx", help="The next review file.")],
    export: Annotated[
        str | None, typer.Option("--export", metavar="NAME", help="The export; by default that of the table.")
    ] = None,
    author: Annotated[str, typer.Option("--author", metavar="NAME", help="The author of the replies.")] = "Secretariat",
    date: Annotated[
        str,
        typer.Option("--date", metavar="DATE", help="The date of the replies, such as 2026-01-31; today by default."),
    ] = "",
    sent: Sent = None,
    config: options.ConfigFile = None,
    cache: options.CacheFolder = None,
    no_cache: options.NoCache = False,
) -> int:
    """Build the next review file with all comments of a table: the answered ones with a reply, and resolved.

    A Word table knows its comments. Name the reviewed files behind a CSV, or behind a table that was typed anew.
    """
    target = destination(output, suffixes=(".docx",))
    stamp = f"{_day(date)}T00:00:00Z"
    origin: _Origin | None = None
    if reviewed:
        with open_round(reviewed, export, config, cache, sent=sent, no_cache=no_cache) as files:
            origin = _Origin.of(*listed_round(files))
    given = SessionOptions(config=config, cache=open_cache(cache, off=no_cache))
    with session(given, outputs=[target]) as opened:
        project = opened.flow.project
        inputs = [str(file.absolute()) for file in (table, *(reviewed or ()))]
        target.refuse_input(project_files(project, options=inputs))
        answered = _answered(table, origin, project)
        chosen = _export(opened, export or answered.export)
        run, data = render_one(opened.flow, opened.workers, chosen, "docx")
        code = opened.print(opened.finished(run, run.findings), quiet=True)
    if data is None:
        return code or Exit.FINDINGS
    write_output(review.with_answers(data, target.name, answered, author, stamp), target)
    return _print_open(answered)


def _answered(table: Path, origin: _Origin | None, project: Project) -> AnsweredTable:
    """Return the answers in a table to the comments of a review. Raises ``UsageError`` and ``PackageError``."""
    columns = shown_columns(project)
    at = next((n for n, column in enumerate(columns) if column.field == review.OBSERVATION), None)
    if at is None:
        hint = "add 'observation' to 'review.comment_table.columns'"
        raise UsageError("the table of comments has no column for observations", hint=hint)
    if table.suffix.lower() == ".csv":
        tables = [_csv(table, project.limits["review"].total)]
    else:
        package = open_package(table, project.limits["review"])
        tables, own = review.tables_of(package), review.rows_of(package)
        origin = origin if own is None else _Origin(own[0], own[1], frozenset(row.name for row in own[1]))
    if origin is None:
        command = f"exporter review resolve {shlex.quote(str(table))} A.docx B.docx -o NEXT.docx"
        hint = f"name the reviewed files that it was made of too: {command}"
        raise UsageError(f"'{table}' does not say which comments its rows are", hint=hint)
    found = review.read_answers(tables, origin.export, origin.rows, columns[at].heading, at)
    return replace(found, lost=tuple(row for row in found.lost if row.name in origin.asked))


def _csv(table: Path, most: int) -> list[review.TableLine]:
    try:
        return review.table_of_csv(read_regular(table, most))
    except (OSError, ValueError) as error:
        raise unreadable(table, error, "the table") from error


def _day(date: str) -> str:
    """Return a date as ISO 8601 has it, today without one. Raises ``UsageError``."""
    try:
        return iso_date(date) if date else datetime.now(UTC).date().isoformat()
    except ValueError as error:
        raise UsageError(f"'{date}' is not a date", hint="write it as in --date 2026-01-31") from error


def _export(opened: CommandSession, name: str) -> Export:
    """Return the export of a table in today's plan. Raises ``UsageError``."""
    planned = opened.flow.plan(Diagnostics())
    found = [e for e in planned if path_key(e.known_as) == path_key(name)]
    if name and not found:
        found = list(opened.flow.plan(Diagnostics(), Selection((name,))))
    if len(found) != 1:
        message = f"the current plan has no export '{name}'" if name else "the table names no export"
        raise UsageError(message, code=EXPORT.name, hint="name it with --export; 'exporter list' shows all exports")
    return found[0]


def _print_open(table: AnsweredTable) -> int:
    """Print the rows that are open, and the numbers."""
    still = [answered for answered in table.rows if answered.is_open]
    still += [AnsweredRow(row, "") for row in table.lost]
    for answered in still:
        shown = shortened(" ".join(answered.row.words.split()))
        lost = "; its row is not in the table" if answered.row in table.lost else ""
        people = ", ".join(dict.fromkeys(remark.author or "unknown author" for remark in answered.row.remarks))
        print(visible(f"open: {answered.row.clause or '-'}: {people}: {shown}{lost}"), file=sys.stderr)
    for observation in table.unknown:
        print(visible(f"note: no comment for the row with “{shortened(observation)}”"), file=sys.stderr)
    done = len(table.rows) + len(table.lost) - len(still)
    print(f"{counted(done, 'comment')} answered and resolved, {len(still)} open", file=sys.stderr)
    return Exit.FINDINGS if still else Exit.FINE
