"""Rows of a review's list: each change and comment with its place in the page and its words in context."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from exporter.diagnostics import shortened
from exporter.model.position import Pos
from exporter.review.match.alignment import AlignedCharacter
from exporter.review.match.changes import ChangeKind, ReviewChange
from exporter.review.session import Session, change_places, places
from exporter.review.word.document import BARRIER, PARAGRAPH, LayoutKind, Traits, WordComment, text_of
from exporter.review.write.status import Decision, Status, Statuses

COMMENT_KIND: Final = "comment"
COMMENT: Final = "comment-"
LAYOUT: Final = "layout-"
"""Prefixes of the ids of rows that are never written: comments and changes of layout."""
CONTEXT: Final = 40
_LONGEST: Final = 400


class CommentStatus(StrEnum):
    """Statuses of comments, as lists show them."""

    OPEN = "open"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A change or comment as people read it.

    ``kind`` is a ``ChangeKind``, a ``LayoutKind`` or ``COMMENT_KIND``. ``pos`` is its place in the page today, if any.
    ``lead`` and ``tail`` are the words around it. Of a comment, ``before`` is the text that it is about, ``after`` its
    own, ``thread`` the id of the comment that it answers. Of several reviewed files, ``file`` is the one with the row,
    ``also`` the rows of the same change in others, and ``against`` the ids of other files' changes to the same words.
    ``entry`` is its paragraph in the file's review map, ``span`` its first and last character in the
    alignment; of a comment, the second one is behind its words.
    """

    id: str
    kind: str
    author: str
    date: str
    status: Status | CommentStatus
    reason: str
    question: str
    section: str
    pos: Pos | None
    before: str
    after: str
    lead: str = ""
    tail: str = ""
    thread: str = ""
    file: str = ""
    also: tuple["ListedRow", ...] = ()
    against: tuple[str, ...] = ()
    entry: int | None = None
    span: tuple[int, int] = (0, -1)

    @property
    def everywhere(self) -> tuple["ListedRow", ...]:
        """The row, and the rows of the same change in other files."""
        return (self, *self.also)


def rows(session: Session, statuses: Statuses) -> list[ListedRow]:
    """Return all rows in the order of the document."""
    placed = [(c.indexes[0] if c.indexes else 0, 0, _change_row(session, c, statuses)) for c in session.changes]
    by_index = {aligned.index: i for i, aligned in enumerate(session.alignment) if aligned.index is not None}
    names = comment_ids(session)
    for number, comment in enumerate(session.reviewed.comments):
        at = _aligned_index(session, comment.start, by_index)
        end = _aligned_index(session, comment.end, by_index)
        placed.append((at, 1 + number, _comment_row(session, comment, (at, end), names)))
    placed.extend(_layout_rows(session, statuses, by_index))
    return [row for _, _, row in sorted(placed, key=lambda p: (p[0], p[1]))]


def _change_row(session: Session, change: ReviewChange, statuses: Statuses) -> ListedRow:
    status, reason = statuses.get(change.id, Decision(Status.BY_HAND))
    question, section = change_places(session, change)
    indexes = change.indexes or change.origin
    kind, after = _kind_and_words(session, change)
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
        before=shortened(change.before, _LONGEST),
        after=shortened(after, _LONGEST),
        lead=_lead(session.alignment, indexes[0]),
        tail=_tail(session.alignment, indexes[-1]),
        entry=change.entry,
        span=(indexes[0], indexes[-1]),
    )


_TRAIT_NAMES: Final = {
    "b": "bold",
    "i": "italic",
    "s": "struck through",
    "u": "underlined",
    "c": "code",
    "sub": "subscript",
    "sup": "superscript",
    "mark": "highlighted",
}


def _kind_and_words(session: Session, change: ReviewChange) -> tuple[ChangeKind, str]:
    """Return the kind and the new words of a change; equal words differ in format or link."""
    characters = [session.alignment[i].character for i in change.indexes]
    if change.lost:
        return ChangeKind.FORMAT, f"{change.after}: {_format_words(change.lost, frozenset())}"
    if change.kind is ChangeKind.FORMAT:
        return ChangeKind.FORMAT, _format_words(characters[0].old or frozenset(), characters[0].format)
    if change.reworded and change.before == change.after:
        return change.kind, f"{change.after} (with other looks or links)"
    if change.kind is not ChangeKind.REPLACE or change.before != change.after:
        return change.kind, change.after
    old, new = ([a for a in characters if a.original is original] for original in (True, False))
    formats = frozenset(t for a in old for t in a.format), frozenset(t for a in new for t in a.format)
    if formats[0] != formats[1]:
        return ChangeKind.FORMAT, _format_words(*formats)
    href = next((a.href for a in new if a.href), "")
    return ChangeKind.LINK, f"{change.after} ({href})" if href else change.after


def _format_words(old: Traits, new: Traits) -> str:
    """Name a change of format: ``bold``, ``not italic``."""
    added = [_TRAIT_NAMES.get(t, t) for t in sorted(new - old)]
    return (
        ", ".join([*added, *(f"not {_TRAIT_NAMES.get(t, t)}" for t in sorted(old - new))])
        or "another font, size or colour"
    )


