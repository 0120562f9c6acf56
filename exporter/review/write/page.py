"""Write chosen changes into a page: plan them, make the edits, verify the new text, leave out changes that fail."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from exporter.ooxml.review_map import ReviewMap
from exporter.review.match.alignment import OUTSIDE, AlignedCharacter, AlignedDocument
from exporter.review.match.changes import ReviewChange
from exporter.review.match.current_page import DONE, CurrentPage, ReadPage
from exporter.review.match.text_blocks import text_blocks
from exporter.review.write import plan_blocks, plan_questions, plan_text
from exporter.review.write.edits import PageEdits, page_edits
from exporter.review.write.page_plan import PagePlan
from exporter.review.write.planner import REASONS, ChangeRefused, Planner, by_hand
from exporter.review.write.source_text import Unwritable
from exporter.review.write.text_edits import LEVELS, SourceWriter
from exporter.review.write.verify import AcceptedParagraph, accepted, present, unseen, wrong_units
from exporter.review.write.yaml_scalars import ScalarContexts, apply_edits, quote_where_needed

AUTOMATIC: Final = "automatic"
_ROUNDS: Final = 40
_STRUCTURAL: Final = frozenset(("split", "merge", "new paragraph", "deleted paragraph", "moved paragraph"))
_HALF: Final = "another change of this question must be made by hand, and half of them would mislead"
_NOT_PROVEN: Final = "written by itself it would not read as reviewed"
_NOT_WRITTEN: Final = {
    "style": "paragraphs keep their kind",
    "void": "what was put in was taken out again",
}
_HANDLERS: Final[dict[str, Callable[[Planner, ReviewChange], None]]] = {
    "insert": plan_text.plan_text,
    "delete": plan_text.plan_text,
    "replace": plan_text.plan_text,
    "format": plan_text.plan_format,
    "link": plan_text.plan_link,
    "split": plan_blocks.plan_split,
    "merge": plan_blocks.plan_merge,
    "deleted paragraph": plan_blocks.plan_deletion,
    "new paragraph": plan_blocks.plan_insertion,
    "moved paragraph": plan_blocks.plan_move,
    "deleted question": plan_questions.plan_deletion,
    "new question": plan_questions.plan_insertion,
    "moved question": plan_questions.plan_move,
}


@dataclass(slots=True)
class WrittenPage:
    """What came of writing: the new text, and for each change its status and why."""

    text: str
    status: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class _Attempt:
    """What is known so far about what can be written."""

    refused: dict[str, tuple[str, str]] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)


def write_page(
    page: CurrentPage,
    chosen: Sequence[ReviewChange],
    alignment: Sequence[AlignedCharacter],
    document: AlignedDocument,
    review_map: ReviewMap,
    read: ReadPage,
    as_written: Callable[[str], str] = str,
    tracked: Sequence[ReviewChange] = (),
) -> WrittenPage:
    """The page with the chosen changes in it, as many as can be proven; ``as_written`` as a page_plan has it.

    What came of all ``tracked`` changes tells, beside what would come of the chosen ones, what the page has already.
    """
    attempt = _Attempt()
    contexts = ScalarContexts.of(page.scalars, page.text)
    first = Planner(alignment, document, review_map, dict(page.paragraphs), PagePlan(page.blocks, as_written))
    first.learn()
    wanted = [accepted(first, written) for written in (chosen, tracked)] if page.changed else []
    for _ in range(_ROUNDS):
        left = [c for c in chosen if c.id not in attempt.refused]
        if not left:
            break
        page_plan = PagePlan(page.blocks, as_written)
        planner = Planner(alignment, document, review_map, dict(page.paragraphs), page_plan)
        planner.learn()
        if _refusals(planner, left, attempt, wanted):
            continue
        written = _write(page, contexts, planner, left, attempt, read)
        if written is not None:
            return WrittenPage(written, attempt.refused | {c.id: (AUTOMATIC, "") for c in left})
    late = {c.id: ("by hand", _NOT_PROVEN) for c in chosen if c.id not in attempt.refused}
    return WrittenPage(page.text, attempt.refused | late)


def _refusals(
    planner: Planner, chosen: Sequence[ReviewChange], attempt: _Attempt, wanted: Sequence[Sequence[AcceptedParagraph]]
) -> bool:
    """Plans all changes; whether one was refused, after which the page_plan is no good."""
    before = len(attempt.refused)
    closed: set[int] = set()
    for change in chosen:
        try:
            _plan(planner, change, wanted)
        except ChangeRefused as refusal:
            attempt.refused[change.id] = (refusal.status, refusal.reason)
            if change.kind in _STRUCTURAL and refusal.status == "by hand":
                closed |= units_of(planner, change)
    beside = (c for c in chosen if c.id not in attempt.refused and units_of(planner, c) & closed)
    attempt.refused.update({c.id: ("by hand", _HALF) for c in beside if not c.kind.endswith("question")})
    return len(attempt.refused) > before


def _plan(planner: Planner, change: ReviewChange, wanted: Sequence[Sequence[AcceptedParagraph]]) -> None:
    """Plan a change. Raises ``ChangeRefused`` if it cannot be written, or if the page has its text already."""
    handler = _HANDLERS.get(change.kind)
    if handler is None:
        raise by_hand(_NOT_WRITTEN.get(change.kind, "this kind of change is not written"))
    if change.entry == OUTSIDE:
        raise by_hand("it stands outside of the page's own paragraphs")
    if present(planner, change, wanted):
        raise ChangeRefused("no effect", REASONS[DONE])
    planner.check_new(change)
    handler(planner, change)


def _write(
    page: CurrentPage,
    contexts: ScalarContexts,
    planner: Planner,
    chosen: Sequence[ReviewChange],
    attempt: _Attempt,
    read: ReadPage,
) -> str | None:
    """The page as written and proven; None where something had to be refused first."""
    writer = SourceWriter(page.text, contexts, planner.page_plan, lambda unit: attempt.levels.get(unit, 0))
    try:
        composed = page_edits(writer)
    except Unwritable as error:
        _refuse(planner, chosen, {error.unit}, error.reason, attempt)
        return None
    text = _edited(page, contexts, composed)
    if text is None:
        _refuse(planner, chosen, _overlapping(composed), "its edits overlap with another one", attempt)
        return None
    wrong = _wrong(page, text, composed, planner, chosen, read)
    if not wrong:
        return text
    for unit in wrong:
        attempt.levels[unit] = attempt.levels.get(unit, 0) + 1
    _refuse(planner, chosen, {u for u in wrong if attempt.levels[u] >= LEVELS}, _NOT_PROVEN, attempt)
    return None


def _edited(page: CurrentPage, contexts: ScalarContexts, composed: PageEdits) -> str | None:
    edits = quote_where_needed([edit for _, edit in composed.edits], contexts, page.text)
    try:
        return apply_edits(page.text, edits)
    except ValueError:
        return None


def _overlapping(composed: PageEdits) -> set[int]:
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
    page: CurrentPage, text: str, composed: PageEdits, planner: Planner, chosen: Sequence[ReviewChange], read: ReadPage
) -> set[int]:
    """The units that have to be tried in another way or left alone."""
    after, _ = read(page.path, text)
    touched = planner.page_plan.touched()
    if after.data != page.data:
        return touched
    found = text_blocks(after)
    wrong = wrong_units(composed.expected, found) or unseen(planner, chosen, found)
    return (wrong & touched or touched) if wrong else set()


def _refuse(planner: Planner, chosen: Sequence[ReviewChange], units: set[int], reason: str, attempt: _Attempt) -> None:
    """Leaves out the changes of some units; all of them where none can be named."""
    if not units:
        return
    hit = [c for c in chosen if units_of(planner, c) & units] or list(chosen)
    attempt.refused.update({c.id: ("by hand", reason) for c in hit})


def units_of(planner: Planner, change: ReviewChange) -> set[int]:
    """The units of today that a change touches or stands beside."""
    entries = {planner.alignment[i].entry for i in (*change.indexes, *change.origin)} - {OUTSIDE}
    units = {planner.paragraphs[e].block.unit.index for e in entries if e in planner.paragraphs}
    if change.kind.startswith(("new", "moved")):
        beside = (q.after or q.before for q in planner.page_plan.new_questions if q.change == change.id)
        units |= {unit.index for unit in beside if unit}
        near = (b.after or b.before for b in planner.page_plan.new_paragraphs if b.change == change.id)
        units |= {block.unit.index for block in near if block}
    return units
