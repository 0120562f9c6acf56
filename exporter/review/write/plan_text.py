"""Plans for words of one paragraph: put in, taken out, replaced, formatted, linked."""

from collections.abc import Sequence
from typing import Final

from exporter.ooxml.review_map import OBJECT
from exporter.review.match.alignment import Slot
from exporter.review.match.changes import Change
from exporter.review.match.current_page import CONFLICT, DONE, Target
from exporter.review.match.text_blocks import Leaf
from exporter.review.word.document import PARAGRAPH
from exporter.review.write.inline_writer import SAYABLE
from exporter.review.write.page_plan import Coming
from exporter.review.write.planner import REASONS, Planning, Refusal, by_hand

_PLAIN: Final = ("question", "heading", "code", "label", "title")


def text(planning: Planning, change: Change) -> None:
    """Words that come and go in one paragraph."""
    target = planning.target(change.entry)
    start, end = planning.span(change, change.entry)
    planning.require(target.fate(start, end, "".join(a.char for a in planning.coming(change))))
    if change.before == change.after and _looks_so(planning, change, target):
        raise Refusal("no effect", REASONS[DONE])
    if target.leaf.kind == "code" and target.leaf.chars and target.leaf.chars[0].start < 0:
        raise by_hand("these words have no place of their own in the page")
    words(planning, change, target)


def _looks_so(planning: Planning, change: Change, target: Target) -> bool:
    """Whether words that are put in for themselves look so already."""
    slots = [planning.slots[i] for i in change.slots]
    old = [s for s in slots if s.atom.original]
    new = [s.atom for s in slots if not s.atom.original]
    chars = [target.leaf.chars[p] for s in old if (p := _place(s, target)) is not None]
    return len(chars) == len(new) and all(
        (char.char, char.format, char.href)
        == (atom.char, atom.format & SAYABLE, planning.draft.target(atom.href) if atom.href else "")
        for char, atom in zip(chars, new, strict=True)
    )


def words(planning: Planning, change: Change, target: Target) -> None:
    """The words of a change that are those of one paragraph."""
    plan = planning.draft.plan(target.leaf)
    own = [s for i in change.slots if planning.targets.get((s := planning.slots[i]).entry) is target]
    gone = [p for s in own if s.atom.original and (p := _place(s, target)) is not None]
    plan.going.update(gone)
    inside = _link_stays(gone, target.leaf)
    for slot in own:
        if not slot.atom.original and slot.atom.char != PARAGRAPH:
            _come(planning, slot, target, gone, inside)
        elif not slot.atom.original:
            _come(planning, slot, target, (), False)


def _come(planning: Planning, slot: Slot, target: Target, gone: Sequence[int], inside: bool) -> None:
    place = target.before(slot.at)
    if place is None:
        place = target.behind(slot.at)
    if place is None:
        raise Refusal("conflict", REASONS[CONFLICT])
    beside = (*gone, *(p for p in (place - 1, place) if 0 <= p < len(target.leaf.chars)))
    planning.draft.plan(target.leaf).coming.setdefault(place, []).append(Coming(slot.atom, beside, inside))


def _place(slot: Slot, target: Target) -> int | None:
    return target.places[slot.at] if slot.at < len(target.base) else None


def _link_stays(gone: Sequence[int], leaf: Leaf) -> bool:
    """Whether the deleted words are part of one link, of which words stay."""
    if not gone:
        return False
    links = {_link(leaf, p) for p in gone}
    if len(links) != 1 or links == {None}:
        return False
    link = links.pop()
    return any(_link(leaf, p) == link for p in range(len(leaf.chars)) if p not in set(gone))


def _link(leaf: Leaf, place: int) -> int | None:
    return next((w for w in leaf.chars[place].wraps if leaf.wraps[w].href), None)


# --- looks -----------------------------------------------------------------------------------------------------------


def look(planning: Planning, change: Change) -> None:
    """Words that get another look."""
    target = planning.target(change.entry)
    first = planning.slots[change.slots[0]].atom
    old = first.old or frozenset()
    added, lost = first.format - old, old - first.format
    if target.leaf.kind in _PLAIN:
        raise by_hand(f"a {target.leaf.kind} is plain text")
    if not (added | lost) & SAYABLE or (added | lost) - SAYABLE - {"u", "mark"}:
        raise by_hand("Markdown has no sign for this look")
    places = _kept(planning, change, target)
    if all(added & SAYABLE <= (now := target.leaf.chars[p].format) and not lost & now for p in places):
        raise Refusal("no effect", REASONS[DONE])
    for place in places:
        planning.draft.plan(target.leaf).formats[place] = (added & SAYABLE, lost & SAYABLE)


def link(planning: Planning, change: Change) -> None:
    """Words that get a link, another one, or lose it."""
    target = planning.target(change.entry)
    href = planning.slots[change.slots[0]].atom.href
    planning.check_link(href)
    if target.leaf.kind in _PLAIN:
        raise by_hand(f"a {target.leaf.kind} is plain text")
    written = planning.draft.target(href) if href else ""
    places = _kept(planning, change, target)
    if any(target.leaf.chars[place].char == OBJECT for place in places):
        raise by_hand("a picture's link is changed by hand")
    if all(target.leaf.chars[place].href == written for place in places):
        raise Refusal("no effect", REASONS[DONE])
    planning.draft.plan(target.leaf).links.update(dict.fromkeys(places, written))


def _kept(planning: Planning, change: Change, target: Target) -> list[int]:
    """The places of words that stay and look otherwise."""
    start, end = planning.span(change, change.entry)
    planning.require(target.fate(start, end, target.base[start:end]))
    places = (_place(planning.slots[i], target) for i in change.slots)
    return [place for place in places if place is not None]
