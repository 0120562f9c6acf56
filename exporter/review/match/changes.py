"""What a reviewer did, change by change: the grouping of a script's slots."""

import hashlib
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from exporter.ooxml.review_map import ReviewMap
from exporter.review.match.alignment import OUTSIDE, UNTRACKED, Script, Slot
from exporter.review.match.paragraph_marks import starts_paragraph
from exporter.review.match.paragraphs import SIMILAR
from exporter.review.word.document import BARRIER, PARAGRAPH, Mark, text_of
from exporter.textdiff.move_detection import most_alike, same_elsewhere
from exporter.textdiff.similarity import similarity

_STRUCTURAL: Final = ("split", "merge")
_HEADING: Final = re.compile("heading ?[1-9]", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Change:
    """One change. ``slots`` are indexes into the script, ``entry`` and ``at`` its first place in the map.

    ``kind`` is one of: insert, delete, replace, split, merge, new paragraph, deleted paragraph, moved paragraph,
    new question, deleted question, moved question, format, style, link, void. ``before`` and ``after`` are the words
    that change. ``origin`` is, for what moved, where it stood: slots that are deleted there; ``reworded`` says that it
    is not the same in its new place.
    """

    kind: str
    mark: Mark
    slots: list[int]
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
        return self.mark is not UNTRACKED


@dataclass(slots=True)
class _Piece:
    """A stretch of changed slots by one author, up to a paragraph mark at most."""

    slots: list[int]
    mark: Mark
    at_start: bool
    ending: str = ""  # inserted, deleted: what its paragraph mark is, "" without one


def group(script: Script, slots: Sequence[Slot], review_map: ReviewMap) -> list[Change]:
    """All changes of text and format in document order, with stable ids."""
    found: list[Change] = []
    for run in _runs(slots):
        found.extend(_of_run(slots, run))
    found = _questions(found, slots, review_map, script)
    found = _reworded(_moves(found, slots))
    found.extend(_formats(slots))
    found.extend(_styles(slots, script, review_map))
    found.sort(key=lambda c: (c.slots or c.origin)[0])
    give_ids(found, review_map)
    return found


def _runs(slots: Sequence[Slot]) -> Iterator[list[int]]:
    run: list[int] = []
    for i, slot in enumerate(slots):
        if slot.kept or slot.atom.char == BARRIER:
            if run:
                yield run
            run = []
        else:
            run.append(i)
    if run:
        yield run


def _pieces(slots: Sequence[Slot], run: list[int]) -> Iterator[_Piece]:
    """A run cut after its paragraph marks and where the author changes."""
    piece: _Piece | None = None
    for i in run:
        slot = slots[i]
        who = (slot.mark.author, slot.mark is UNTRACKED, slot.void)
        if piece is not None and (piece.ending or _who(slots[piece.slots[-1]]) != who):
            yield piece
            piece = None
        if piece is None:
            piece = _Piece([], slot.mark, starts_paragraph(slots, i))
        piece.slots.append(i)
        if slot.atom.char == PARAGRAPH and not slot.void:
            piece.ending = "deleted" if slot.atom.original else "inserted"
    if piece is not None:
        yield piece


def _who(slot: Slot) -> tuple[str, bool, bool]:
    return (slot.mark.author, slot.mark is UNTRACKED, slot.void)


def _of_run(slots: Sequence[Slot], run: list[int]) -> Iterator[Change]:
    """The changes of one run: a split or merge takes the words after its mark along."""
    waiting: Change | None = None
    for piece in _pieces(slots, run):
        kind = _kind(slots, piece)
        if waiting and waiting.mark.author == piece.mark.author and kind in (*_STRUCTURAL, *_TEXT):
            waiting.slots.extend(piece.slots)
            _words(waiting, slots)
            continue
        if waiting:
            yield waiting
            waiting = None
        change = _change(kind, piece.mark, piece.slots, slots)
        if kind in _STRUCTURAL:
            waiting = change
        else:
            yield change
    if waiting:
        yield waiting


_TEXT: Final = ("insert", "delete", "replace")


def _kind(slots: Sequence[Slot], piece: _Piece) -> str:
    if slots[piece.slots[0]].void:
        return "void"
    new = any(not slots[i].atom.original for i in piece.slots)
    old = any(slots[i].atom.original for i in piece.slots)
    if piece.ending and piece.at_start and new != old:
        return "new paragraph" if piece.ending == "inserted" else "deleted paragraph"
    if piece.ending:
        return "split" if piece.ending == "inserted" else "merge"
    return "replace" if new and old else "insert" if new else "delete"


def _change(kind: str, mark: Mark, indexes: list[int], slots: Sequence[Slot]) -> Change:
    first = slots[indexes[0]]
    change = Change(kind, mark, list(indexes), first.entry, first.at)
    _words(change, slots)
    return change


def _words(change: Change, slots: Sequence[Slot]) -> None:
    if change.kind == "void":
        change.before = text_of(slots[i].atom for i in change.slots)
        return
    change.before = text_of(slots[i].atom for i in (*change.origin, *change.slots) if slots[i].atom.original)
    change.after = text_of(slots[i].atom for i in change.slots if not slots[i].atom.original)


# --- questions, moves ------------------------------------------------------------------------------------------------


def style_kind(slot: Slot, script: Script) -> str:
    """The kind of paragraph that a mark's style makes, by what the document's other paragraphs show.

    A heading of a level that the document does not have yet is known by its style's name.
    """
    style = slot.atom.style
    known = script.kinds.get(style) or script.kinds.get(style.partition("+")[0])
    return known or ("heading" if _HEADING.fullmatch(style) else "paragraph")


def _questions(found: list[Change], slots: Sequence[Slot], review_map: ReviewMap, script: Script) -> list[Change]:
    """Whole questions instead of their paragraphs."""
    out: list[Change] = []
    keys = Counter(e.key for e in review_map.entries)
    asking = {e.key for e in review_map.entries if e.kind == "question"}
    firsts = {e.key: n for n, e in reversed(list(enumerate(review_map.entries)))}
    i = 0
    while i < len(found):
        change = found[i]
        end = i + 1
        if change.kind == "new paragraph" and style_kind(slots[change.slots[-1]], script) == "question":
            while end < len(found) and _answers(found[end - 1], found[end], slots, script):
                end += 1
            change = _joined("new question", found[i:end], slots)
        elif change.kind == "deleted paragraph" and change.entry != OUTSIDE:
            key = review_map.entries[change.entry].key
            whole = key in asking and firsts[key] == change.entry
            while whole and end < len(found) and _same_deletion(found[end - 1], found[end], key, review_map):
                end += 1
            if whole and end - i == keys[key]:
                change = _joined("deleted question", found[i:end], slots)
            else:
                end = i + 1
        out.append(change)
        i = end
    return out


def _answers(before: Change, after: Change, slots: Sequence[Slot], script: Script) -> bool:
    return (
        after.kind == "new paragraph"
        and after.mark.author == before.mark.author
        and after.slots[0] == before.slots[-1] + 1
        and style_kind(slots[after.slots[-1]], script) != "question"
    )


def _same_deletion(before: Change, after: Change, key: str, review_map: ReviewMap) -> bool:
    return (
        after.kind == "deleted paragraph"
        and after.mark.author == before.mark.author
        and after.entry == before.entry + 1
        and review_map.entries[after.entry].key == key
    )


def _joined(kind: str, parts: Sequence[Change], slots: Sequence[Slot]) -> Change:
    return _change(kind, parts[0].mark, [i for part in parts for i in part.slots], slots)


def _moves(found: list[Change], slots: Sequence[Slot]) -> list[Change]:
    """What was deleted in one place and put in as it was in another, looks and links too."""
    taken: set[int] = set()
    for what in ("question", "paragraph"):
        gone = [c for c in found if c.kind == f"deleted {what}" and c.before.strip("¶ ")]
        come = [c for c in found if c.kind == f"new {what}"]
        keys = [_key(c, c.before, slots) for c in gone], [_key(c, c.after, slots) for c in come]
        for i, j in same_elsewhere(*keys):
            taken.add(id(gone[i]))
            _move(gone[i], come[j])
    return [c for c in found if id(c) not in taken]


def _reworded(found: list[Change]) -> list[Change]:
    """Questions that were moved and changed on the way: one taken out, and one put in that mostly says the same."""
    gone = [c for c in found if c.kind == "deleted question"]
    come = [c for c in found if c.kind == "new question"]
    taken: set[int] = set()
    for i, j in most_alike(gone, come, _alike):
        taken.add(id(gone[i]))
        _move(gone[i], come[j])
        come[j].reworded = True
    return [c for c in found if id(c) not in taken]


def _move(gone: Change, new: Change) -> None:
    new.kind, new.origin, new.before = new.kind.replace("new", "moved"), list(gone.slots), gone.before


def _alike(gone: Change, new: Change) -> float:
    return similarity(gone.before, new.after, SIMILAR) if _by(gone) == _by(new) else 0


def _key(change: Change, words: str, slots: Sequence[Slot]) -> Hashable:
    return _by(change), tuple(words.split()), tuple(_looks(change, slots))


def _by(change: Change) -> tuple[str, bool]:
    return change.mark.author, change.tracked


def _looks(change: Change, slots: Sequence[Slot]) -> list[tuple[object, str]]:
    atoms = (slots[i].atom for i in change.slots)
    return [(a.format, a.href) for a in atoms if not a.char.isspace() and a.char != PARAGRAPH]


# --- formats, styles -------------------------------------------------------------------------------------------------


def _formats(slots: Sequence[Slot]) -> Iterator[Change]:
    run: list[int] = []
    for i, slot in enumerate(slots):
        same = run and _format_key(slot) == _format_key(slots[run[0]]) and slots[run[-1]].entry == slot.entry
        if run and not same:
            yield _format_change(slots, run)
            run = []
        if slot.kept and slot.atom.old is not None and slot.atom.char != PARAGRAPH:
            run.append(i)
    if run:
        yield _format_change(slots, run)


def _format_key(slot: Slot) -> object:
    author = slot.atom.formatted.author if slot.atom.formatted else ""
    return (slot.kept, slot.atom.old, slot.atom.format, author)


def _format_change(slots: Sequence[Slot], run: list[int]) -> Change:
    change = _change("format", slots[run[0]].atom.formatted or UNTRACKED, run, slots)
    change.before = change.after = text_of(slots[i].atom for i in run)
    return change


def _styles(slots: Sequence[Slot], script: Script, review_map: ReviewMap) -> Iterator[Change]:
    """Paragraphs of another style: tracked in Word, untracked in LibreOffice. Told by kinds, or by styles of one."""
    for i, slot in enumerate(slots):
        if slot.atom.char != PARAGRAPH or not slot.kept or slot.entry == OUTSIDE or slot.source < 0:
            continue
        exported = review_map.entries[slot.entry]
        if slot.atom.style == script.styles.get(exported.style, slot.atom.style):
            continue
        old, new = exported.kind, style_kind(slot, script)
        if old == new:
            old, new = script.styles[exported.style], slot.atom.style
        tracked = slot.atom.formatted if slot.atom.old_style is not None else None
        yield Change("style", tracked or UNTRACKED, [i], slot.entry, slot.at, before=old, after=new)


# --- ids -------------------------------------------------------------------------------------------------------------


def give_ids(found: Iterable[Change], review_map: ReviewMap) -> None:
    """Ids that hang on the change alone, so that a list made earlier still names the same changes."""
    seen: Counter[str] = Counter()
    for change in found:
        name = review_map.entries[change.entry].name if change.entry != OUTSIDE else ""
        what = "\0".join((name, change.kind, str(change.at), change.mark.author, change.before, change.after))
        digest = hashlib.sha256(what.encode()).hexdigest()[:8]
        seen[digest] += 1
        change.id = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