def _comment_row(session: Session, comment: WordComment, span: tuple[int, int], names: Mapping[str, str]) -> ListedRow:
    aligned = session.alignment[span[0]] if session.alignment else None
    entry, at = (aligned.entry, aligned.at) if aligned else (None, 0)
    question, section = places(session, entry)
    start, end = comment.start or 0, comment.end or 0
    threads = {c.id: c for c in session.reviewed.comments}
    root = comment
    while root.parent in threads and threads[root.parent] is not root:
        root = threads[root.parent]
    return ListedRow(
        id=names[comment.id],
        kind=COMMENT_KIND,
        author=comment.author,
        date=comment.date,
        status=CommentStatus.RESOLVED if root.resolved or comment.resolved else CommentStatus.OPEN,
        reason="" if comment.start is not None else "its place in the text is unknown",
        question=question,
        section=section,
        pos=_pos(session, entry, at),
        before=shortened(text_of(session.reviewed.characters[start:end]), _LONGEST),
        after=comment.text,
        thread=names.get(comment.parent, ""),
        entry=entry,
        span=span,
    )


def comment_ids(session: Session) -> dict[str, str]:
    """Return the ids of the comments in lists by those in the file, which programs give anew when they save it."""
    made = (f"{c.author}\0{c.date}\0{c.text}" for c in session.reviewed.comments)
    return dict(zip((c.id for c in session.reviewed.comments), _hashed(COMMENT, made), strict=True))


def _hashed(prefix: str, whats: Iterable[str]) -> Iterator[str]:
    """Yield ids that are hashes of texts, a repeated one with its number."""
    seen: Counter[str] = Counter()
    for what in whats:
        digest = hashlib.sha256(what.encode()).hexdigest()[:8]
        seen[digest] += 1
        yield f"{prefix}{digest}" if seen[digest] == 1 else f"{prefix}{digest}-{seen[digest]}"


def _aligned_index(session: Session, character: int | None, by_index: dict[int, int]) -> int:
    """Return the aligned index of a character, or of the next one that belongs to the page."""
    if character is None:
        return max(0, len(session.alignment) - 1)
    while character < len(session.reviewed.characters) and character not in by_index:
        character += 1
    return by_index.get(character, max(0, len(session.alignment) - 1))


_LEFT: Final = Decision(Status.BY_HAND, "change tables, the look of paragraphs and page set-up by hand")


_ROWS: Final = (LayoutKind.ROW_INSERTED, LayoutKind.ROW_DELETED)


def _layout_rows(
    session: Session, statuses: Statuses, by_index: dict[int, int]
) -> Iterator[tuple[int, int, ListedRow]]:
    done = [c for c in session.changes if statuses.get(c.id, _LEFT).status is Status.AUTOMATIC]
    written = {i for c in done for i in c.indexes}
    changes = session.reviewed.layout_changes
    starts = [_aligned_index(session, change.at, by_index) for change in changes]
    whats = (f"{c.kind}\0{c.by.author}\0{_name(session, at)}" for c, at in zip(changes, starts, strict=True))
    for layout_change, at, name in zip(changes, starts, _hashed(LAYOUT, whats), strict=True):
        aligned = session.alignment[at]
        question, section = places(session, aligned.entry)
        whole = layout_change.kind in _ROWS and not written.isdisjoint(
            (at, at + 1, _first_words(session.alignment, at))
        )
        decision = Decision(Status.AUTOMATIC, "with its cells") if whole else _LEFT
        row = ListedRow(
            id=name,
            kind=layout_change.kind,
            author=layout_change.by.author,
            date=layout_change.by.date,
            status=decision.status,
            reason=decision.reason,
            question=question,
            section=section,
            pos=_pos(session, aligned.entry, aligned.at),
            before="",
            after="",
            lead=_lead(session.alignment, at),
            tail=_tail(session.alignment, at - 1),
            entry=aligned.entry,
            span=(at, at),
        )
        yield at, 0, row


def _name(session: Session, at: int) -> str:
    """Return the place in the review map of a character."""
    entry = session.alignment[at].entry
    return "" if entry is None else f"{session.review_map.entries[entry].name} {session.alignment[at].at}"


def _first_words(alignment: Sequence[AlignedCharacter], at: int) -> int:
    """Return the index of the first character behind the empty cells at ``at``."""
    return next((i for i in range(at, len(alignment)) if alignment[i].character.char not in (PARAGRAPH, BARRIER)), at)


def _pos(session: Session, entry: int | None, at: int) -> Pos | None:
    """Return the place today, None for a page that was not read."""
    if entry is None:
        return None
    exported = session.review_map.entries[entry].pos
    page = session.pages.get(exported.file) if exported else None
    return page.place(entry, at) if page else None


def _lead(alignment: Sequence[AlignedCharacter], first: int) -> str:
    """Return the final words of the paragraph in front of a character."""
    out: list[str] = []
    for aligned in reversed(alignment[max(0, first - 4 * CONTEXT) : first]):
        if aligned.character.char in (PARAGRAPH, BARRIER) or len(out) >= CONTEXT:
            break
        if aligned.character.final:
            out.append(aligned.character.shown)
    return "".join(reversed(out))


def _tail(alignment: Sequence[AlignedCharacter], last: int) -> str:
    """Return the final words of the paragraph behind a character."""
    out: list[str] = []
    if last >= 0 and alignment[last].character.char == PARAGRAPH:
        return ""
    for aligned in alignment[last + 1 : last + 1 + 4 * CONTEXT]:
        if aligned.character.char in (PARAGRAPH, BARRIER) or len(out) >= CONTEXT:
            break
        if aligned.character.final:
            out.append(aligned.character.shown)
    return "".join(out)
