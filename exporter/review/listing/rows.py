"""The list of a review: one row for each change and comment, with its place in the page and its words in context."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from exporter.model.position import Pos
from exporter.review.match.alignment import OUTSIDE, Slot
from exporter.review.match.changes import Change
from exporter.review.session import Session, Statuses, places
from exporter.review.word.document import BARRIER, PARAGRAPH, Comment, Format, text_of

COMMENT: Final = "comment-"
LAYOUT: Final = "layout-"
"""What the ids of rows begin with that are no changes of words, and are never written."""
CONTEXT: Final = 40
_LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class Row:
    """A change or comment as people read it.

    ``kind`` is that of the change, or ``comment``. ``pos`` is its place in the page today, None where it has none.
    ``lead`` and ``tail`` are the words around it. Of a comment, ``before`` is what it is about, ``after`` its text,
    ``thread`` the id of the comment that it answers and ``status`` ``open`` or ``resolved``.
    """

    id: str
    kind: str
    author: str
    date: str
    status: str
    reason: str
    question: str
    section: str
    pos: Pos | None
    before: str
    after: str
    lead: str = ""
    tail: str = ""
    thread: str = ""


def rows(session: Session, statuses: Statuses) -> list[Row]:
    """All rows in the order of the document."""
    placed = [(c.slots[0] if c.slots else 0, 0, _change_row(session, c, statuses)) for c in session.changes]
    by_source = {slot.source: i for i, slot in enumerate(session.slots) if slot.source >= 0}
    for number, comment in enumerate(session.stream.comments):
        placed.append(
            (_slot_of(session, comment.start, by_source), 1 + number, _comment_row(session, comment, by_source))
        )
    placed.extend(_structure_rows(session, by_source))
    return [row for _, _, row in sorted(placed, key=lambda p: (p[0], p[1]))]


def _change_row(session: Session, change: Change, statuses: Statuses) -> Row:
    status, reason = statuses.get(change.id, ("by hand", ""))
    question, section = places(session, change.entry)
    indexes = change.slots or change.origin
    kind, after = _told(session, change)
    return Row(
        id=change.id,
        kind=kind,
        author=change.mark.author,
        date=change.mark.date,
        status=status,
        reason=reason,
        question=question,
        section=section,
        pos=_pos(session, change.entry, change.at),
        before=_short(change.before),
        after=_short(after),
        lead=_lead(session.slots, indexes[0]),
        tail=_tail(session.slots, indexes[-1]),
    )


_LOOKS: Final = {
    "b": "bold",
    "i": "italic",
    "s": "struck through",
    "u": "underlined",
    "c": "code",
    "sub": "subscript",
    "sup": "superscript",
    "mark": "highlighted",
}


def _told(session: Session, change: Change) -> tuple[str, str]:
    """A change's kind and its new words; the same words put in for themselves have another look or link."""
    atoms = [session.slots[i].atom for i in change.slots]
    if change.kind == "format":
        return "format", _format_words(atoms[0].old or frozenset(), atoms[0].format)
    if change.reworded and change.before == change.after:
        return change.kind, f"{change.after} (with other looks or links)"
    if change.kind != "replace" or change.before != change.after:
        return change.kind, change.after
    old, new = ([a for a in atoms if a.original is original] for original in (True, False))
    looks = frozenset(t for a in old for t in a.format), frozenset(t for a in new for t in a.format)
    if looks[0] != looks[1]:
        return "format", _format_words(*looks)
    href = next((a.href for a in new if a.href), "")
    return "link", f"{change.after} ({href})" if href else change.after


def _format_words(old: Format, new: Format) -> str:
    """A change of look in words: ``bold``, ``not italic``."""
    added = [_LOOKS.get(t, t) for t in sorted(new - old)]
    return (
        ", ".join([*added, *(f"not {_LOOKS.get(t, t)}" for t in sorted(old - new))]) or "another font, size or colour"
    )


def _comment_row(session: Session, comment: Comment, by_source: dict[int, int]) -> Row:
    slot = session.slots[_slot_of(session, comment.start, by_source)] if session.slots else None
    entry, at = (slot.entry, slot.at) if slot else (OUTSIDE, 0)
    question, section = places(session, entry)
    start, end = comment.start or 0, comment.end or 0
    threads = {c.id: c for c in session.stream.comments}
    root = comment
    while root.parent in threads and threads[root.parent] is not root:
        root = threads[root.parent]
    return Row(
        id=f"{COMMENT}{comment.id}",
        kind="comment",
        author=comment.author,
        date=comment.date,
        status="resolved" if root.resolved or comment.resolved else "open",
        reason="" if comment.start is not None else "its place in the text is lost",
        question=question,
        section=section,
        pos=_pos(session, entry, at),
        before=_short(text_of(session.stream.atoms[start:end])),
        after=comment.text,
        thread=f"{COMMENT}{comment.parent}" if comment.parent else "",
    )


def _slot_of(session: Session, atom: int | None, by_source: dict[int, int]) -> int:
    """The slot of an atom, or of the next one that has one and belongs to the page."""
    if atom is None:
        return max(0, len(session.slots) - 1)
    while atom < len(session.stream.atoms) and atom not in by_source:
        atom += 1
    return by_source.get(atom, max(0, len(session.slots) - 1))


def _structure_rows(session: Session, by_source: dict[int, int]) -> Iterator[tuple[int, int, Row]]:
    for number, structure in enumerate(session.stream.structures):
        at = _slot_of(session, structure.at, by_source)
        slot = session.slots[at]
        question, section = places(session, slot.entry)
        row = Row(
            id=f"{LAYOUT}{number}",
            kind=structure.kind,
            author=structure.mark.author,
            date=structure.mark.date,
            status="by hand",
            reason="tables, the look of paragraphs and page set-up are changed by hand",
            question=question,
            section=section,
            pos=_pos(session, slot.entry, slot.at),
            before="",
            after="",
            lead=_lead(session.slots, at),
            tail=_tail(session.slots, at - 1),
        )
        yield at, 0, row


def _pos(session: Session, entry: int, at: int) -> Pos | None:
    """The place today; None where the page is not here."""
    if entry == OUTSIDE:
        return None
    exported = session.review_map.entries[entry].pos
    page = session.pages.get(exported.file) if exported else None
    return page.place(entry, at) if page else None


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _lead(slots: Sequence[Slot], first: int) -> str:
    """The final words of the paragraph in front of a slot."""
    out: list[str] = []
    for slot in reversed(slots[max(0, first - 4 * CONTEXT) : first]):
        if slot.atom.char in (PARAGRAPH, BARRIER) or len(out) >= CONTEXT:
            break
        if slot.atom.final:
            out.append(slot.atom.char)
    return "".join(reversed(out))


def _tail(slots: Sequence[Slot], last: int) -> str:
    """The final words of the paragraph behind a slot."""
    out: list[str] = []
    if last >= 0 and slots[last].atom.char == PARAGRAPH:
        return ""
    for slot in slots[last + 1 : last + 1 + 4 * CONTEXT]:
        if slot.atom.char in (PARAGRAPH, BARRIER) or len(out) >= CONTEXT:
            break
        if slot.atom.final:
            out.append(slot.atom.char)
    return "".join(out)
