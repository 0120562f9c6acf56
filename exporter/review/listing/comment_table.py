"""The comment resolution table of ISO, IEC and CEN: each comment and proposed change as a row for the secretary.

The form has eight columns (ISO/IEC Directives, commenting template of 2012). Other bodies have other columns.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from exporter.ooxml.comment_rows import CommentRow, Remark
from exporter.ooxml.review_map import MapEntry, ReviewMap
from exporter.review.csv_table import csv_table
from exporter.review.listing.rows import COMMENT_KIND, ListedRow
from exporter.review.listing.text_formats import Listed
from exporter.review.match.changes import ChangeKind, ReviewChange
from exporter.review.session import Session
from exporter.review.word.document import PARAGRAPH
from exporter.review.write.status import Status

ISO: Final = ("member", "line", "clause", "paragraph", "type", "comment", "proposal", "observation")
"""The columns of the form."""
OBSERVATION: Final = "observation"
HEADINGS: Final = {
    "member": "MB/NC",
    "line": "Line number",
    "clause": "Clause/ Subclause",
    "paragraph": "Paragraph/ Figure/ Table",
    "type": "Type of comment",
    "comment": "Comments",
    "proposal": "Proposed change",
    OBSERVATION: "Observations of the secretariat",
}
_TYPE: Final = re.compile(r"\s*(ge|te|ed)(?:neral|chnical|itorial)?\s*:\s*", re.IGNORECASE)
_BLOCKS: Final = {"cell": "Table", "quote": "Quotation", "code": "Code", "footnote": "Footnote", "heading": "Heading"}
_COUNTED: Final = {"paragraph": "Paragraph", "item": "List item", "question": "Question"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field that it shows, and its heading."""

    field: str
    heading: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its cells by their fields, and its comment as data."""

    cells: Mapping[str, str]
    origin: CommentRow


def columns(given: Sequence[tuple[str, str]] = ()) -> list[Column]:
    """Return the columns by their fields and headings; without any, those of the form."""
    chosen = given or [(name, "") for name in ISO]
    return [Column(name, heading or HEADINGS.get(name, name.capitalize())) for name, heading in chosen]


def comments_csv(table: Sequence[TableRow], shown: Sequence[Column]) -> str:
    """Return the table as CSV that spreadsheets take for text."""
    return csv_table([c.heading for c in shown], [[row.cells[c.field] for c in shown] for row in table])


@dataclass(slots=True)
class _Thread:
    """A comment with its answers, and the changes that its author made in its words."""

    remarks: list[ListedRow]
    changes: list[ListedRow] = field(default_factory=list)

    @property
    def first(self) -> ListedRow:
        """The row whose place and id are those of the whole."""
        return (self.remarks or self.changes)[0]


LineOf = Callable[[ReviewMap, int, int], str]
"""Function from a place in a paragraph of a review map to the number of its printed line, empty if unknown."""


def no_lines(_map: ReviewMap, _entry: int, _at: int) -> str:
    """Return no number: the document has none that a file records."""
    return ""


def comment_table(
    about: Listed,
    listed: Sequence[ListedRow],
    members: Mapping[str, str],
    line_of: LineOf = no_lines,
    *,
    written: bool = False,
) -> list[TableRow]:
    """Return the rows of all comments, each with its answers, and of all changes in the order of the page.

    A comment on words that its author changes is one row with them. ``members`` leads from authors to member bodies.
    Changes that the page has already are rows only if they are ``written`` ones of an older table.
    """
    sessions = {"": about} if isinstance(about, Session) else dict(zip(about.names, about.sessions, strict=True))
    changes = {(file, c.id): c for file, session in sessions.items() for c in session.changes}
    shown = [r for r in listed if written or r.kind == COMMENT_KIND or r.status is not Status.NO_EFFECT]
    threads = _threads(shown)
    made: dict[str, TableRow] = {}
    for row in shown:
        thread = threads.get(row.id)
        if thread is None and row.kind != COMMENT_KIND:
            thread = _Thread([], [row])
        if thread is not None and thread.first.id not in made:
            made[thread.first.id] = _table_row(sessions[thread.first.file], thread, changes, members, line_of)
    return list(made.values())


def _threads(listed: Sequence[ListedRow]) -> dict[str, _Thread]:
    """Return the threads by the ids of their first comments and of the changes in the words of these."""
    comments = {one.id: row for row in listed if row.kind == COMMENT_KIND for one in row.everywhere}
    roots: dict[str, _Thread] = {}
    for row in dict.fromkeys(comments.values()):
        root, seen = row, {row.id}
        while root.thread in comments and root.thread not in seen:
            root = comments[root.thread]
            seen.add(root.id)
        roots.setdefault(root.id, _Thread([])).remarks.append(row)
    places: dict[tuple[str, str], list[_Thread]] = {}
    for root_id, thread in roots.items():
        thread.remarks.sort(key=lambda row: (row.id != root_id, row.date))
        for one in thread.remarks[0].everywhere:
            places.setdefault((one.file, one.author), []).append(thread)
    found = dict(roots)
    for row in (row for row in listed if row.kind != COMMENT_KIND):
        near = (thread for one in row.everywhere for thread in places.get((one.file, one.author), ()))
        own = next((thread for thread in near if _covers(thread.remarks[0], row)), None)
        if own is not None:
            own.changes.append(row)
            found[row.id] = own
    return found


def _covers(comment: ListedRow, change: ListedRow) -> bool:
    """Whether a comment is about the words of a change, in any file that has both."""
    pairs = (
        (one.span, other.span) for one in comment.everywhere for other in change.everywhere if one.file == other.file
    )
    return any(start <= last and first < max(end, start + 1) for (start, end), (first, last) in pairs)


def _table_row(
    session: Session,
    thread: _Thread,
    changes: Mapping[tuple[str, str], ReviewChange],
    members: Mapping[str, str],
    line_of: LineOf,
) -> TableRow:
    first = thread.first
    entry = None if first.entry is None else session.review_map.entries[first.entry]
    texts = [_without_type(row.after) for row in thread.remarks[:1]]
    texts += [f"{row.author or 'unknown author'}: {row.after}" for row in thread.remarks[1:]]
    proposals = [_proposal(row, changes.get((row.file, row.id))) for row in thread.changes]
    authors = dict.fromkeys(one.author for row in (*thread.remarks[:1], *thread.changes) for one in row.everywhere)
    clause = "" if first.entry is None else session.clauses[first.entry]
    cells = {
        "member": ", ".join(dict.fromkeys(members.get(author, author) for author in authors)),
        "line": "" if first.entry is None else line_of(session.review_map, first.entry, _at(session, first)),
        "clause": clause,
        "paragraph": "" if first.entry is None else _block(session, first.entry),
        "type": next((found[1].lower() for row in thread.remarks if (found := _TYPE.match(row.after))), ""),
        "comment": "\n".join(texts),
        "proposal": "\n".join(proposals),
        "observation": "",
        "id": first.id,
        "author": ", ".join(authors),
        "date": first.date[:10],
        "status": str(first.status),
        "place": str(first.pos or ""),
        "file": ", ".join(dict.fromkeys(one.file or session.name for one in first.everywhere)),
    }
    remarks = [Remark(row.author, row.date, row.after) for row in thread.remarks]
    if proposals:
        change = thread.changes[0]
        remarks.insert(min(1, len(remarks)), Remark(change.author, change.date, "\n".join(proposals)))
    name = re.sub(r"\W", "_", f"c_{first.id}")
    section, paragraph = (entry.section, entry.text) if entry else ("", "")
    quoted = _quoted(session, first) if thread.remarks else ""
    words = cells["comment"] or cells["proposal"]
    return TableRow(cells, CommentRow(name, clause, section, paragraph, quoted, words, tuple(remarks)))


def _at(session: Session, row: ListedRow) -> int:
    """Return the place of a row in its paragraph."""
    return session.alignment[row.span[0]].at if row.span[0] < len(session.alignment) else 0


def _quoted(session: Session, comment: ListedRow) -> str:
    """Return the words of the export that a comment is about; empty if they are of several paragraphs."""
    about = session.alignment[comment.span[0] : comment.span[1]]
    words = "".join(a.character.char for a in about if a.character.original and a.entry == comment.entry)
    return "" if PARAGRAPH in words else words


def _without_type(text: str) -> str:
    return _TYPE.sub("", text, count=1)


# --- places ---------------------------------------------------------------------------------------------------------


def _block(session: Session, number: int) -> str:
    """Return the kind of a paragraph and its number in its clause: ``Paragraph 2``, ``Table 1``."""
    entries = session.review_map.entries
    own = entries[number]
    start = next((i for i in range(number, -1, -1) if entries[i].kind == "heading"), 0)
    if own.kind in _COUNTED:
        count = sum(entry.kind == own.kind for entry in entries[start : number + 1])
        return f"{_COUNTED[own.kind]} {count}"
    if own.kind == "caption":
        return _label(own) or "Figure"
    if own.kind == "cell":
        return _table(entries, number)
    return _BLOCKS.get(own.kind, "")


def _label(entry: MapEntry) -> str:
    """Return the label of a caption: ``Table 1``."""
    return entry.text[: entry.generated].strip().rstrip(":.–—").strip()


def _table(entries: Sequence[MapEntry], number: int) -> str:
    """Return the label of the table of a cell: its caption stands before its first cell, or behind its last one."""
    first, last = number, number
    while first > 0 and entries[first - 1].kind == "cell":
        first -= 1
    while last + 1 < len(entries) and entries[last + 1].kind == "cell":
        last += 1
    beside = (entries[i] for i in (first - 1, last + 1) if 0 <= i < len(entries) and entries[i].kind == "caption")
    return next((label for entry in beside if (label := _label(entry))), _BLOCKS["cell"])


# --- proposed changes -----------------------------------------------------------------------------------------------


_PROPOSALS: Final[dict[str, str]] = {
    ChangeKind.INSERT: "Insert “{after}” after “{lead}”",
    ChangeKind.DELETE: "Delete “{before}” in “{around}”",
    ChangeKind.REPLACE: "Replace “{before}” by “{after}” in “{around}”",
    ChangeKind.NEW_PARAGRAPH: "Add “{after}”",
    ChangeKind.NEW_ROW: "Add the row “{after}”",
    ChangeKind.NEW_QUESTION: "Add the question “{after}”",
    ChangeKind.DELETED_PARAGRAPH: "Delete “{before}”",
    ChangeKind.DELETED_QUESTION: "Delete the question “{before}”",
    ChangeKind.MOVED_PARAGRAPH: "Move “{after}” here",
    ChangeKind.MOVED_QUESTION: "Move the question “{after}” here",
    ChangeKind.SPLIT: "Begin a new paragraph behind “{lead}”",
    ChangeKind.MERGE: "Join “{lead}” with the next paragraph",
    ChangeKind.FORMAT: "Set “{before}”: {after}",
    ChangeKind.STYLE: "Make this {before} a {after}",
    ChangeKind.LINK: "Link “{before}” to {after}",
    ChangeKind.ALT_TEXT: "Describe the picture as “{after}”, not as “{before}”",
}
_IN_CONTEXT: Final = " in “{around}”"
_AT_START: Final = "Insert “{after}” before “{tail}”"
_OTHER: Final = "{kind}: “{before}” -> “{after}”"


def _proposal(row: ListedRow, change: ReviewChange | None) -> str:
    """Return a change as words for the editor of the document; the row may have them shortened."""
    before, after = row.before, row.after
    if change is not None and row.kind == change.kind and row.kind not in (ChangeKind.FORMAT, ChangeKind.LINK):
        before, after = change.before, change.after
    before, after = before.strip("¶"), after.strip("¶")
    if row.kind not in _PROPOSALS and not (before or after):
        return str(row.kind)
    template = _PROPOSALS.get(row.kind, _OTHER)
    around = f"{row.lead}{before}{row.tail}"
    if row.kind is ChangeKind.INSERT and not row.lead.strip():
        template = _AT_START
    if around == before:
        template = template.removesuffix(_IN_CONTEXT)
    words = {"kind": row.kind, "before": before, "after": after, "lead": row.lead, "tail": row.tail}
    return template.format(**words, around=around).replace("¶", "\n")
