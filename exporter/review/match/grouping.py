"""Group the edited characters of an alignment as changes."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from exporter.ooxml.review_map import ReviewMap
from exporter.ooxml.shown_words import OBJECT
from exporter.review.match.alignment import UNTRACKED, AlignedCharacter, AlignedDocument
from exporter.review.match.changes import ChangeKind, ReviewChange, give_ids
from exporter.review.match.lost_marks import lost_marks
from exporter.review.match.paragraph_marks import starts_paragraph
from exporter.review.match.paragraphs import SIMILAR
from exporter.review.match.style_changes import style_changes
from exporter.review.word.document import BARRIER, PARAGRAPH, RevisionMark, text_of
from exporter.textdiff.move_detection import most_alike, same_elsewhere
from exporter.textdiff.similarity import similarity

_TEXT: Final = (ChangeKind.INSERT, ChangeKind.DELETE, ChangeKind.REPLACE)
_STRUCTURAL: Final = (ChangeKind.SPLIT, ChangeKind.MERGE)
_MOVABLE: Final = (
    (ChangeKind.DELETED_QUESTION, ChangeKind.NEW_QUESTION),
    (ChangeKind.DELETED_PARAGRAPH, ChangeKind.NEW_PARAGRAPH),
)
_MOVED: Final = {
    ChangeKind.NEW_QUESTION: ChangeKind.MOVED_QUESTION,
    ChangeKind.NEW_PARAGRAPH: ChangeKind.MOVED_PARAGRAPH,
}


@dataclass(slots=True)
class _Edit:
    """A range of edited characters by one author, up to a paragraph mark at most."""

    indexes: list[int]
    by: RevisionMark
    at_start: bool
    mark: ChangeKind | None = None  # a split or merge: its paragraph mark is inserted or deleted


def group(
    document: AlignedDocument, alignment: Sequence[AlignedCharacter], review_map: ReviewMap
) -> list[ReviewChange]:
    """Return all changes of text and format in document order, with stable ids."""
    found: list[ReviewChange] = []
    for run in _runs(alignment):
        for part in _without_cancelled(alignment, run):
            found.extend(_of_run(alignment, part))
    found = _questions(_rows(_notes(found, alignment), alignment), alignment, review_map)
    found = _reworded(_moves(found, alignment))
    found.extend(list(lost_marks(found, alignment)))
    found.extend(_formats(alignment))
    found.extend(style_changes(alignment, document, review_map))
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


def _without_cancelled(alignment: Sequence[AlignedCharacter], run: Sequence[int]) -> Iterator[list[int]]:
    """Yield a run without words that were inserted, then deleted, and each stretch of these: they part no change."""
    yield [i for i in run if not alignment[i].cancelled]
    for cancelled, stretch in groupby(run, key=lambda i: alignment[i].cancelled):
        if cancelled:
            yield list(stretch)


def _edits(alignment: Sequence[AlignedCharacter], run: list[int]) -> Iterator[_Edit]:
    """Cut a run after its paragraph marks and where the author changes."""
    edit: _Edit | None = None
    for i in run:
        aligned = alignment[i]
        who = (aligned.by.author, aligned.by is UNTRACKED, aligned.cancelled)
        if edit is not None and (edit.mark or _who(alignment[edit.indexes[-1]]) != who):
            yield edit
            edit = None
        if edit is None:
            edit = _Edit([], aligned.by, starts_paragraph(alignment, _behind_cancelled(alignment, i)))
        edit.indexes.append(i)
        if aligned.character.char == PARAGRAPH and not aligned.cancelled:
            edit.mark = ChangeKind.MERGE if aligned.character.original else ChangeKind.SPLIT
    if edit is not None:
        yield edit


def _behind_cancelled(alignment: Sequence[AlignedCharacter], index: int) -> int:
    """Return the index of the first of the cancelled characters right in front of a character, else its own."""
    while index > 0 and alignment[index - 1].cancelled and alignment[index - 1].character.char != PARAGRAPH:
        index -= 1
    return index


def _who(aligned: AlignedCharacter) -> tuple[str, bool, bool]:
    return (aligned.by.author, aligned.by is UNTRACKED, aligned.cancelled)


def _of_run(alignment: Sequence[AlignedCharacter], run: list[int]) -> Iterator[ReviewChange]:
    """Yield the changes of a run; a split or merge includes the words after its mark."""
    waiting: ReviewChange | None = None
    for edit in _edits(alignment, run):
        kind = _kind(alignment, edit)
        if waiting and waiting.by.author == edit.by.author and kind in (*_STRUCTURAL, *_TEXT):
            waiting.indexes.extend(edit.indexes)
            _set_words(waiting, alignment)
            continue
        if waiting:
            yield waiting
            waiting = None
        change = _change(kind, edit.by, edit.indexes, alignment)
        if kind in _STRUCTURAL:
            waiting = change
        else:
            yield change
    if waiting:
        yield waiting


def _kind(alignment: Sequence[AlignedCharacter], edit: _Edit) -> ChangeKind:
    if alignment[edit.indexes[0]].cancelled:
        return ChangeKind.CANCELLED
    new = any(not alignment[i].character.original for i in edit.indexes)
    old = any(alignment[i].character.original for i in edit.indexes)
    if edit.mark and edit.at_start and new != old:
        return ChangeKind.NEW_PARAGRAPH if edit.mark is ChangeKind.SPLIT else ChangeKind.DELETED_PARAGRAPH
    if edit.mark:
        return edit.mark
    return ChangeKind.REPLACE if new and old else ChangeKind.INSERT if new else ChangeKind.DELETE


def _change(
    kind: ChangeKind, by: RevisionMark, indexes: list[int], alignment: Sequence[AlignedCharacter]
) -> ReviewChange:
    first = alignment[indexes[0]]
    change = ReviewChange(kind, by, list(indexes), first.entry, first.at)
    _set_words(change, alignment)
    return change


def _set_words(change: ReviewChange, alignment: Sequence[AlignedCharacter]) -> None:
    if change.kind is ChangeKind.CANCELLED:
        change.before = text_of(alignment[i].character for i in change.indexes)
        return
    change.before = text_of(
        alignment[i].character for i in (*change.origin, *change.indexes) if alignment[i].character.original
    )
    change.after = text_of(alignment[i].character for i in change.indexes if not alignment[i].character.original)


# --- rows, questions, moves ----------------------------------------------------------------------------------------


def _notes(found: list[ReviewChange], alignment: Sequence[AlignedCharacter]) -> list[ReviewChange]:
    """Join the paragraphs of new and deleted footnotes with the changes that hold their marks."""
    marks: dict[tuple[str, ChangeKind], ReviewChange] = {}
    for change in found:
        for i in change.indexes:
            character = alignment[i].character
            if character.note and character.char == OBJECT and not alignment[i].cancelled:
                kind = ChangeKind.DELETED_PARAGRAPH if character.original else ChangeKind.NEW_PARAGRAPH
                marks[character.note, kind] = change
    joined = set()
    for change in found:
        mark = marks.get((alignment[change.indexes[-1]].character.note, change.kind))
        if mark is not None and mark.kind in _TEXT:
            mark.indexes.extend(change.indexes)
            _set_words(mark, alignment)
            joined.add(id(change))
    return [change for change in found if id(change) not in joined]


def _rows(found: list[ReviewChange], alignment: Sequence[AlignedCharacter]) -> Iterator[ReviewChange]:
    """Replace the changes of all cells of a new row by one change of the row."""
    marks = [aligned.character for aligned in alignment if aligned.character.cell is not None]
    old = {mark.cell.row for mark in marks if mark.cell is not None and mark.original}

    def row(change: ReviewChange) -> int:
        place = alignment[change.indexes[-1]].character.cell if change.kind is ChangeKind.NEW_PARAGRAPH else None
        return -1 if place is None or place.row in old else place.row

    for number, parts in groupby(found, key=row):
        if number < 0:
            yield from parts
        else:
            joined = _joined(ChangeKind.NEW_ROW, list(parts), alignment)
            joined.after = " | ".join(joined.after.removesuffix("¶").split("¶"))
            around = (*range(joined.indexes[0], -1, -1), *range(joined.indexes[-1], len(alignment)))
            beside = next((alignment[i] for i in around if alignment[i].entry is not None), None)
            joined.entry, joined.at = (beside.entry, beside.at) if beside else (None, 0)
            yield joined


def _questions(
    changes: Iterable[ReviewChange], alignment: Sequence[AlignedCharacter], review_map: ReviewMap
) -> list[ReviewChange]:
    """Replace changes of all paragraphs of a question by one change of the question."""
    found, out = list(changes), list[ReviewChange]()
    keys = Counter(e.key for e in review_map.entries)
    asking = {e.key for e in review_map.entries if e.kind == "question"}
    firsts = {e.key: n for n, e in reversed(list(enumerate(review_map.entries)))}
    i = 0
    while i < len(found):
        change = found[i]
        end = i + 1
        if change.kind is ChangeKind.NEW_PARAGRAPH and _asks(change, alignment):
            while end < len(found) and _answers(found[end - 1], found[end], alignment):
                end += 1
            change = _joined(ChangeKind.NEW_QUESTION, found[i:end], alignment)
        elif change.kind is ChangeKind.DELETED_PARAGRAPH and change.entry is not None:
            key = review_map.entries[change.entry].key
            whole = key in asking and firsts[key] == change.entry
            while whole and end < len(found) and _same_deletion(found[end - 1], found[end], key, review_map):
                end += 1
            if whole and end - i == keys[key]:
                change = _joined(ChangeKind.DELETED_QUESTION, found[i:end], alignment)
            else:
                end = i + 1
        out.append(change)
        i = end
    return out


def _asks(change: ReviewChange, alignment: Sequence[AlignedCharacter]) -> bool:
    return alignment[change.indexes[-1]].character.form.kind == "question"


def _answers(before: ReviewChange, after: ReviewChange, alignment: Sequence[AlignedCharacter]) -> bool:
    return (
        after.kind is ChangeKind.NEW_PARAGRAPH
        and after.by.author == before.by.author
        and after.indexes[0] == before.indexes[-1] + 1
        and not _asks(after, alignment)
        and alignment[after.indexes[-1]].character.form.kind != "heading"
    )


def _same_deletion(before: ReviewChange, after: ReviewChange, key: str, review_map: ReviewMap) -> bool:
    return (
        after.kind is ChangeKind.DELETED_PARAGRAPH
        and after.by.author == before.by.author
        and before.entry is not None
        and after.entry == before.entry + 1
        and review_map.entries[after.entry].key == key
    )


def _joined(kind: ChangeKind, parts: Sequence[ReviewChange], alignment: Sequence[AlignedCharacter]) -> ReviewChange:
    return _change(kind, parts[0].by, [i for part in parts for i in part.indexes], alignment)


def _moves(found: list[ReviewChange], alignment: Sequence[AlignedCharacter]) -> list[ReviewChange]:
    """Join a deletion and an insertion of the same words, formats and links as a move."""
    moved: set[int] = set()
    for deleted_kind, new_kind in _MOVABLE:
        deleted = [c for c in found if c.kind is deleted_kind and c.before.strip("¶ ")]
        new = [c for c in found if c.kind is new_kind]
        keys = [_key(c, c.before, alignment) for c in deleted], [_key(c, c.after, alignment) for c in new]
        for i, j in same_elsewhere(*keys):
            moved.add(id(deleted[i]))
            _move(deleted[i], new[j])
    return [c for c in found if id(c) not in moved]


def _reworded(found: list[ReviewChange]) -> list[ReviewChange]:
    """Join the deletion of a question and the insertion of one with similar words as a move with other words."""
    deleted = [c for c in found if c.kind is ChangeKind.DELETED_QUESTION]
    new = [c for c in found if c.kind is ChangeKind.NEW_QUESTION]
    moved: set[int] = set()
    for i, j in most_alike(deleted, new, _alike):
        moved.add(id(deleted[i]))
        _move(deleted[i], new[j])
        new[j].reworded = True
    return [c for c in found if id(c) not in moved]


def _move(deleted: ReviewChange, new: ReviewChange) -> None:
    new.kind, new.origin, new.before = _MOVED[new.kind], list(deleted.indexes), deleted.before


def _alike(deleted: ReviewChange, new: ReviewChange) -> float:
    return similarity(deleted.before, new.after, SIMILAR) if _author(deleted) == _author(new) else 0


def _key(change: ReviewChange, words: str, alignment: Sequence[AlignedCharacter]) -> Hashable:
    return _author(change), tuple(words.split()), tuple(_formats_and_links(change, alignment))


def _author(change: ReviewChange) -> tuple[str, bool]:
    return change.by.author, change.tracked


def _formats_and_links(change: ReviewChange, alignment: Sequence[AlignedCharacter]) -> list[tuple[object, str]]:
    characters = (alignment[i].character for i in change.indexes)
    return [(a.format, a.href) for a in characters if not a.char.isspace() and a.char != PARAGRAPH]


# --- formats -------------------------------------------------------------------------------------------------


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
    change = _change(ChangeKind.FORMAT, alignment[run[0]].character.formatted or UNTRACKED, run, alignment)
    change.before = change.after = text_of(alignment[i].character for i in run)
    return change
