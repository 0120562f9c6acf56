"""The list of a review as HTML: each changed paragraph as a whole, with its changes in place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from exporter.review.listing.rows import ListedRow, comment_ids
from exporter.review.listing.text_formats import Listed, as_dict, summary
from exporter.review.match.alignment import AlignedCharacter
from exporter.review.match.changes import ChangeKind, ReviewChange
from exporter.review.session import Session
from exporter.review.word.document import BARRIER, PARAGRAPH, WordCharacter
from exporter.theme.files import Theme
from exporter.theme.templates import templates

TEMPLATE = "review/list.html.j2"


class TextKind(StrEnum):
    """Kinds of text in a listed paragraph; the template's classes."""

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"
    FORMAT = "format"


@dataclass(slots=True)
class ListedText:
    """Text of one kind, and the id of its row."""

    kind: TextKind
    text: str
    row: str = ""


@dataclass(slots=True)
class ListedParagraph:
    """A paragraph with its changes in place, and its rows."""

    heading: str
    place: str
    file: str = ""
    stretches: list[ListedText] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)


def as_html(session: Listed, listed: Sequence[ListedRow], theme: Theme) -> str:
    """Return the list as one HTML page without scripts or remote resources."""
    files = (
        {session.name: session}
        if isinstance(session, Session)
        else dict(zip(session.names, session.sessions, strict=True))
    )
    ids = {one.id: row.id for row in listed for one in row.everywhere}
    shown: list[ListedParagraph] = []
    for name, one in files.items():
        shown.extend(_blocks(one, [row for row in listed if row.file in ("", name)], ids))
    order = {row.id: at for at, row in enumerate(listed)}
    shown.sort(key=lambda block: order[block.rows[0]["id"]] if len(files) > 1 else 0)
    return templates(theme).render(
        TEMPLATE,
        title=session.title,
        file=session.name,
        page=session.page,
        notes=session.notes,
        summary=summary(listed),
        blocks=shown,
    )


def _blocks(session: Session, listed: Sequence[ListedRow], ids: Mapping[str, str]) -> Iterator[ListedParagraph]:
    """Yield the paragraphs that have rows; rows without text of their own come last.

    ``ids`` leads from the change of a file to that of its row.
    """
    by_index = _owners(session.changes)
    rows = {row.id: row for row in listed}
    names = comment_ids(session)
    listed_ids: set[str] = set()
    for start, end in _paragraphs(session.alignment):
        changes = list(dict.fromkeys(by_index[i].id for i in range(start, end) if i in by_index))
        own = [rows[i] for i in changes if i in rows and i not in listed_ids]
        comments = _comments(session, start, end, rows, listed_ids, names)
        if not own and not comments:
            continue
        listed_ids.update(r.id for r in (*own, *comments))
        first = (own or comments)[0]
        block = ListedParagraph(first.question or first.section, str(first.pos or ""), first.file)
        block.stretches = list(_stretches(session.alignment, start, end, by_index, ids))
        block.rows = [as_dict(r) for r in (*own, *comments)]
        yield block
    for row in listed:
        if row.id not in listed_ids:
            yield ListedParagraph(row.question or row.section, str(row.pos or ""), row.file, [], [as_dict(row)])


def _owners(changes: Sequence[ReviewChange]) -> dict[int, ReviewChange]:
    ordered = sorted(changes, key=lambda c: c.kind not in (ChangeKind.LINK, ChangeKind.FORMAT))
    return {i: change for change in ordered for i in (*change.indexes, *change.origin)}


def _paragraphs(alignment: Sequence[AlignedCharacter]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the alignment that end with a kept paragraph mark."""
    start = 0
    for i, aligned in enumerate(alignment):
        if aligned.character.char == BARRIER or (aligned.character.char == PARAGRAPH and aligned.kept):
            if i > start:
                yield start, i + 1
            start = i + 1
    if start < len(alignment):
        yield start, len(alignment)


def _comments(
    session: Session,
    start: int,
    end: int,
    rows: dict[str, ListedRow],
    listed_ids: set[str],
    names: Mapping[str, str],
) -> list[ListedRow]:
    sources = [s.index for s in session.alignment[start:end] if s.index is not None]
    if not sources:
        return []
    low, high = min(sources), max(sources)
    inside = (c for c in session.reviewed.comments if c.start is not None and low <= c.start <= high)
    found = (rows.get(names[c.id]) for c in inside)
    return [row for row in found if row is not None and row.id not in listed_ids]


def _stretches(
    alignment: Sequence[AlignedCharacter],
    start: int,
    end: int,
    by_index: dict[int, ReviewChange],
    ids: Mapping[str, str],
) -> Iterator[ListedText]:
    current: ListedText | None = None
    for i in range(start, end):
        aligned = alignment[i]
        if aligned.character.char == BARRIER or aligned.cancelled:
            continue
        change = by_index.get(i)
        kind = _text_kind(aligned.character)
        if kind is TextKind.KEPT and change is not None and change.kind in (ChangeKind.FORMAT, ChangeKind.LINK):
            kind = TextKind.FORMAT
        row = ids.get(change.id, "") if change and kind is not TextKind.KEPT else ""
        text = _char(aligned, kind)
        if current is not None and (current.kind, current.row) == (kind, row):
            current.text += text
            continue
        if current is not None:
            yield current
        current = ListedText(kind, text, row)
    if current is not None:
        yield current


def _text_kind(character: WordCharacter) -> TextKind:
    if not character.final:
        return TextKind.DELETED
    return TextKind.KEPT if character.original else TextKind.INSERTED


def _char(aligned: AlignedCharacter, kind: TextKind) -> str:
    if aligned.character.char == PARAGRAPH:
        return "" if kind is TextKind.KEPT else "¶\n"
    if aligned.character.char == "\n":
        return "\n" if kind is TextKind.KEPT else "⏎\n"
    return aligned.character.shown.replace("\ufffc", "▢")
