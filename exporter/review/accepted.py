"""Proof against the reviewed file itself: each paragraph that its accepted text has stands in the written page.

It knows nothing of how the page was written. Blanks are no part of it: joined paragraphs get one that nobody typed.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from exporter.review.atoms import BARRIER, PARAGRAPH, Format
from exporter.review.changes import Change
from exporter.review.draft import shown_of
from exporter.review.leaves import Leaf
from exporter.review.planning import Planning
from exporter.review.script import Slot
from exporter.review.weave import SAYABLE
from exporter.review.writer import PLAIN_KINDS

_ANY: Final = "?"


@dataclass(slots=True)
class _Paragraph:
    """A paragraph of the accepted text: its characters, each with the looks it may have and its link, and its units.

    ``sure`` is False where the page does not show these words as the file does.
    """

    chars: list[tuple[str, frozenset[Format], str]] = field(default_factory=list)
    units: set[int] = field(default_factory=set)
    sure: bool = True


def unseen(planning: Planning, written: Collection[Change], found: Sequence[Leaf]) -> set[int]:
    """The units of the first paragraph that the page does not show where the accepted text has it."""
    order = [target.leaf.index for _, target in sorted(planning.targets.items())]
    shown = [(leaf, [c for c in shown_of(leaf) if not c[0].isspace()]) for leaf in found]
    start = 0
    for paragraph in _accepted(planning, written):
        at = next((n for n in range(start, len(shown)) if _shows(*shown[n], paragraph)), None)
        if at is None:
            return paragraph.units
        if order == sorted(order):
            start = at + 1
    return set()


def _shows(leaf: Leaf, shown: Sequence[tuple[str, Format, str]], paragraph: _Paragraph) -> bool:
    if len(shown) != len(paragraph.chars):
        return False
    plain = leaf.kind in PLAIN_KINDS
    return all(
        char == own and (plain or (look in looks and href in (target, _ANY, "")))
        for (char, look, target), (own, looks, href) in zip(shown, paragraph.chars, strict=True)
    )


def _accepted(planning: Planning, written: Collection[Change]) -> Iterator[_Paragraph]:
    """The paragraphs of this page, with the written changes accepted and all others rejected."""
    done = {i: change for change in written for i in (*change.slots, *change.origin)}
    looks = _looks(planning)
    paragraph = _Paragraph()
    for i, slot in enumerate(planning.slots):
        change = done.get(i)
        if slot.atom.char != BARRIER and not _stays(slot, change is not None):
            continue
        if slot.atom.char in (PARAGRAPH, BARRIER):
            if paragraph.chars and paragraph.sure and paragraph.units:
                yield paragraph
            paragraph = _Paragraph()
        elif not slot.atom.char.isspace():
            _take(planning, paragraph, slot, change, looks)


def _stays(slot: Slot, written: bool) -> bool:
    return not slot.void and (slot.kept or written != slot.atom.original)


def _take(planning: Planning, paragraph: _Paragraph, slot: Slot, change: Change | None, looks: "_Looks") -> None:
    target = planning.targets.get(slot.entry)
    if target is None or not target.same:
        paragraph.sure = False
        return
    atom = slot.atom
    paragraph.units.add(target.leaf.unit.index)
    if not atom.original:
        own = frozenset("c") if "c" in atom.format else atom.format & SAYABLE
        href = planning.draft.target(atom.href) if atom.href else _ANY
        paragraph.chars.append((atom.char, looks.get((slot.entry, atom.format), frozenset()) | {own}, href))
    elif slot.at >= target.generated:
        place = target.places[slot.at]
        if place is None:
            paragraph.sure = False
            return
        char = target.leaf.chars[place]
        look, href = char.format, char.href
        if change is not None and change.kind == "format":
            old = atom.old or frozenset()
            look = (look | (atom.format - old) & SAYABLE) - (old - atom.format)
        if change is not None and change.kind == "link":
            href = planning.draft.target(atom.href) if atom.href else ""
        paragraph.chars.append((char.char, frozenset([look]), href))


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
