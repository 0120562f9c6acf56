"""Write chosen changes into a page: plan them, make the edits, verify the new text, leave out changes that fail."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from exporter.ooxml.review_map import ReviewMap
from exporter.review.match.alignment import AlignedCharacter, AlignedDocument
from exporter.review.match.changes import MOVED, NEW, QUESTIONS, ChangeKind, ReviewChange
from exporter.review.match.current_page import CurrentPage, MergeState, ReadPage
from exporter.review.match.text_blocks import text_blocks
from exporter.review.write import plan_blocks, plan_questions, plan_text
from exporter.review.write.edits import PageEdits, make_edits
from exporter.review.write.page_plan import PagePlan
from exporter.review.write.planner import REASONS, ChangeRefused, Planner, by_hand
from exporter.review.write.source_text import Unwritable, apply_edits
from exporter.review.write.status import Decision, Status, Statuses
from exporter.review.write.text_edits import LEVELS, SourceWriter
from exporter.review.write.verify import AcceptedParagraph, accepted, present, unseen, wrong_units
from exporter.review.write.yaml_scalars import ScalarContexts, quote_where_needed

_ROUNDS: Final = 40
_STRUCTURAL: Final = frozenset(
    (
        ChangeKind.SPLIT,
        ChangeKind.MERGE,
        ChangeKind.NEW_PARAGRAPH,
        ChangeKind.DELETED_PARAGRAPH,
        ChangeKind.MOVED_PARAGRAPH,
    )
)
_HALF: Final = "make another change of this question by hand too: one without the other would mislead"
_NOT_PROVEN: Final = "written alone, it would not read as reviewed"
_NOT_WRITTEN: Final = {
    ChangeKind.STYLE: "paragraphs keep their kind",
    ChangeKind.CANCELLED: "inserted, then deleted",
}
_HANDLERS: Final[dict[ChangeKind, Callable[[Planner, ReviewChange], None]]] = {
    ChangeKind.INSERT: plan_text.plan_text,
    ChangeKind.DELETE: plan_text.plan_text,
    ChangeKind.REPLACE: plan_text.plan_text,
    ChangeKind.FORMAT: plan_text.plan_format,
    ChangeKind.LINK: plan_text.plan_link,
    ChangeKind.SPLIT: plan_blocks.plan_split,
    ChangeKind.MERGE: plan_blocks.plan_merge,
    ChangeKind.DELETED_PARAGRAPH: plan_blocks.plan_deletion,
    ChangeKind.NEW_PARAGRAPH: plan_blocks.plan_insertion,
    ChangeKind.MOVED_PARAGRAPH: plan_blocks.plan_move,
    ChangeKind.DELETED_QUESTION: plan_questions.plan_deletion,
    ChangeKind.NEW_QUESTION: plan_questions.plan_insertion,
    ChangeKind.MOVED_QUESTION: plan_questions.plan_move,
}


@dataclass(slots=True)
class WrittenPage:
    """Text of a page with its changes, and the status of each change."""

    text: str
    statuses: Statuses = field(default_factory=dict)


@dataclass(slots=True)
class _Attempt:
    """State of the attempts to write a page: refused changes, and the level of each unit."""

    refused: Statuses = field(default_factory=dict)
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
    """Return the page with the chosen changes in it, as many as can be verified.

    The text with all ``tracked`` changes, beside the text with the chosen ones, shows which changes the page has
    already.
    """
    attempt = _Attempt()
    contexts = ScalarContexts.of(page.scalars, page.text)
    first = Planner(alignment, document, review_map, dict(page.paragraphs), PagePlan(page.blocks, as_written))
    first.read_document()
    wanted = [accepted(first, written) for written in (chosen, tracked)] if page.changed else []
    for _ in range(_ROUNDS):
        left = [c for c in chosen if c.id not in attempt.refused]
        if not left:
            break
        page_plan = PagePlan(page.blocks, as_written)
        planner = Planner(alignment, document, review_map, dict(page.paragraphs), page_plan)
        planner.read_document()
        if _refusals(planner, left, attempt, wanted):
            continue
        written = _write(page, contexts, planner, left, attempt, read)
        if written is not None:
            return WrittenPage(written, attempt.refused | {c.id: Decision(Status.AUTOMATIC) for c in left})
    late = {c.id: Decision(Status.BY_HAND, _NOT_PROVEN) for c in chosen if c.id not in attempt.refused}
    return WrittenPage(page.text, attempt.refused | late)


def _refusals(
    planner: Planner, chosen: Sequence[ReviewChange], attempt: _Attempt, wanted: Sequence[Sequence[AcceptedParagraph]]
) -> bool:
    """Plan all changes; whether one was refused, which makes the plan useless."""
    before = len(attempt.refused)
    closed: set[int] = set()
    for change in chosen:
        try:
            _plan(planner, change, wanted)
        except ChangeRefused as refusal:
            attempt.refused[change.id] = refusal.decision
            if change.kind in _STRUCTURAL and refusal.decision.status is Status.BY_HAND:
                closed |= units_of(planner, change)
    beside = (c for c in chosen if c.id not in attempt.refused and units_of(planner, c) & closed)
    attempt.refused.update({c.id: Decision(Status.BY_HAND, _HALF) for c in beside if c.kind not in QUESTIONS})
    return len(attempt.refused) > before


def _plan(planner: Planner, change: ReviewChange, wanted: Sequence[Sequence[AcceptedParagraph]]) -> None:
    """Plan a change. Raises ``ChangeRefused`` if it cannot be written, or if the page has its text already."""
    handler = _HANDLERS.get(change.kind)
    if handler is None:
        raise by_hand(_NOT_WRITTEN.get(change.kind, "the exporter does not write this kind of change"))
    if change.entry is None:
        raise by_hand("it is outside of the page's paragraphs")
    if present(planner, change, wanted):
        raise ChangeRefused(Status.NO_EFFECT, REASONS[MergeState.DONE])
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
    """Return the new text of the page, verified; None if a change had to be refused first."""
    writer = SourceWriter(page.text, contexts, planner.page_plan, lambda unit: attempt.levels.get(unit, 0))
    try:
        edits = make_edits(writer)
    except Unwritable as error:
        _refuse(planner, chosen, {error.unit}, error.reason, attempt)
        return None
    text = _edited(page, contexts, edits)
    if text is None:
        _refuse(planner, chosen, _overlapping(edits), "it overlaps with another change", attempt)
        return None
    wrong = _wrong(page, text, edits, planner, chosen, read)
    if not wrong:
        return text
    for unit in wrong:
        attempt.levels[unit] = attempt.levels.get(unit, 0) + 1
    _refuse(planner, chosen, {u for u in wrong if attempt.levels[u] >= LEVELS}, _NOT_PROVEN, attempt)
    return None


def _edited(page: CurrentPage, contexts: ScalarContexts, edits: PageEdits) -> str | None:
    quoted = quote_where_needed([edit for _, edit in edits.edits], contexts, page.text)
    try:
        return apply_edits(page.text, quoted)
    except ValueError:
        return None


def _overlapping(edits: PageEdits) -> set[int]:
    ordered = sorted(edits.edits, key=lambda pair: (pair[1][0], pair[1][1]))
    wrong: set[int] = set()
    for i, (unit, (start, _, _)) in enumerate(ordered):
        wrong |= (
            {unit, *(u for u, (_, end, _) in ordered[:i] if end > start)}
            if any(end > start for _, (_, end, _) in ordered[:i])
            else set()
        )
    return wrong or {unit for unit, _ in edits.edits}


def _wrong(
    page: CurrentPage,
    text: str,
    edits: PageEdits,
    planner: Planner,
    chosen: Sequence[ReviewChange],
    read: ReadPage,
) -> set[int]:
    """Return the units that came out wrong."""
    after, _ = read(page.path, text)
    touched = planner.page_plan.touched()
    if after.data != page.data:
        return touched
    found = text_blocks(after)
    wrong = wrong_units(edits.expected, found) or unseen(planner, chosen, found)
    return (wrong & touched or touched) if wrong else set()


def _refuse(
    planner: Planner, chosen: Sequence[ReviewChange], units: Set[int | None], reason: str, attempt: _Attempt
) -> None:
    """Refuse the changes of units, or all changes if none belongs to them."""
    if not units:
        return
    hit = [c for c in chosen if units_of(planner, c) & units] or list(chosen)
    attempt.refused.update({c.id: Decision(Status.BY_HAND, reason) for c in hit})


def units_of(planner: Planner, change: ReviewChange) -> set[int]:
    """Return the units of today that a change is in or beside."""
    entries = {planner.alignment[i].entry for i in (*change.indexes, *change.origin)}
    units = {current.block.unit.index for entry in entries if (current := planner.find(entry))}
    if change.kind in NEW | MOVED:
        beside = (q.after or q.before for q in planner.page_plan.new_questions if q.change == change.id)
        units |= {unit.index for unit in beside if unit}
        near = (b.after or b.before for b in planner.page_plan.new_paragraphs if b.change == change.id)
        units |= {block.unit.index for block in near if block}
    return units
