"""Paragraph marks as people mean them, not as editors write them.

Who adds a paragraph behind another inserts its end first: ``A[¶B]¶`` means ``A¶[B¶]``. Who removes a paragraph from the
end of the one before deletes that one's end first: ``A[¶B]¶`` with the brackets deleted means ``A¶[B¶]`` as well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from exporter.review.match.alignment import Slot
from exporter.review.word.document import BARRIER, PARAGRAPH


def as_meant(slots: list[Slot]) -> list[Slot]:
    """The slots with their paragraph marks where they are meant; the two texts stay the same."""
    out = list(slots)
    for start, end in list(_runs(out)):
        _shift_insertion(out, start, end)
    for start, end in list(_runs(out)):
        _shift_deletion(out, start, end)
    return out


def _runs(slots: list[Slot]) -> Iterator[tuple[int, int]]:
    """Stretches of changed slots, barriers apart."""
    start = None
    for i, slot in enumerate(slots):
        changed = not slot.kept and slot.atom.char != BARRIER
        if changed and start is None:
            start = i
        elif not changed and start is not None:
            yield start, i
            start = None
    if start is not None:
        yield start, len(slots)


def starts_paragraph(slots: Sequence[Slot], index: int) -> bool:
    """Whether a slot is the first of its paragraph."""
    return index == 0 or slots[index - 1].atom.char in (PARAGRAPH, BARRIER)


def _shift_insertion(slots: list[Slot], start: int, end: int) -> None:
    if end >= len(slots) or slots[end].atom.char != PARAGRAPH or not slots[end].kept:
        return
    first = next((i for i in range(start, end) if _new_mark(slots[i])), None)
    if first is None or any(s.atom.original for s in slots[first:end]) or _begins_empty(slots, first):
        return
    own, new = slots[end], slots[first]
    kept = Slot(replace(own.atom, style=new.atom.style), own.entry, own.at, own.source)
    last = Slot(replace(new.atom, style=own.atom.style), new.entry, new.at, new.source)
    slots[first : end + 1] = [kept, *slots[first + 1 : end], last]


def _new_mark(slot: Slot) -> bool:
    return slot.atom.char == PARAGRAPH and not slot.atom.original and slot.atom.final


def _begins_empty(slots: list[Slot], index: int) -> bool:
    """Whether nothing of the original paragraph stands before a slot."""
    while index > 0 and slots[index - 1].atom.char not in (PARAGRAPH, BARRIER):
        index -= 1
        if slots[index].atom.original:
            return False
    return True


def _shift_deletion(slots: list[Slot], start: int, end: int) -> None:
    if end >= len(slots) or slots[end].atom.char != PARAGRAPH or not slots[end].kept:
        return
    first = next((i for i in range(start, end) if _old_mark(slots[i])), None)
    if first is None or _all_deleted_before(slots, first):
        return
    if any(not s.atom.original and s.atom.final for s in slots[first:end]):
        return
    own, gone = slots[end], slots[first]
    slots[first] = Slot(replace(gone.atom, deleted=None), gone.entry, gone.at, gone.source)
    slots[end] = Slot(replace(own.atom, deleted=gone.atom.deleted), own.entry, own.at, own.source)


def _old_mark(slot: Slot) -> bool:
    return slot.atom.char == PARAGRAPH and slot.atom.original and not slot.atom.final


def _all_deleted_before(slots: list[Slot], index: int) -> bool:
    """Whether nothing that stays stands before a slot in its paragraph."""
    while index > 0 and slots[index - 1].atom.char not in (PARAGRAPH, BARRIER):
        index -= 1
        if slots[index].atom.final:
            return False
    return True
