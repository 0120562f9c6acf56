"""``exporter review report``: the record of a review round."""

import sys
from collections.abc import Collection
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from exporter import review
from exporter.backends import load
from exporter.build.project import Project
from exporter.build.project_files import project_files
from exporter.cli import options
from exporter.cli.console import print_findings
from exporter.cli.destination import destination, write_output
from exporter.cli.exit_codes import Exit
from exporter.cli.named_files import unreadable
from exporter.cli.review import ExportName, Files, Sent, joint_of
from exporter.cli.reviewed_file import open_round
from exporter.diagnostics import Diagnostics, UsageError, did_you_mean, visible
from exporter.disk import read_regular
from exporter.model.position import Places
from exporter.ooxml.review_map import ReviewMap
from exporter.report.json import json_text
from exporter.report.review_document import as_document
from exporter.report.review_record import RoundDecision, RoundRecord, decision_of, round_record
from exporter.review import ListedRow
from exporter.review.codes import DECISIONS
from exporter.yamltext import load as load_yaml


class RecordFormat(StrEnum):
    """The formats of the record."""

    HTML = "html"
    JSON = "json"
    DOCX = "docx"


SUFFIXES = {RecordFormat.HTML: (".html", ".htm"), RecordFormat.JSON: (".json",), RecordFormat.DOCX: (".docx",)}
PLAIN = {RecordFormat.HTML: {}, RecordFormat.DOCX: {"review": False}}
"""Options of the formats that show the record."""
LARGEST = 1_000_000  # bytes of decisions


def report(
    reviewed: Files,
    form: Annotated[
        RecordFormat, typer.Option("--format", help="A page to read, data for programs, or a Word file.")
    ] = RecordFormat.HTML,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead of stdout.")
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", metavar="FILE.yaml", help="Reasons by ids: '6736367b: rejected, out of scope'."),
    ] = None,
    export: ExportName = None,
    sent: Sent = None,
    config: options.ConfigFile = None,
    cache: options.CacheFolder = None,
    no_cache: options.NoCache = False,
) -> int:
    """Record a round: who changed and commented what, by clause, and what was taken, rejected or left, and why.

    Changes that the page has are taken. Answers to comments, and decisions, may begin with 'taken' or 'rejected'.
    """
    target = destination(output, suffixes=SUFFIXES[form]) if output is not None else None
    decided = _decisions(decisions)
    files: dict[str, list[ListedRow]] = {}
    about = ReviewMap()
    with open_round(reviewed, export, config, cache, sent=sent, no_cache=no_cache) as opened:
        project = opened[0].project
        if target is not None:
            inputs = [str(one.absolute()) for one in (*reviewed, *([decisions] if decisions else []))]
            target.refuse_input(project_files(project, options=inputs))
        everything = [{change.id for change in one.session.changes} for one in opened]
        _, all_statuses = review.write_round(joint_of(opened), everything, [one.read for one in opened])
        for one, statuses in zip(opened, all_statuses, strict=True):
            print(visible(one.about), file=sys.stderr)
            files[one.name] = review.rows(one.session, statuses)
            about = about if about.title else one.session.review_map
    _warn_of_unknown(decided, {row.id for rows in files.values() for row in rows})
    write_output(_written(round_record(about, files, decided), form, project), target)
    return Exit.FINE


def _written(record: RoundRecord, form: RecordFormat, project: Project) -> str | bytes:
    """Return the record in a format."""
    if form is RecordFormat.JSON:
        return json_text(record.model_dump(mode="json"))
    backend = load(form)
    data = backend.render(as_document(record), backend.options(**PLAIN[form]), project.theme).data
    assert data is not None  # nothing in a record prevents a file
    return data


def _decisions(file: Path | None) -> dict[str, RoundDecision]:
    """Return the decisions of a file, by ids. Raises ``UsageError``."""
    if file is None:
        return {}
    hint = "write a line an id, such as '6736367b: rejected, out of scope'"
    try:
        text = read_regular(file, LARGEST).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise unreadable(file, error, code=DECISIONS.name) from error
    diagnostics = Diagnostics()
    read = load_yaml(text, Places.of(str(file), text), diagnostics)
    if read is None or diagnostics.failed:
        wrong = next(iter(diagnostics))
        raise UsageError(wrong.message, code=DECISIONS.name, pos=wrong.pos, hint=wrong.hint)
    for name, reason in read.value.items():
        if not isinstance(reason, str):
            pos = Places.of(str(file), text).pos(*read.places[(name,)].key) if (name,) in read.places else None
            raise UsageError(f"the decision on '{name}' is not a text", code=DECISIONS.name, pos=pos, hint=hint)
    return {str(name): decision_of(reason) for name, reason in read.value.items()}


def _warn_of_unknown(decided: Collection[str], known: Collection[str]) -> None:
    usual = "take the ids from 'exporter review list'"
    print_findings(
        DECISIONS.remark(f"no change or comment '{name}' in the files", hint=did_you_mean(name, known) or usual)
        for name in sorted(set(decided) - set(known))
    )
