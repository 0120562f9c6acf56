"""The list of a review as a page to read: each changed paragraph as a whole, with its changes in place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from exporter.review.listing.rows import COMMENT, ListedRow
from exporter.review.listing.text_formats import as_dict, summary
from exporter.review.match.alignment import AlignedCharacter
from exporter.review.match.changes import ReviewChange
from exporter.review.session import Session
from exporter.review.word.document import BARRIER, PARAGRAPH
from exporter.theme.files import Theme
from exporter.theme.templates import templates

TEMPLATE = "review/list.html.j2"


@dataclass(slots=True)
class Stretch:
    """Words of one kind: ``kept``, ``inserted``, ``deleted`` or ``format``, and the row that they belong to."""

    kind: str
    text: str
    row: str = ""


@dataclass(slots=True)
class Block:
    """A paragraph with its changes in place, and the rows that belong to it."""

    heading: str
    place: str
    stretches: list[Stretch] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)


def as_html(session: Session, listed: Sequence[ListedRow], theme: Theme) -> str:
    """One page without scripts and without anything from elsewhere."""
    shown = list(_blocks(session, listed))
    return templates(theme).render(
        TEMPLATE,
        title=session.review_map.title or session.name,
        file=session.name,
        page=session.review_map.page,
        notes=session.notes,
        summary=summary(listed),
        blocks=shown,
    )


def _blocks(session: Session, listed: Sequence[ListedRow]) -> Iterator[Block]:
    """Paragraphs of the document that have rows; rows without words of their own come last."""
    by_slot = _owners(session.changes)
    rows = {row.id: row for row in listed}
    told: set[str] = set()
    for start, end in _paragraphs(session.alignment):
        changes = list(dict.fromkeys(by_slot[i].id for i in range(start, end) if i in by_slot))
        own = [rows[i] for i in changes if i in rows and i not in told]
        comments = _comments(session, start, end, rows, told)
        if not own and not comments:
            continue
        told.update(r.id for r in (*own, *comments))
        first = (own or comments)[0]
        block = Block(first.question or first.section, str(first.pos or ""))
        block.stretches = list(_stretches(session.alignment, start, end, by_slot))
        block.rows = [as_dict(r) for r in (*own, *comments)]
        yield block
    for row in listed:
        if row.id not in told:
            yield Block(row.question or row.section, str(row.pos or ""), [], [as_dict(row)])


def _owners(changes: Sequence[ReviewChange]) -> dict[int, ReviewChange]:
    return {i: change for change in changes for i in (*change.indexes, *change.origin)}


def _paragraphs(alignment: Sequence[AlignedCharacter]) -> Iterator[tuple[int, int]]:
    """Stretches of alignment that end with a paragraph mark which stays."""
    start = 0
    for i, aligned in enumerate(alignment):
        if aligned.character.char == BARRIER or (aligned.character.char == PARAGRAPH and aligned.kept):
            if i > start:
                yield start, i + 1
            start = i + 1
    if start < len(alignment):
        yield start, len(alignment)


def _comments(session: Session, start: int, end: int, rows: dict[str, ListedRow], told: set[str]) -> list[ListedRow]:
    sources = [s.index for s in session.alignment[start:end] if s.index >= 0]
    if not sources:
        return []
    low, high = min(sources), max(sources)
    inside = (c for c in session.reviewed.comments if c.start is not None and low <= c.start <= high)
    found = (rows.get(f"{COMMENT}{c.id}") for c in inside)
    return [row for row in found if row is not None and row.id not in told]


def _stretches(
    alignment: Sequence[AlignedCharacter], start: int, end: int, by_slot: dict[int, ReviewChange]
) -> Iterator[Stretch]:
    current: Stretch | None = None
    for i in range(start, end):
        aligned = alignment[i]
        if aligned.character.char == BARRIER or aligned.void:
            continue
        change = by_slot.get(i)
        kind = "deleted" if not aligned.character.final else "inserted" if not aligned.character.original else "kept"
        if kind == "kept" and change is not None and change.kind in ("format", "link"):
            kind = "format"
        row = change.id if change and kind != "kept" else ""
        text = _char(aligned, kind)
        if current is not None and (current.kind, current.row) == (kind, row):
            current.text += text
            continue
        if current is not None:
            yield current
        current = Stretch(kind, text, row)
    if current is not None:
        yield current


def _char(aligned: AlignedCharacter, kind: str) -> str:
    if aligned.character.char == PARAGRAPH:
        return "" if kind == "kept" else "¶\n"
    if aligned.character.char == "\n":
        return "\n" if kind == "kept" else "⏎\n"
    return "▢" if aligned.character.char == "\ufffc" else aligned.character.char
