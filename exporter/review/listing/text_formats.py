"""The list of a review as text, JSON and CSV."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from exporter.diagnostics import counted, visible
from exporter.review.csv_table import csv_table
from exporter.review.listing.rows import COMMENT_KIND, ListedRow
from exporter.review.match.changes import MOVED, ChangeKind
from exporter.review.round import Round
from exporter.review.session import Session

FIELDS: Final = (
    *("id", "kind", "status", "reason", "author", "date", "place", "section", "question"),
    *("before", "after", "lead", "tail", "thread"),
)
JOINT_FIELDS: Final = ("file", "also", "against")
"""Fields of the rows of several files."""
Listed = Session | Round
"""A reviewed file, or several of them."""
_NAMED: Final = {"\u00a0": "no-break space", "\f": "page break", "\u00ad": "soft hyphen", "\u2011": "no-break hyphen"}


def as_dict(row: ListedRow) -> dict[str, Any]:
    """Return a row as JSON has it; rows of several files have more fields."""
    value = {name: str(row.pos or "") if name == "place" else getattr(row, name) for name in FIELDS}
    if not row.file:
        return value
    also = [{name: getattr(one, name) for name in ("id", "author", "date", "file")} for one in row.also]
    return {**value, "file": row.file, "also": also, "against": list(row.against)}


def as_json(session: Listed, listed: Sequence[ListedRow]) -> str:
    """Return all rows and the notes as a JSON object."""
    value = {"file": session.name, "page": session.page, "notes": session.notes}
    return json.dumps({**value, "changes": [as_dict(r) for r in listed]}, ensure_ascii=False, indent=1) + "\n"


def as_csv(session: Listed, listed: Sequence[ListedRow]) -> str:
    """Return a line for each row, under a header."""
    fields = FIELDS if isinstance(session, Session) else (*FIELDS, *JOINT_FIELDS)
    return csv_table(fields, [[_in_cell(as_dict(row)[name]) for name in fields] for row in listed])


def _in_cell(value: Any) -> str:
    """Return a value of a row as a cell has it."""
    if not isinstance(value, list):
        return str(value)
    return "; ".join(one if isinstance(one, str) else f"{one['author']} ({one['file']}, {one['id']})" for one in value)


def as_text(session: Listed, listed: Sequence[ListedRow]) -> str:
    """Return rows for a terminal, under their questions or sections."""
    lines = [f"note: {note}" for note in session.notes]
    heading: tuple[str, str] | None = None
    for row in listed:
        place = (row.section, row.question)
        if place != heading:
            lines += ["", _heading(row)]
            heading = place
        lines.append(f"  {row.id}  {row.pos or '-'}  {row.kind}  {_who(row)}  [{row.status}]")
        lines.append(f"      {_changed_text(row)}")
        if row.reason:
            lines.append(f"      {row.reason}")
    shown = [visible(line) for line in (*lines, "", summary(listed))]
    return "\n".join(shown).lstrip("\n") + "\n"


def summary(listed: Sequence[ListedRow]) -> str:
    """Return the number of rows by status."""
    changes = Counter(r.status for r in listed if r.kind != COMMENT_KIND)
    comments = sum(r.kind == COMMENT_KIND for r in listed)
    numbers = ", ".join(f"{count} {status}" for status, count in changes.most_common())
    return f"{counted(sum(changes.values()), 'change')} ({numbers or 'none'}), {counted(comments, 'comment')}"


def _heading(row: ListedRow) -> str:
    return " › ".join(name for name in (row.section, row.question) if name) or "outside of the page's text"


def _who(row: ListedRow) -> str:
    """Name the authors of a row, each with the file if there are several."""
    return ", ".join(dict.fromkeys(" ".join(part for part in _by(one) if part) for one in row.everywhere))


def _by(row: ListedRow) -> tuple[str, ...]:
    return row.author or "unknown author", row.date[:10], f"({row.file})" if row.file else ""


_REPLACED: Final = (
    *(ChangeKind.FORMAT, ChangeKind.STYLE, ChangeKind.LINK),
    *(ChangeKind.ALT_TEXT, ChangeKind.PICTURE, ChangeKind.FORMULA),
)


def _changed_text(row: ListedRow) -> str:
    before, after = (_in_words(one_line(text)) for text in (row.before, row.after))
    if row.kind == COMMENT_KIND:
        answer = f" (answers {row.thread})" if row.thread else ""
        quoted = f"“{before}”: " if before else ""
        return f"{quoted}{after}{answer}"
    if row.kind in _REPLACED:
        return f"{before} -> {after}"
    if row.kind in MOVED and before == after:
        return before
    deleted = f"[-{before}-]" if before else ""
    inserted = f"{{+{after}+}}" if after else ""
    return f"{one_line(row.lead)}{deleted}{inserted}{one_line(row.tail)}".strip()


def _in_words(text: str) -> str:
    """Return changed words with names for characters that look like others, or like nothing."""
    for character, name in _NAMED.items():
        text = text.replace(character, f"[{name}]")
    return text


def one_line(text: str) -> str:
    """Return a text in one line, with signs for line ends and objects."""
    return text.replace("\n", "⏎").replace("\t", " ").replace("\ufffc", "▢")
