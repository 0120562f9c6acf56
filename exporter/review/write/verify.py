"""The accepted text of a reviewed file, paragraph by paragraph, and where the page shows it.

It serves two ends: proof that a written page says what the reviewer saw, without knowing how it was written; and to
notice what a page has already. Blanks are no part of it: joined paragraphs get one that nobody typed.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from exporter.review.match.alignment import OUTSIDE, Slot
from exporter.review.match.changes import Change
from exporter.review.match.text_blocks import Leaf
from exporter.review.word.document import BARRIER, PARAGRAPH, Format
from exporter.review.write.inline_writer import SAYABLE
from exporter.review.write.page_plan import Expected, shown_of
from exporter.review.write.planner import Planning
from exporter.review.write.text_edits import PLAIN_KINDS
from exporter.textdiff.alignment import opcodes

_ANY: Final = "?"
_NEW: Final = frozenset(("new paragraph", "moved paragraph", "new question", "moved question"))
_GONE: Final = frozenset(("deleted paragraph", "deleted question"))


@dataclass(slots=True)
class Paragraph:
    """One paragraph: its characters, each with the looks it may have (none where that is not known) and its link.

    ``units`` are those of the page that it belongs to, ``entries`` those of the map whose words it keeps, ``changes``
    the ids of those in it. ``sure`` is False where the page does not show all of these words, or not as exported.
    """

    chars: list[tuple[str, frozenset[Format], str]] = field(default_factory=list)
    units: set[int] = field(default_factory=set)
    entries: set[int] = field(default_factory=set)
    changes: set[str] = field(default_factory=set)
    sure: bool = True


def accepted(planning: Planning, written: Collection[Change]) -> list[Paragraph]:
    """The paragraphs of the file with these changes accepted and all others rejected."""
    return [paragraph for paragraph in _paragraphs(planning, written) if paragraph.chars]


def _paragraphs(planning: Planning, written: Collection[Change]) -> Iterator[Paragraph]:
    done = {i: change for change in written for i in (*change.slots, *change.origin)}
    looks = _looks(planning)
    paragraph = Paragraph()
    for i, slot in enumerate(planning.slots):
        change = done.get(i)
        if change is not None and (change.kind not in _NEW or not slot.atom.original):
            paragraph.changes.add(change.id)
        if slot.atom.char != BARRIER and not _stays(slot, change is not None):
            continue
        if slot.atom.char in (PARAGRAPH, BARRIER):
            yield paragraph
            paragraph = Paragraph(changes={change.id} if change is not None and change.kind == "split" else set())
        elif not slot.atom.char.isspace():
            _take(planning, paragraph, slot, change, looks)
    yield paragraph


def _stays(slot: Slot, written: bool) -> bool:
    return not slot.void and (slot.kept or written != slot.atom.original)


def _take(planning: Planning, paragraph: Paragraph, slot: Slot, change: Change | None, looks: "_Looks") -> None:
    atom, target = slot.atom, planning.targets.get(slot.entry)
    if target is None or not target.same:
        paragraph.sure = False
    else:
        paragraph.units.add(target.leaf.unit.index)
    if not atom.original:
        own = frozenset("c") if "c" in atom.format else atom.format & SAYABLE
        href = planning.draft.target(atom.href) if atom.href else _ANY
        paragraph.chars.append((atom.char, looks.get((slot.entry, atom.format), frozenset()) | {own}, href))
        return
    paragraph.entries.add(slot.entry)
    if target is None or not target.same:
        paragraph.chars.append((atom.char, frozenset(), _ANY))
    elif slot.at >= target.generated:
        place = target.places[slot.at]
        if place is None:
            paragraph.sure = False
        else:
            paragraph.chars.append(_kept(planning, target.leaf, place, slot, change))


def _kept(
    planning: Planning, leaf: Leaf, place: int, slot: Slot, change: Change | None
) -> tuple[str, frozenset[Format], str]:
    atom, char = slot.atom, leaf.chars[place]
    look, href = char.format, char.href
    if change is not None and change.kind == "format":
        old = atom.old or frozenset()
        look = (look | (atom.format - old) & SAYABLE) - (old - atom.format)
    if change is not None and change.kind == "link":
        href = planning.draft.target(atom.href) if atom.href else ""
    return char.char, frozenset([look]), href


_Looks = dict[tuple[int, Format], frozenset[Format]]
"""What characters of a paragraph that look so in the file look like in the page."""


def _looks(planning: Planning) -> _Looks:
    found: _Looks = {}
    for slot in planning.slots:
        target = planning.targets.get(slot.entry)
        if target is None or not slot.atom.original or slot.at >= len(target.base):
            continue
        place = target.places[slot.at]
        if place is not None:
            key = (slot.entry, slot.atom.format)
            found[key] = found.get(key, frozenset()) | {target.leaf.chars[place].format}
    return found


_Shown = list[tuple[str, Format, str]]


def _shown(leaf: Leaf) -> _Shown:
    return [c for c in shown_of(leaf) if not c[0].isspace()]


def _shows(leaf: Leaf, shown: _Shown, paragraph: Paragraph) -> bool:
    if len(shown) != len(paragraph.chars):
        return False
    plain = leaf.kind in PLAIN_KINDS
    return all(
        char == own and (plain or ((not looks or look in looks) and href in (target, _ANY, "")))
        for (char, look, target), (own, looks, href) in zip(shown, paragraph.chars, strict=True)
    )


def unseen(planning: Planning, written: Collection[Change], found: Sequence[Leaf]) -> set[int]:
    """The units of the first paragraph that a page does not show where the accepted text has it."""
    order = [target.leaf.index for _, target in sorted(planning.targets.items())]
    shown = [(leaf, _shown(leaf)) for leaf in found]
    start = 0
    for paragraph in accepted(planning, written):
        if not paragraph.sure or not paragraph.units:
            continue
        at = next((n for n in range(start, len(shown)) if _shows(*shown[n], paragraph)), None)
        if at is None:
            return paragraph.units
        if order == sorted(order):
            start = at + 1
    return set()


def present(planning: Planning, change: Change, wanted: Sequence[Sequence[Paragraph]]) -> bool:
    """Whether the page of today shows what a change leads to where it belongs; ``wanted`` are texts to look for."""
    if change.kind in _GONE or not wanted:
        return False
    texts = [[p for p in text if change.id in p.changes] for text in wanted]
    own = {planning.slots[i].entry for i in (change.origin if change.kind in _NEW else change.slots)}
    own |= {entry for text in texts for paragraph in text for entry in paragraph.entries}
    own.discard(OUTSIDE)
    if change.kind not in _NEW and own and all(e in planning.targets and planning.targets[e].same for e in own):
        return False
    others = {t.leaf.index for e, t in planning.targets.items() if t.same and e not in own}
    free = [(leaf, _shown(leaf)) for leaf in _between(planning, change, own) if leaf.index not in others]
    return any(_stand(free, text) for text in texts)


def _between(planning: Planning, change: Change, own: set[int]) -> Sequence[Leaf]:
    """The leaves of today from the paragraph before a change to the one behind it, its ``own`` among them."""
    after, before = planning.around(change, own)
    leaves = planning.draft.leaves
    start = after.index + 1 if after is not None else 0
    return leaves[start : before.index if before is not None else len(leaves)]


def _stand(free: Sequence[tuple[Leaf, _Shown]], paragraphs: Sequence[Paragraph]) -> bool:
    """Whether paragraphs stand among leaves in their order."""
    at = 0
    for paragraph in paragraphs:
        found = next((n for n in range(at, len(free)) if _shows(*free[n], paragraph)), None)
        if found is None:
            return False
        at = found + 1
    return bool(paragraphs)


def wrong_units(expected: Sequence[Expected], written: Sequence[Leaf]) -> set[int]:
    """The units that did not come out as expected: words, emphasis, links, and the blocks around each paragraph."""
    found = [(leaf.kind, shown_of(leaf)) for leaf in written]
    wanted = [(e.kind, e.shown) for e in expected]
    if found == wanted:
        return {e.unit for e, leaf in zip(expected, written, strict=True) if e.path and e.path != leaf.path}
    wrong: set[int] = set()
    for tag, i1, i2, _, _ in opcodes(wanted, found):
        if tag == "insert":
            wrong |= {expected[i].unit for i in (i1 - 1, i1) if 0 <= i < len(expected)}
        elif tag != "equal":
            wrong |= {expected[i].unit for i in range(i1, i2)}
    return wrong
