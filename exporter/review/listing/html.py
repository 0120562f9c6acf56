"""The list of a review as a page to read: each changed paragraph as a whole, with its changes in place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from exporter.review.listing.rows import COMMENT, Row
from exporter.review.listing.text_formats import as_dict, summary
from exporter.review.match.alignment import Slot
from exporter.review.match.changes import Change
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


def as_html(session: Session, listed: Sequence[Row], theme: Theme) -> str:
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


def _blocks(session: Session, listed: Sequence[Row]) -> Iterator[Block]:
    """Paragraphs of the script that have rows; rows without words of their own come last."""
    by_slot = _owners(session.changes)
    rows = {row.id: row for row in listed}
    told: set[str] = set()
    for start, end in _paragraphs(session.slots):
        changes = list(dict.fromkeys(by_slot[i].id for i in range(start, end) if i in by_slot))
        own = [rows[i] for i in changes if i in rows and i not in told]
        comments = _comments(session, start, end, rows, told)
        if not own and not comments:
            continue
        told.update(r.id for r in (*own, *comments))
        first = (own or comments)[0]
        block = Block(first.question or first.section, str(first.pos or ""))
        block.stretches = list(_stretches(session.slots, start, end, by_slot))
        block.rows = [as_dict(r) for r in (*own, *comments)]
        yield block
    for row in listed:
        if row.id not in told:
            yield Block(row.question or row.section, str(row.pos or ""), [], [as_dict(row)])


def _owners(changes: Sequence[Change]) -> dict[int, Change]:
    return {i: change for change in changes for i in (*change.slots, *change.origin)}


def _paragraphs(slots: Sequence[Slot]) -> Iterator[tuple[int, int]]:
    """Stretches of slots that end with a paragraph mark which stays."""
    start = 0
    for i, slot in enumerate(slots):
        if slot.atom.char == BARRIER or (slot.atom.char == PARAGRAPH and slot.kept):
            if i > start:
                yield start, i + 1
            start = i + 1
    if start < len(slots):
        yield start, len(slots)


def _comments(session: Session, start: int, end: int, rows: dict[str, Row], told: set[str]) -> list[Row]:
    sources = [s.source for s in session.slots[start:end] if s.source >= 0]
    if not sources:
        return []
    low, high = min(sources), max(sources)
    inside = (c for c in session.stream.comments if c.start is not None and low <= c.start <= high)
    found = (rows.get(f"{COMMENT}{c.id}") for c in inside)
    return [row for row in found if row is not None and row.id not in told]


def _stretches(slots: Sequence[Slot], start: int, end: int, by_slot: dict[int, Change]) -> Iterator[Stretch]:
    current: Stretch | None = None
    for i in range(start, end):
        slot = slots[i]
        if slot.atom.char == BARRIER or slot.void:
            continue
        change = by_slot.get(i)
        kind = "deleted" if not slot.atom.final else "inserted" if not slot.atom.original else "kept"
        if kind == "kept" and change is not None and change.kind in ("format", "link"):
            kind = "format"
        row = change.id if change and kind != "kept" else ""
        text = _char(slot, kind)
        if current is not None and (current.kind, current.row) == (kind, row):
            current.text += text
            continue
        if current is not None:
            yield current
        current = Stretch(kind, text, row)
    if current is not None:
        yield current


def _char(slot: Slot, kind: str) -> str:
    if slot.atom.char == PARAGRAPH:
        return "" if kind == "kept" else "¶\n"
    if slot.atom.char == "\n":
        return "\n" if kind == "kept" else "⏎\n"
    return "▢" if slot.atom.char == "\ufffc" else slot.atom.char
