"""``exporter review resolve``: the secretary's answers of a comment table, as replies in the next review file."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from exporter import review
from exporter.build.one_file import render_one
from exporter.build.project_files import project_files
from exporter.cli import options
from exporter.cli.comment_table import shown_columns
from exporter.cli.destination import destination, write_output
from exporter.cli.exit_codes import Exit
from exporter.cli.options import SessionOptions, open_cache
from exporter.cli.session import CommandSession, session
from exporter.diagnostics import Diagnostics, UsageError, counted, visible
from exporter.model.dates import iso_date
from exporter.model.export import Export
from exporter.model.paths import path_key
from exporter.ooxml.package import open_package
from exporter.plan import Selection
from exporter.review import AnsweredRow, AnsweredTable
from exporter.review.codes import EXPORT

_SHOWN = 60


def resolve(
    table: Annotated[Path, typer.Argument(metavar="TABLE.docx", help="The table of comments with the observations.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE.docx", help="The next review file.")],
    export: Annotated[
        str | None, typer.Option("--export", metavar="NAME", help="The export; by default that of the table.")
    ] = None,
    author: Annotated[str, typer.Option("--author", metavar="NAME", help="The author of the replies.")] = "Secretariat",
    date: Annotated[
        str,
        typer.Option("--date", metavar="DATE", help="The date of the replies, such as 2026-01-31; today by default."),
    ] = "",
    config: options.ConfigFile = None,
    cache: options.CacheFolder = None,
    no_cache: options.NoCache = False,
) -> int:
    """Build the next review file with all comments of a table: the answered ones with a reply, and resolved."""
    target = destination(output, suffixes=(".docx",))
    stamp = f"{_day(date)}T00:00:00Z"
    given = SessionOptions(config=config, cache=open_cache(cache, off=no_cache))
    with session(given, outputs=[target]) as opened:
        project = opened.flow.project
        target.refuse_input(project_files(project, options=[str(table.absolute())]))
        columns = shown_columns(project)
        at = next((n for n, column in enumerate(columns) if column.field == review.OBSERVATION), None)
        if at is None:
            hint = "add 'observation' to 'review.comment_table.columns'"
            raise UsageError("the table of comments has no column for observations", hint=hint)
        answered = review.read_answers(open_package(table, project.limits["review"]), columns[at].heading, at)
        chosen = _export(opened, export or answered.export)
        run, data = render_one(opened.flow, opened.workers, chosen, "docx")
        code = opened.print(opened.finished(run, run.findings), quiet=True)
    if data is None:
        return code or Exit.FINDINGS
    write_output(review.with_answers(data, target.name, answered, author, stamp), target)
    return _print_open(answered)


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
        words = " ".join(answered.row.words.split())
        shown = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
        lost = "; its row is not in the table" if answered.row in table.lost else ""
        people = ", ".join(dict.fromkeys(remark.author for remark in answered.row.remarks))
        print(visible(f"open: {answered.row.clause or '-'}: {people}: {shown}{lost}"), file=sys.stderr)
    for observation in table.unknown:
        print(visible(f"note: no comment for the row with “{observation[:_SHOWN]}”"), file=sys.stderr)
    done = len(table.rows) + len(table.lost) - len(still)
    print(f"{counted(done, 'comment')} answered and resolved, {len(still)} open", file=sys.stderr)
    return Exit.FINDINGS if still else Exit.FINE
