"""Changes of a reviewer: the edited characters of an alignment in groups."""

import hashlib
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from exporter.ooxml.review_map import ReviewMap
from exporter.review.match.alignment import OUTSIDE, UNTRACKED, AlignedCharacter, AlignedDocument
from exporter.review.match.paragraph_marks import starts_paragraph
from exporter.review.match.paragraphs import SIMILAR
from exporter.review.word.document import BARRIER, PARAGRAPH, TrackedChange, text_of
from exporter.textdiff.move_detection import most_alike, same_elsewhere
from exporter.textdiff.similarity import similarity

_STRUCTURAL: Final = ("split", "merge")
_HEADING: Final = re.compile("heading ?[1-9]", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class ReviewChange:
    """A change. ``indexes`` are those of its characters in the alignment, ``entry`` and ``at`` its place in the map.

    ``kind`` is one of: insert, delete, replace, split, merge, new paragraph, deleted paragraph, moved paragraph,
    new question, deleted question, moved question, format, style, link, void. ``before`` and ``after`` are the words
    that change. ``origin`` are, of a move, the indexes of the characters deleted in the old place;
    ``reworded`` says that the words differ in the new one.
    """

    kind: str
    by: TrackedChange
    indexes: list[int]
    entry: int
    at: int
    before: str = ""
    after: str = ""
    origin: list[int] = field(default_factory=list)
    reworded: bool = False
    id: str = ""

    @property
    def tracked(self) -> bool:
        """Whether the file says who made it."""
        return self.by is not UNTRACKED


@dataclass(slots=True)
class _Piece:
    """A range of edited characters by one author, up to a paragraph mark at most."""

    indexes: list[int]
    by: TrackedChange
    at_start: bool
    ending: str = ""  # inserted, deleted: what its paragraph mark is, "" without one


def group(
    document: AlignedDocument, alignment: Sequence[AlignedCharacter], review_map: ReviewMap
) -> list[ReviewChange]:
    """All changes of text and format in document order, with stable ids."""
    found: list[ReviewChange] = []
    for run in _runs(alignment):
        found.extend(_of_run(alignment, run))
    found = _questions(found, alignment, review_map, document)
    found = _reworded(_moves(found, alignment))
    found.extend(_formats(alignment))
    found.extend(_styles(alignment, document, review_map))
    found.sort(key=lambda c: (c.indexes or c.origin)[0])
    give_ids(found, review_map)
    return found


def _runs(alignment: Sequence[AlignedCharacter]) -> Iterator[list[int]]:
    run: list[int] = []
    for i, aligned in enumerate(alignment):
        if aligned.kept or aligned.character.char == BARRIER:
            if run:
                yield run
            run = []
        else:
            run.append(i)
    if run:
        yield run


def _pieces(alignment: Sequence[AlignedCharacter], run: list[int]) -> Iterator[_Piece]:
    """A run cut after its paragraph marks and where the author changes."""
    piece: _Piece | None = None
    for i in run:
        aligned = alignment[i]
        who = (aligned.by.author, aligned.by is UNTRACKED, aligned.void)
        if piece is not None and (piece.ending or _who(alignment[piece.indexes[-1]]) != who):
            yield piece
            piece = None
        if piece is None:
            piece = _Piece([], aligned.by, starts_paragraph(alignment, i))
        piece.indexes.append(i)
        if aligned.character.char == PARAGRAPH and not aligned.void:
            piece.ending = "deleted" if aligned.character.original else "inserted"
    if piece is not None:
        yield piece


def _who(aligned: AlignedCharacter) -> tuple[str, bool, bool]:
    return (aligned.by.author, aligned.by is UNTRACKED, aligned.void)


def _of_run(alignment: Sequence[AlignedCharacter], run: list[int]) -> Iterator[ReviewChange]:
    """The changes of one run: a split or merge takes the words after its mark along."""
    waiting: ReviewChange | None = None
    for piece in _pieces(alignment, run):
        kind = _kind(alignment, piece)
        if waiting and waiting.by.author == piece.by.author and kind in (*_STRUCTURAL, *_TEXT):
            waiting.indexes.extend(piece.indexes)
            _words(waiting, alignment)
            continue
        if waiting:
            yield waiting
            waiting = None
        change = _change(kind, piece.by, piece.indexes, alignment)
        if kind in _STRUCTURAL:
            waiting = change
        else:
            yield change
    if waiting:
        yield waiting


_TEXT: Final = ("insert", "delete", "replace")


def _kind(alignment: Sequence[AlignedCharacter], piece: _Piece) -> str:
    if alignment[piece.indexes[0]].void:
        return "void"
    new = any(not alignment[i].character.original for i in piece.indexes)
    old = any(alignment[i].character.original for i in piece.indexes)
    if piece.ending and piece.at_start and new != old:
        return "new paragraph" if piece.ending == "inserted" else "deleted paragraph"
    if piece.ending:
        return "split" if piece.ending == "inserted" else "merge"
    return "replace" if new and old else "insert" if new else "delete"


def _change(kind: str, by: TrackedChange, indexes: list[int], alignment: Sequence[AlignedCharacter]) -> ReviewChange:
    first = alignment[indexes[0]]
    change = ReviewChange(kind, by, list(indexes), first.entry, first.at)
    _words(change, alignment)
    return change


def _words(change: ReviewChange, alignment: Sequence[AlignedCharacter]) -> None:
    if change.kind == "void":
        change.before = text_of(alignment[i].character for i in change.indexes)
        return
    change.before = text_of(
        alignment[i].character for i in (*change.origin, *change.indexes) if alignment[i].character.original
    )
    change.after = text_of(alignment[i].character for i in change.indexes if not alignment[i].character.original)


# --- questions, moves ------------------------------------------------------------------------------------------------


def style_kind(aligned: AlignedCharacter, document: AlignedDocument) -> str:
    """The kind of paragraph that a mark's style makes, by what the document's other paragraphs show.

    A heading of a level that the document does not have yet is known by its style's name.
    """
    style = aligned.character.style
    known = document.kinds.get(style) or document.kinds.get(style.partition("+")[0])
    return known or ("heading" if _HEADING.fullmatch(style) else "paragraph")


def _questions(
    found: list[ReviewChange], alignment: Sequence[AlignedCharacter], review_map: ReviewMap, document: AlignedDocument
) -> list[ReviewChange]:
    """Whole questions instead of their paragraphs."""
    out: list[ReviewChange] = []
    keys = Counter(e.key for e in review_map.entries)
    asking = {e.key for e in review_map.entries if e.kind == "question"}
    firsts = {e.key: n for n, e in reversed(list(enumerate(review_map.entries)))}
    i = 0
    while i < len(found):
        change = found[i]
        end = i + 1
        if change.kind == "new paragraph" and style_kind(alignment[change.indexes[-1]], document) == "question":
            while end < len(found) and _answers(found[end - 1], found[end], alignment, document):
                end += 1
            change = _joined("new question", found[i:end], alignment)
        elif change.kind == "deleted paragraph" and change.entry != OUTSIDE:
            key = review_map.entries[change.entry].key
            whole = key in asking and firsts[key] == change.entry
            while whole and end < len(found) and _same_deletion(found[end - 1], found[end], key, review_map):
                end += 1
            if whole and end - i == keys[key]:
                change = _joined("deleted question", found[i:end], alignment)
            else:
                end = i + 1
        out.append(change)
        i = end
    return out


def _answers(
    before: ReviewChange, after: ReviewChange, alignment: Sequence[AlignedCharacter], document: AlignedDocument
) -> bool:
    return (
        after.kind == "new paragraph"
        and after.by.author == before.by.author
        and after.indexes[0] == before.indexes[-1] + 1
        and style_kind(alignment[after.indexes[-1]], document) != "question"
    )


def _same_deletion(before: ReviewChange, after: ReviewChange, key: str, review_map: ReviewMap) -> bool:
    return (
        after.kind == "deleted paragraph"
        and after.by.author == before.by.author
        and after.entry == before.entry + 1
        and review_map.entries[after.entry].key == key
    )


def _joined(kind: str, parts: Sequence[ReviewChange], alignment: Sequence[AlignedCharacter]) -> ReviewChange:
    return _change(kind, parts[0].by, [i for part in parts for i in part.indexes], alignment)


def _moves(found: list[ReviewChange], alignment: Sequence[AlignedCharacter]) -> list[ReviewChange]:
    """What was deleted in one place and put in as it was in another, looks and links too."""
    taken: set[int] = set()
    for what in ("question", "paragraph"):
        gone = [c for c in found if c.kind == f"deleted {what}" and c.before.strip("¶ ")]
        come = [c for c in found if c.kind == f"new {what}"]
        keys = [_key(c, c.before, alignment) for c in gone], [_key(c, c.after, alignment) for c in come]
        for i, j in same_elsewhere(*keys):
            taken.add(id(gone[i]))
            _move(gone[i], come[j])
    return [c for c in found if id(c) not in taken]


def _reworded(found: list[ReviewChange]) -> list[ReviewChange]:
    """Questions that were moved and changed on the way: one taken out, and one put in that mostly says the same."""
    gone = [c for c in found if c.kind == "deleted question"]
    come = [c for c in found if c.kind == "new question"]
    taken: set[int] = set()
    for i, j in most_alike(gone, come, _alike):
        taken.add(id(gone[i]))
        _move(gone[i], come[j])
        come[j].reworded = True
    return [c for c in found if id(c) not in taken]


def _move(gone: ReviewChange, new: ReviewChange) -> None:
    new.kind, new.origin, new.before = new.kind.replace("new", "moved"), list(gone.indexes), gone.before


def _alike(gone: ReviewChange, new: ReviewChange) -> float:
    return similarity(gone.before, new.after, SIMILAR) if _by(gone) == _by(new) else 0


def _key(change: ReviewChange, words: str, alignment: Sequence[AlignedCharacter]) -> Hashable:
    return _by(change), tuple(words.split()), tuple(_looks(change, alignment))


def _by(change: ReviewChange) -> tuple[str, bool]:
    return change.by.author, change.tracked


def _looks(change: ReviewChange, alignment: Sequence[AlignedCharacter]) -> list[tuple[object, str]]:
    characters = (alignment[i].character for i in change.indexes)
    return [(a.format, a.href) for a in characters if not a.char.isspace() and a.char != PARAGRAPH]


# --- formats, styles -------------------------------------------------------------------------------------------------


def _formats(alignment: Sequence[AlignedCharacter]) -> Iterator[ReviewChange]:
    run: list[int] = []
    for i, aligned in enumerate(alignment):
        same = (
            run and _format_key(aligned) == _format_key(alignment[run[0]]) and alignment[run[-1]].entry == aligned.entry
        )
        if run and not same:
            yield _format_change(alignment, run)
            run = []
        if aligned.kept and aligned.character.old is not None and aligned.character.char != PARAGRAPH:
            run.append(i)
    if run:
        yield _format_change(alignment, run)


def _format_key(aligned: AlignedCharacter) -> object:
    author = aligned.character.formatted.author if aligned.character.formatted else ""
    return (aligned.kept, aligned.character.old, aligned.character.format, author)


def _format_change(alignment: Sequence[AlignedCharacter], run: list[int]) -> ReviewChange:
    change = _change("format", alignment[run[0]].character.formatted or UNTRACKED, run, alignment)
    change.before = change.after = text_of(alignment[i].character for i in run)
    return change


def _styles(
    alignment: Sequence[AlignedCharacter], document: AlignedDocument, review_map: ReviewMap
) -> Iterator[ReviewChange]:
    """Paragraphs of another style: tracked in Word, untracked in LibreOffice. Told by kinds, or by styles of one."""
    for i, aligned in enumerate(alignment):
        if aligned.character.char != PARAGRAPH or not aligned.kept or aligned.entry == OUTSIDE or aligned.index < 0:
            continue
        exported = review_map.entries[aligned.entry]
        if aligned.character.style == document.styles.get(exported.style, aligned.character.style):
            continue
        old, new = exported.kind, style_kind(aligned, document)
        if old == new:
            old, new = document.styles[exported.style], aligned.character.style
        tracked = aligned.character.formatted if aligned.character.old_style is not None else None
        yield ReviewChange("style", tracked or UNTRACKED, [i], aligned.entry, aligned.at, before=old, after=new)


# --- ids -------------------------------------------------------------------------------------------------------------


def give_ids(found: Iterable[ReviewChange], review_map: ReviewMap) -> None:
    """Ids that hang on the change alone, so that a list made earlier still names the same changes."""
    seen: Counter[str] = Counter()
    for change in found:
        name = review_map.entries[change.entry].name if change.entry != OUTSIDE else ""
        what = "\0".join((name, change.kind, str(change.at), change.by.author, change.before, change.after))
        digest = hashlib.sha256(what.encode()).hexdigest()[:8]
        seen[digest] += 1
        change.id = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
