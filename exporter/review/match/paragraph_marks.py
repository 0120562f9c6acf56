"""Paragraph marks at the places that people mean, not where editors write them.

A person who adds a paragraph behind another first inserts its end: ``A[¶B]¶`` means ``A¶[B¶]``. A person who deletes a
paragraph from the end of the one before first deletes that end: ``A[¶B]¶`` means ``A¶[B¶]`` as well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from exporter.review.match.alignment import AlignedCharacter
from exporter.review.word.document import BARRIER, PARAGRAPH, WordCharacter


def place_paragraph_marks(alignment: list[AlignedCharacter]) -> list[AlignedCharacter]:
    """Return the alignment with its paragraph marks at the meant places; both texts stay the same."""
    out = list(alignment)
    for start, end in list(_runs(out)):
        _shift_insertion(out, start, end)
    for start, end in list(_runs(out)):
        _shift_deletion(out, start, end)
    return out


def _runs(alignment: list[AlignedCharacter]) -> Iterator[tuple[int, int]]:
    """Yield ranges of edited characters between barriers."""
    start = None
    for i, aligned in enumerate(alignment):
        changed = not aligned.kept and aligned.character.char != BARRIER
        if changed and start is None:
            start = i
        elif not changed and start is not None:
            yield start, i
            start = None
    if start is not None:
        yield start, len(alignment)


def starts_paragraph(alignment: Sequence[AlignedCharacter], index: int) -> bool:
    """Whether a character is the first of its paragraph."""
    return index == 0 or alignment[index - 1].character.char in (PARAGRAPH, BARRIER)


def _shift_insertion(alignment: list[AlignedCharacter], start: int, end: int) -> None:
    if end >= len(alignment) or alignment[end].character.char != PARAGRAPH or not alignment[end].kept:
        return
    first = next((i for i in range(start, end) if _new_mark(alignment[i])), None)
    if first is None or any(s.character.original for s in alignment[first:end]) or _begins_empty(alignment, first):
        return
    own, new = alignment[end], alignment[first]
    kept = AlignedCharacter(_with_form_of(own.character, new.character), own.entry, own.at, own.index)
    last = AlignedCharacter(_with_form_of(new.character, own.character), new.entry, new.at, new.index)
    alignment[first : end + 1] = [kept, *alignment[first + 1 : end], last]


def _with_form_of(mark: WordCharacter, other: WordCharacter) -> WordCharacter:
    return replace(mark, form=other.form, old_form=other.old_form, formatted=other.formatted)


def _new_mark(aligned: AlignedCharacter) -> bool:
    return aligned.character.char == PARAGRAPH and not aligned.character.original and aligned.character.final


def _begins_empty(alignment: list[AlignedCharacter], index: int) -> bool:
    """Whether no original character of the paragraph precedes an index."""
    while index > 0 and alignment[index - 1].character.char not in (PARAGRAPH, BARRIER):
        index -= 1
        if alignment[index].character.original:
            return False
    return True


def _shift_deletion(alignment: list[AlignedCharacter], start: int, end: int) -> None:
    if end >= len(alignment) or alignment[end].character.char != PARAGRAPH or not alignment[end].kept:
        return
    first = next((i for i in range(start, end) if _old_mark(alignment[i])), None)
    if first is None or _all_deleted_before(alignment, first):
        return
    if any(not s.character.original and s.character.final for s in alignment[first:end]):
        return
    own, gone = alignment[end], alignment[first]
    alignment[first] = AlignedCharacter(replace(gone.character, deleted=None), gone.entry, gone.at, gone.index)
    alignment[end] = AlignedCharacter(
        replace(own.character, deleted=gone.character.deleted), own.entry, own.at, own.index
    )


def _old_mark(aligned: AlignedCharacter) -> bool:
    return aligned.character.char == PARAGRAPH and aligned.character.original and not aligned.character.final


def _all_deleted_before(alignment: list[AlignedCharacter], index: int) -> bool:
    """Whether no final character of the paragraph precedes an index."""
    while index > 0 and alignment[index - 1].character.char not in (PARAGRAPH, BARRIER):
        index -= 1
        if alignment[index].character.final:
            return False
    return True
