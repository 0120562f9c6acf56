"""Writes chosen changes into one page: plan, compose, prove by reading, and leave out what does not come out right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from exporter.ooxml.review_map import ReviewMap
from exporter.review.match.alignment import OUTSIDE, Script, Slot
from exporter.review.match.changes import Change
from exporter.review.match.current_page import DONE, ReadPage, Today
from exporter.review.match.text_blocks import leaves
from exporter.review.write import plan_blocks, plan_questions, plan_text
from exporter.review.write.edits import Composed, compose
from exporter.review.write.page_plan import Draft
from exporter.review.write.planner import REASONS, Planning, Refusal, by_hand
from exporter.review.write.source_text import Unwritable
from exporter.review.write.text_edits import LEVELS, Writer
from exporter.review.write.verify import Paragraph, accepted, present, unseen, wrong_units
from exporter.review.write.yaml_scalars import Contexts, apply_edits, quote_where_needed

AUTOMATIC: Final = "automatic"
_ROUNDS: Final = 40
_STRUCTURAL: Final = frozenset(("split", "merge", "new paragraph", "deleted paragraph", "moved paragraph"))
_HALF: Final = "another change of this question must be made by hand, and half of them would mislead"
_NOT_PROVEN: Final = "written by itself it would not read as reviewed"
_NOT_WRITTEN: Final = {
    "style": "paragraphs keep their kind",
    "void": "what was put in was taken out again",
}
_HANDLERS: Final[dict[str, Callable[[Planning, Change], None]]] = {
    "insert": plan_text.text,
    "delete": plan_text.text,
    "replace": plan_text.text,
    "format": plan_text.look,
    "link": plan_text.link,
    "split": plan_blocks.split,
    "merge": plan_blocks.merge,
    "deleted paragraph": plan_blocks.deleted,
    "new paragraph": plan_blocks.new,
    "moved paragraph": plan_blocks.moved,
    "deleted question": plan_questions.deleted,
    "new question": plan_questions.new,
    "moved question": plan_questions.moved,
}


@dataclass(slots=True)
class Outcome:
    """What came of writing: the new text, and for each change its status and why."""

    text: str
    status: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class _Attempt:
    """What is known so far about what can be written."""

    refused: dict[str, tuple[str, str]] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)


def write_page(
    page: Today,
    chosen: Sequence[Change],
    slots: Sequence[Slot],
    script: Script,
    review_map: ReviewMap,
    read: ReadPage,
    as_written: Callable[[str], str] = str,
    tracked: Sequence[Change] = (),
) -> Outcome:
    """The page with the chosen changes in it, as many as can be proven; ``as_written`` as a draft has it.

    What came of all ``tracked`` changes tells, beside what would come of the chosen ones, what the page has already.
    """
    attempt = _Attempt()
    contexts = Contexts.of(page.scalars, page.text)
    first = Planning(slots, script, review_map, dict(page.targets), Draft(page.leaves, as_written))
    first.learn()
    wanted = [accepted(first, written) for written in (chosen, tracked)] if page.changed else []
    for _ in range(_ROUNDS):
        left = [c for c in chosen if c.id not in attempt.refused]
        if not left:
            break
        draft = Draft(page.leaves, as_written)
        planning = Planning(slots, script, review_map, dict(page.targets), draft)
        planning.learn()
        if _refusals(planning, left, attempt, wanted):
            continue
        written = _write(page, contexts, planning, left, attempt, read)
        if written is not None:
            return Outcome(written, attempt.refused | {c.id: (AUTOMATIC, "") for c in left})
    late = {c.id: ("by hand", _NOT_PROVEN) for c in chosen if c.id not in attempt.refused}
    return Outcome(page.text, attempt.refused | late)


def _refusals(
    planning: Planning, chosen: Sequence[Change], attempt: _Attempt, wanted: Sequence[Sequence[Paragraph]]
) -> bool:
    """Plans all changes; whether one was refused, after which the draft is no good."""
    before = len(attempt.refused)
    closed: set[int] = set()
    for change in chosen:
        try:
            _plan(planning, change, wanted)
        except Refusal as refusal:
            attempt.refused[change.id] = (refusal.status, refusal.reason)
            if change.kind in _STRUCTURAL and refusal.status == "by hand":
                closed |= units_of(planning, change)
    beside = (c for c in chosen if c.id not in attempt.refused and units_of(planning, c) & closed)
    attempt.refused.update({c.id: ("by hand", _HALF) for c in beside if not c.kind.endswith("question")})
    return len(attempt.refused) > before


def _plan(planning: Planning, change: Change, wanted: Sequence[Sequence[Paragraph]]) -> None:
    """Takes one change into the draft; ``Refusal`` where that cannot be, or where ``wanted`` tells that it was done."""
    handler = _HANDLERS.get(change.kind)
    if handler is None:
        raise by_hand(_NOT_WRITTEN.get(change.kind, "this kind of change is not written"))
    if change.entry == OUTSIDE:
        raise by_hand("it stands outside of the page's own paragraphs")
    if present(planning, change, wanted):
        raise Refusal("no effect", REASONS[DONE])
    planning.check_new(change)
    handler(planning, change)


def _write(
    page: Today, contexts: Contexts, planning: Planning, chosen: Sequence[Change], attempt: _Attempt, read: ReadPage
) -> str | None:
    """The page as written and proven; None where something had to be refused first."""
    writer = Writer(page.text, contexts, planning.draft, lambda unit: attempt.levels.get(unit, 0))
    try:
        composed = compose(writer)
    except Unwritable as error:
        _refuse(planning, chosen, {error.unit}, error.reason, attempt)
        return None
    text = _edited(page, contexts, composed)
    if text is None:
        _refuse(planning, chosen, _overlapping(composed), "its edits overlap with another one", attempt)
        return None
    wrong = _wrong(page, text, composed, planning, chosen, read)
    if not wrong:
        return text
    for unit in wrong:
        attempt.levels[unit] = attempt.levels.get(unit, 0) + 1
    _refuse(planning, chosen, {u for u in wrong if attempt.levels[u] >= LEVELS}, _NOT_PROVEN, attempt)
    return None


def _edited(page: Today, contexts: Contexts, composed: Composed) -> str | None:
    edits = quote_where_needed([edit for _, edit in composed.edits], contexts, page.text)
    try:
        return apply_edits(page.text, edits)
    except ValueError:
        return None


def _overlapping(composed: Composed) -> set[int]:
    ordered = sorted(composed.edits, key=lambda pair: (pair[1][0], pair[1][1]))
    wrong: set[int] = set()
    for i, (unit, (start, _, _)) in enumerate(ordered):
        wrong |= (
            {unit, *(u for u, (_, end, _) in ordered[:i] if end > start)}
            if any(end > start for _, (_, end, _) in ordered[:i])
            else set()
        )
    return wrong or {unit for unit, _ in composed.edits}


def _wrong(
    page: Today, text: str, composed: Composed, planning: Planning, chosen: Sequence[Change], read: ReadPage
) -> set[int]:
    """The units that have to be tried in another way or left alone."""
    after, _ = read(page.path, text)
    touched = planning.draft.touched()
    if after.data != page.data:
        return touched
    found = leaves(after)
    wrong = wrong_units(composed.expected, found) or unseen(planning, chosen, found)
    return (wrong & touched or touched) if wrong else set()


def _refuse(planning: Planning, chosen: Sequence[Change], units: set[int], reason: str, attempt: _Attempt) -> None:
    """Leaves out the changes of some units; all of them where none can be named."""
    if not units:
        return
    hit = [c for c in chosen if units_of(planning, c) & units] or list(chosen)
    attempt.refused.update({c.id: ("by hand", reason) for c in hit})


def units_of(planning: Planning, change: Change) -> set[int]:
    """The units of today that a change touches or stands beside."""
    entries = {planning.slots[i].entry for i in (*change.slots, *change.origin)} - {OUTSIDE}
    units = {planning.targets[e].leaf.unit.index for e in entries if e in planning.targets}
    if change.kind.startswith(("new", "moved")):
        beside = (q.after or q.before for q in planning.draft.questions if q.change == change.id)
        units |= {unit.index for unit in beside if unit}
        near = (b.after or b.before for b in planning.draft.blocks if b.change == change.id)
        units |= {leaf.unit.index for leaf in near if leaf}
    return units
