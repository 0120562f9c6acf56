"""From the chosen changes to a draft of the page: each is planned, found done already, or refused with the reason."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from exporter.ooxml.reviewmap import OBJECT, ReviewMap
from exporter.review.atoms import PARAGRAPH, Atom
from exporter.review.changes import Change, style_kind
from exporter.review.draft import Coming, Draft, NewBlock, NewQuestion
from exporter.review.leaves import Leaf, Unit
from exporter.review.rebase import CLEAN, CONFLICT, DONE, GENERATED, Target
from exporter.review.script import OUTSIDE, Script, Slot
from exporter.review.weave import SAYABLE

_FLOWING: Final = ("paragraph", "item")
_REASONS: Final = {
    CONFLICT: "the page says something else here by now",
    DONE: "the page has this change already",
    GENERATED: "these words are no words of the page",
}


class Refusal(Exception):
    """A change that is not planned: its status and why."""

    def __init__(self, status: str, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


def by_hand(reason: str) -> Refusal:
    """A change that a person must make."""
    return Refusal("by hand", reason)


@dataclass(slots=True)
class Planner:
    """Plans changes of one page into a draft."""

    slots: Sequence[Slot]
    script: Script
    review_map: ReviewMap
    targets: dict[int, Target]
    draft: Draft
    marks: list[int] = field(default_factory=list, repr=False)
    planned: dict[int, str] = field(default_factory=dict, repr=False)

    def learn(self) -> None:
        """What the reviewed document shows for each character of the page: its look there, and its links."""
        for slot in self.slots:
            target = self.targets.get(slot.entry)
            if target is None or not slot.atom.original or slot.source < 0 or slot.at >= len(target.base):
                continue
            place = target.places[slot.at]
            if place is not None:
                self.draft.atoms[target.leaf.index, place] = slot.atom
                written = target.leaf.chars[place].href
                if slot.atom.href and written and slot.atom.char != OBJECT:
                    self.draft.links.setdefault(slot.atom.href, written)

    def plan(self, change: Change) -> None:
        """Takes one change into the draft; ``Refusal`` where that cannot be done."""
        handler = _HANDLERS.get(change.kind)
        if handler is None:
            raise by_hand(_NOT_WRITTEN.get(change.kind, "this kind of change is not written"))
        if change.entry == OUTSIDE:
            raise by_hand("it stands outside of the page's own paragraphs")
        self._check_new(change)
        handler(self, change)

    def _check_new(self, change: Change) -> None:
        for atom in self._new_atoms(change):
            if atom.char in (OBJECT, "\f"):
                raise by_hand("a picture, a note or a page break was put in")
            if atom.href and atom.href not in self.draft.links and not atom.href.startswith(_ADDRESSES):
                raise by_hand(f"the link '{atom.href}' leads nowhere on the site")

    # --- words -------------------------------------------------------------------------------------------------------

    def _target(self, entry: int) -> Target:
        target = self.targets.get(entry)
        if target is None:
            raise Refusal("conflict", "the page does not have this paragraph any more")
        return target

    def _text(self, change: Change) -> None:
        """Words that come and go in one paragraph."""
        target = self._target(change.entry)
        start, end = self._range(change, change.entry)
        self._require(target.fate(start, end, "".join(a.char for a in self._new_atoms(change))))
        self._editable(target.leaf)
        self._words(change, target)

    def _words(self, change: Change, target: Target) -> None:
        plan = self.draft.plan(target.leaf)
        own = [s for i in change.slots if (s := self.slots[i]).entry == change_entry(s, target, self.targets)]
        gone = [p for s in own if s.atom.original and (p := self._place(s, target)) is not None]
        plan.going.update(gone)
        inside = self._link_stays(gone, target.leaf)
        for slot in own:
            if not slot.atom.original and slot.atom.char != PARAGRAPH:
                self._come(slot, target, gone, inside)
            elif not slot.atom.original:
                self._come(slot, target, (), False)

    def _come(self, slot: Slot, target: Target, gone: Sequence[int], inside: bool) -> None:
        place = target.before(slot.at)
        if place is None:
            place = target.behind(slot.at)
        if place is None:
            raise Refusal("conflict", _REASONS[CONFLICT])
        beside = (*gone, *(p for p in (place - 1, place) if 0 <= p < len(target.leaf.chars)))
        self.draft.plan(target.leaf).coming.setdefault(place, []).append(Coming(slot.atom, beside, inside))

    def _place(self, slot: Slot, target: Target) -> int | None:
        return target.places[slot.at] if slot.at < len(target.base) else None

    def _link_stays(self, gone: Sequence[int], leaf: Leaf) -> bool:
        """Whether the deleted words are part of one link, of which words stay."""
        if not gone:
            return False
        links = {self._link(leaf, p) for p in gone}
        if len(links) != 1 or links == {None}:
            return False
        link = links.pop()
        return any(self._link(leaf, p) == link for p in range(len(leaf.chars)) if p not in set(gone))

    def _link(self, leaf: Leaf, place: int) -> int | None:
        return next((w for w in leaf.chars[place].wraps if leaf.wraps[w].href), None)

    def _range(self, change: Change, entry: int) -> tuple[int, int]:
        places = [s.at for i in change.slots if (s := self.slots[i]).entry == entry and s.atom.original]
        if places:
            return min(places), max(places) + 1
        return change.at, change.at

    def _new_atoms(self, change: Change) -> list[Atom]:
        return [s.atom for i in change.slots if not (s := self.slots[i]).atom.original]

    def _require(self, fate: str) -> None:
        if fate == DONE:
            raise Refusal("no effect", _REASONS[DONE])
        if fate != CLEAN:
            raise Refusal("conflict" if fate == CONFLICT else "by hand", _REASONS[fate])

    def _editable(self, leaf: Leaf) -> None:
        if leaf.kind == "code" and leaf.chars and leaf.chars[0].start < 0:
            raise by_hand("these words have no place of their own in the page")

    # --- paragraphs --------------------------------------------------------------------------------------------------

    def _split(self, change: Change) -> None:
        target = self._target(change.entry)
        start, end = self._range(change, change.entry)
        self._require(target.fate(start, end, "".join(a.char for a in self._new_atoms(change))))
        if target.leaf.kind not in _FLOWING:
            raise by_hand(f"a {target.leaf.kind} cannot be split")
        for i in change.slots:
            if self.slots[i].atom.char == PARAGRAPH and style_kind(self.slots[i], self.script) not in _FLOWING:
                raise by_hand("the new paragraph is neither a paragraph nor a list item")
        self._words(change, target)

    def _merge(self, change: Change) -> None:
        entries = sorted({self.slots[i].entry for i in change.slots})
        last = max(i for i in change.slots if self.slots[i].atom.char == PARAGRAPH)
        follower = next((s.entry for s in self.slots[last + 1 :] if s.atom.original and s.entry != OUTSIDE), None)
        if follower is None or len(entries) > 2 or (len(entries) == 2 and entries[1] != follower):
            raise by_hand("more than two paragraphs were joined")
        first, second = self._target(entries[0]), self._target(follower)
        self._joinable(first.leaf, second.leaf)
        for entry in entries:
            target = self._target(entry)
            start, end = self._range(change, entry)
            self._require(target.fate(min(start, len(target.base)), min(end, len(target.base)), ""))
            self._words(change, target)
        self.draft.plan(first.leaf).joined = True
        self.draft.plan(second.leaf)

    def _joinable(self, first: Leaf, second: Leaf) -> None:
        if first.unit is not second.unit or first.kind == "question":
            raise by_hand("the paragraphs belong to different questions, or one is the question")
        level = -3 if first.kind == "item" else -1
        same = first.ancestors[:level] == second.ancestors[:level]
        around = all(a is b for a, b in zip(first.ancestors[:level], second.ancestors[:level], strict=False))
        if second.index != first.index + 1 or first.kind != second.kind or first.kind not in _FLOWING:
            raise by_hand("only two paragraphs, or two items of one list, can be joined")
        if not (same and around):
            raise by_hand("the paragraphs stand in different parts of the page")

    def _deleted_paragraph(self, change: Change) -> None:
        target = self.targets.get(change.entry)
        if target is None:
            raise Refusal("no effect", _REASONS[DONE])
        if not target.same:
            raise Refusal("conflict", _REASONS[CONFLICT])
        if target.generated or target.leaf.kind not in (*_FLOWING, "quote", "code", "heading"):
            raise by_hand(f"a {target.leaf.kind} is not taken out")
        self.draft.plan(target.leaf).gone = True

    def _new_paragraph(self, change: Change) -> None:
        atoms = self._new_atoms(change)
        kind = style_kind(self.slots[change.slots[-1]], self.script)
        if kind not in _FLOWING:
            raise by_hand(f"a new {kind} is not written")
        if any(a.region != "body" for a in atoms):
            raise by_hand("it stands in a table, a note or a text box")
        after, before = self._around(change)
        if after is None and before is None:
            raise Refusal("conflict", "the page does not have the paragraphs around it any more")
        self.draft.blocks.append(NewBlock(kind, atoms[:-1], after, before, change.id))

    def _moved_paragraph(self, change: Change) -> None:
        origin = self.slots[change.origin[0]]
        gone = Change("deleted paragraph", change.mark, change.origin, origin.entry, origin.at)
        self._deleted_paragraph(gone)
        self._new_paragraph(change)
        target = self.targets.get(origin.entry)
        self.draft.blocks[-1].moved = target.leaf if target else None

    def _around(self, change: Change) -> tuple[Leaf | None, Leaf | None]:
        """The paragraphs of today before and behind a new one."""
        return self._near(range(change.slots[0] - 1, -1, -1)), self._near(range(change.slots[-1] + 1, len(self.slots)))

    def _near(self, indexes: Iterable[int]) -> Leaf | None:
        for i in indexes:
            slot = self.slots[i]
            if (
                slot.atom.char == PARAGRAPH
                and slot.entry != OUTSIDE
                and slot.atom.original
                and slot.entry in self.targets
            ):
                return self.targets[slot.entry].leaf
        return None

    # --- questions ---------------------------------------------------------------------------------------------------

    def _unit(self, indexes: Sequence[int]) -> Unit:
        """The unit of today that a deleted question is, if it still says what was exported."""
        entries = {self.slots[i].entry for i in indexes}
        found = [self.targets[e] for e in entries if e in self.targets]
        if not found:
            raise Refusal("no effect", _REASONS[DONE])
        units = {t.leaf.unit.index for t in found}
        unit = found[0].leaf.unit
        leaves = [leaf for leaf in self.draft.leaves if leaf.unit is unit]
        if len(found) != len(entries) or len(units) != 1 or len(leaves) != len(found) or not all(t.same for t in found):
            raise Refusal("conflict", "the page says something else in this question by now")
        return unit

    def _deleted_question(self, change: Change) -> None:
        self.draft.removed[self._unit(change.slots).index] = change.id

    def _new_question(self, change: Change, moved: Unit | None = None) -> None:
        question, answer = self._parts(change)
        after, before = self._around(change)
        words = "".join(a.char for a in question).strip()
        known = (leaf for leaf in self.draft.leaves if leaf.kind == "question" and leaf.text == words)
        mapped = {t.leaf.index for t in self.targets.values()}
        if moved is None and any(leaf.index not in mapped for leaf in known):
            raise Refusal("no effect", _REASONS[DONE])
        if not answer or not words:
            raise by_hand("a question without an answer")
        upper = after.unit if after is not None and after.unit.question else None
        lower = before.unit if before is not None and before.kind == "question" else None
        if upper is None and lower is None:
            raise by_hand("there is no question before or behind it")
        if after is not None and before is not None and after.unit is before.unit:
            raise by_hand("it stands inside of another answer")
        new = NewQuestion(question, answer, upper, lower, change.id, moved)
        self.draft.questions.append(new)

    def _parts(self, change: Change) -> tuple[list[Atom], list[tuple[str, list[Atom]]]]:
        parts: list[tuple[str, list[Atom]]] = []
        current: list[Atom] = []
        for i in change.slots:
            slot = self.slots[i]
            if slot.atom.char == PARAGRAPH:
                parts.append((style_kind(slot, self.script), current))
                current = []
            else:
                current.append(slot.atom)
        if any(kind not in _FLOWING for kind, _ in parts[1:]):
            raise by_hand("its answer holds more than paragraphs and list items")
        return parts[0][1], [(kind, atoms) for kind, atoms in parts[1:] if any(not a.char.isspace() for a in atoms)]

    def _moved_question(self, change: Change) -> None:
        unit = self._unit(change.origin)
        self._new_question(change, unit)
        self.draft.removed[unit.index] = change.id

    # --- looks -------------------------------------------------------------------------------------------------------

    def _format(self, change: Change) -> None:
        target = self._target(change.entry)
        first = self.slots[change.slots[0]].atom
        old = first.old or frozenset()
        added, lost = first.format - old, old - first.format
        if not (added | lost) & SAYABLE or (added | lost) - SAYABLE - {"u", "mark"}:
            raise by_hand("Markdown has no sign for this look")
        if target.leaf.kind in ("question", "heading", "code", "label", "title"):
            raise by_hand(f"a {target.leaf.kind} is plain text")
        start, end = self._range(change, change.entry)
        self._require(target.fate(start, end, target.base[start:end]))
        plan = self.draft.plan(target.leaf)
        for i in change.slots:
            place = self._place(self.slots[i], target)
            if place is not None:
                plan.formats[place] = (added & SAYABLE, lost & SAYABLE)


def change_entry(slot: Slot, target: Target, targets: dict[int, Target]) -> int:
    """The entry of a slot if it is this target's, else one that no slot has."""
    return slot.entry if targets.get(slot.entry) is target else OUTSIDE - 1


_ADDRESSES: Final = ("http://", "https://", "mailto:", "tel:")
_NOT_WRITTEN: Final = {
    "style": "paragraphs keep their kind",
    "link": "links are changed by hand",
    "void": "what was put in was taken out again",
}
_HANDLERS: Final[dict[str, Callable[[Planner, Change], None]]] = {
    "insert": Planner._text,
    "delete": Planner._text,
    "replace": Planner._text,
    "split": Planner._split,
    "merge": Planner._merge,
    "deleted paragraph": Planner._deleted_paragraph,
    "new paragraph": Planner._new_paragraph,
    "moved paragraph": Planner._moved_paragraph,
    "deleted question": Planner._deleted_question,
    "new question": Planner._new_question,
    "moved question": Planner._moved_question,
    "format": Planner._format,
}
