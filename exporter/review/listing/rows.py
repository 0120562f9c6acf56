"""The list of a review: one row for each change and comment, with its place in the page and its words in context."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from exporter.model.position import Pos
from exporter.review.match.alignment import OUTSIDE, AlignedCharacter
from exporter.review.match.changes import ReviewChange
from exporter.review.session import Session, Statuses, places
from exporter.review.word.document import BARRIER, PARAGRAPH, Traits, WordComment, text_of

COMMENT: Final = "comment-"
LAYOUT: Final = "layout-"
"""What the ids of rows begin with that are no changes of words, and are never written."""
CONTEXT: Final = 40
_LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class ListedRow:
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


def rows(session: Session, statuses: Statuses) -> list[ListedRow]:
    """All rows in the order of the document."""
    placed = [(c.indexes[0] if c.indexes else 0, 0, _change_row(session, c, statuses)) for c in session.changes]
    by_source = {aligned.index: i for i, aligned in enumerate(session.alignment) if aligned.index >= 0}
    for number, comment in enumerate(session.reviewed.comments):
        placed.append(
            (_slot_of(session, comment.start, by_source), 1 + number, _comment_row(session, comment, by_source))
        )
    placed.extend(_structure_rows(session, by_source))
    return [row for _, _, row in sorted(placed, key=lambda p: (p[0], p[1]))]


def _change_row(session: Session, change: ReviewChange, statuses: Statuses) -> ListedRow:
    status, reason = statuses.get(change.id, ("by hand", ""))
    question, section = places(session, change.entry)
    indexes = change.indexes or change.origin
    kind, after = _told(session, change)
    return ListedRow(
        id=change.id,
        kind=kind,
        author=change.by.author,
        date=change.by.date,
        status=status,
        reason=reason,
        question=question,
        section=section,
        pos=_pos(session, change.entry, change.at),
        before=_short(change.before),
        after=_short(after),
        lead=_lead(session.alignment, indexes[0]),
        tail=_tail(session.alignment, indexes[-1]),
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


def _told(session: Session, change: ReviewChange) -> tuple[str, str]:
    """A change's kind and its new words; the same words put in for themselves have another look or link."""
    characters = [session.alignment[i].character for i in change.indexes]
    if change.kind == "format":
        return "format", _format_words(characters[0].old or frozenset(), characters[0].format)
    if change.reworded and change.before == change.after:
        return change.kind, f"{change.after} (with other looks or links)"
    if change.kind != "replace" or change.before != change.after:
        return change.kind, change.after
    old, new = ([a for a in characters if a.original is original] for original in (True, False))
    looks = frozenset(t for a in old for t in a.format), frozenset(t for a in new for t in a.format)
    if looks[0] != looks[1]:
        return "format", _format_words(*looks)
    href = next((a.href for a in new if a.href), "")
    return "link", f"{change.after} ({href})" if href else change.after


def _format_words(old: Traits, new: Traits) -> str:
    """A change of look in words: ``bold``, ``not italic``."""
    added = [_LOOKS.get(t, t) for t in sorted(new - old)]
    return (
        ", ".join([*added, *(f"not {_LOOKS.get(t, t)}" for t in sorted(old - new))]) or "another font, size or colour"
    )


def _comment_row(session: Session, comment: WordComment, by_source: dict[int, int]) -> ListedRow:
    aligned = session.alignment[_slot_of(session, comment.start, by_source)] if session.alignment else None
    entry, at = (aligned.entry, aligned.at) if aligned else (OUTSIDE, 0)
    question, section = places(session, entry)
    start, end = comment.start or 0, comment.end or 0
    threads = {c.id: c for c in session.reviewed.comments}
    root = comment
    while root.parent in threads and threads[root.parent] is not root:
        root = threads[root.parent]
    return ListedRow(
        id=f"{COMMENT}{comment.id}",
        kind="comment",
        author=comment.author,
        date=comment.date,
        status="resolved" if root.resolved or comment.resolved else "open",
        reason="" if comment.start is not None else "its place in the text is lost",
        question=question,
        section=section,
        pos=_pos(session, entry, at),
        before=_short(text_of(session.reviewed.characters[start:end])),
        after=comment.text,
        thread=f"{COMMENT}{comment.parent}" if comment.parent else "",
    )


def _slot_of(session: Session, character: int | None, by_source: dict[int, int]) -> int:
    """The aligned of an character, or of the next one that has one and belongs to the page."""
    if character is None:
        return max(0, len(session.alignment) - 1)
    while character < len(session.reviewed.characters) and character not in by_source:
        character += 1
    return by_source.get(character, max(0, len(session.alignment) - 1))


def _structure_rows(session: Session, by_source: dict[int, int]) -> Iterator[tuple[int, int, ListedRow]]:
    for number, layout_change in enumerate(session.reviewed.layout_changes):
        at = _slot_of(session, layout_change.at, by_source)
        aligned = session.alignment[at]
        question, section = places(session, aligned.entry)
        row = ListedRow(
            id=f"{LAYOUT}{number}",
            kind=layout_change.kind,
            author=layout_change.by.author,
            date=layout_change.by.date,
            status="by hand",
            reason="tables, the look of paragraphs and page set-up are changed by hand",
            question=question,
            section=section,
            pos=_pos(session, aligned.entry, aligned.at),
            before="",
            after="",
            lead=_lead(session.alignment, at),
            tail=_tail(session.alignment, at - 1),
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


def _lead(alignment: Sequence[AlignedCharacter], first: int) -> str:
    """The final words of the paragraph in front of a aligned."""
    out: list[str] = []
    for aligned in reversed(alignment[max(0, first - 4 * CONTEXT) : first]):
        if aligned.character.char in (PARAGRAPH, BARRIER) or len(out) >= CONTEXT:
            break
        if aligned.character.final:
            out.append(aligned.character.char)
    return "".join(reversed(out))


def _tail(alignment: Sequence[AlignedCharacter], last: int) -> str:
    """The final words of the paragraph behind a aligned."""
    out: list[str] = []
    if last >= 0 and alignment[last].character.char == PARAGRAPH:
        return ""
    for aligned in alignment[last + 1 : last + 1 + 4 * CONTEXT]:
        if aligned.character.char in (PARAGRAPH, BARRIER) or len(out) >= CONTEXT:
            break
        if aligned.character.final:
            out.append(aligned.character.char)
    return "".join(out)
