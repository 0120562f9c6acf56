"""Plans for whole questions: taken out, put in, moved, and moved with other words."""

from collections.abc import Sequence
from dataclasses import dataclass

from exporter.review.match.alignment import matching
from exporter.review.match.changes import Change, style_kind
from exporter.review.match.current_page import DONE
from exporter.review.match.paragraphs import align
from exporter.review.match.text_blocks import Leaf, Unit
from exporter.review.word.document import PARAGRAPH, Atom
from exporter.review.write.page_plan import Coming, NewBlock, NewQuestion
from exporter.review.write.planner import FLOWING, REASONS, Planning, Refusal, by_hand


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph of a new question."""

    kind: str
    atoms: list[Atom]

    @property
    def text(self) -> str:
        return "".join(a.char for a in self.atoms)


def deleted(planning: Planning, change: Change) -> None:
    """A question that goes with its answer."""
    planning.draft.removed[_unit(planning, change.slots).index] = change.id


def new(planning: Planning, change: Change) -> None:
    """A question that comes with its answer."""
    question, *answer = _parts(planning, change)
    words = question.text.strip()
    known = (leaf for leaf in planning.draft.leaves if leaf.kind == "question" and leaf.text == words)
    mapped = {t.leaf.index for t in planning.targets.values()}
    if any(leaf.index not in mapped for leaf in known):
        raise Refusal("no effect", REASONS[DONE])
    _put(planning, change, [question, *answer], None)


def moved(planning: Planning, change: Change) -> None:
    """A question that goes elsewhere; words that changed on the way are changed in it."""
    unit = _unit(planning, change.origin)
    parts = _parts(planning, change)
    _put(planning, change, parts, unit)
    planning.draft.removed[unit.index] = change.id
    if change.reworded:
        _reword(planning, change, unit, parts)


def _unit(planning: Planning, indexes: Sequence[int]) -> Unit:
    """The unit of today that a deleted question is, if it still says what was exported."""
    entries = {planning.slots[i].entry for i in indexes}
    found = [planning.targets[e] for e in entries if e in planning.targets]
    if not found:
        raise Refusal("no effect", REASONS[DONE])
    units = {t.leaf.unit.index for t in found}
    unit = found[0].leaf.unit
    leaves = [leaf for leaf in planning.draft.leaves if leaf.unit is unit]
    if len(found) != len(entries) or len(units) != 1 or len(leaves) != len(found) or not all(t.same for t in found):
        raise Refusal("conflict", "the page says something else in this question by now")
    return unit


def _parts(planning: Planning, change: Change) -> list[_Part]:
    """The question and the paragraphs of its answer that are not blank."""
    parts: list[_Part] = []
    current: list[Atom] = []
    for i in change.slots:
        slot = planning.slots[i]
        if slot.atom.char == PARAGRAPH:
            parts.append(_Part(style_kind(slot, planning.script), current))
            current = []
        else:
            current.append(slot.atom)
    if any(part.kind not in FLOWING for part in parts[1:]):
        raise by_hand("its answer holds more than paragraphs and list items")
    return [parts[0], *(part for part in parts[1:] if part.text.strip())]


def _put(planning: Planning, change: Change, parts: Sequence[_Part], unit: Unit | None) -> None:
    if len(parts) < 2 or not parts[0].text.strip():
        raise by_hand("a question without an answer")
    after, before = planning.around(change)
    upper = after.unit if after is not None and after.unit.question else None
    lower = before.unit if before is not None and before.kind == "question" else None
    if upper is None and lower is None:
        raise by_hand("there is no question before or behind it")
    if after is not None and before is not None and after.unit is before.unit:
        raise by_hand("it stands inside of another answer")
    answer = [(part.kind, part.atoms) for part in parts[1:]]
    planning.draft.questions.append(NewQuestion(parts[0].atoms, answer, upper, lower, change.id, unit))


# --- moved with other words ------------------------------------------------------------------------------------------


def _reword(planning: Planning, change: Change, unit: Unit, parts: Sequence[_Part]) -> None:
    """The paragraphs of a unit as those of a new question say them, each by what it was before."""
    leaves = [leaf for leaf in planning.draft.leaves if leaf.unit is unit]
    pairs = dict(align([p.text for p in parts[1:]], [leaf.text for leaf in leaves[1:]], (), {}))
    standing = {n + 1: leaves[e + 1] for n, e in pairs.items() if parts[n + 1].kind == leaves[e + 1].kind}
    standing[0] = leaves[0]
    for leaf in leaves:
        if leaf not in standing.values():
            planning.draft.plan(leaf).gone = True
    after = leaves[0]
    for number, part in enumerate(parts):
        if number in standing:
            after = standing[number]
            _say(planning, after, part.atoms)
        else:
            before = next((standing[n] for n in range(number, len(parts)) if n in standing), None)
            planning.draft.blocks.append(NewBlock(part.kind, part.atoms, after, before, change.id))


def _say(planning: Planning, leaf: Leaf, atoms: Sequence[Atom]) -> None:
    """Other words for a paragraph; those that stay keep their source."""
    stays: dict[int, int] = {}
    for old, now, size in matching(leaf.text, "".join(a.char for a in atoms)):
        stays.update({now + i: old + i for i in range(size) if _alike(planning, leaf, old + i, atoms[now + i])})
    kept = set(stays.values())
    gone = set(range(len(leaf.chars))) - kept
    plan = planning.draft.plan(leaf)
    plan.going.update(gone)
    place = len(leaf.chars)
    for number in range(len(atoms) - 1, -1, -1):
        place = stays.get(number, place)
        if number not in stays:
            around = [p for p in (place - 1, place) if 0 <= p < len(leaf.chars)]
            plan.coming.setdefault(place, []).insert(0, Coming(atoms[number], tuple(around)))


def _alike(planning: Planning, leaf: Leaf, place: int, atom: Atom) -> bool:
    """Whether a character looks as it did before."""
    old = planning.draft.atoms.get((leaf.index, place))
    return old is not None and (old.format, old.href) == (atom.format, atom.href)
