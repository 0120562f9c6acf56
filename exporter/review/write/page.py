"""Write chosen changes into a page: plan them, make the edits, verify the new text, leave out changes that fail."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from exporter.ooxml.review_map import ReviewMap
from exporter.review.match.alignment import AlignedCharacter, AlignedDocument
from exporter.review.match.changes import MOVED, NEW, ChangeKind, ReviewChange
from exporter.review.match.current_page import CurrentPage, ReadPage, read_current_page
from exporter.review.match.current_paragraph import MergeState
from exporter.review.match.link_changes import old_link
from exporter.review.match.text_blocks import text_blocks
from exporter.review.write import plan_blocks, plan_questions, plan_rows, plan_styles, plan_text
from exporter.review.write.edits import PageEdits, make_edits
from exporter.review.write.expected import shown_characters
from exporter.review.write.heading_links import lead_on
from exporter.review.write.page_plan import PagePlan
from exporter.review.write.planner import REASONS, ChangeRefused, Planner, by_hand
from exporter.review.write.site_links import SiteLinks
from exporter.review.write.source_text import Unwritable, apply_edits
from exporter.review.write.status import Decision, Status, Statuses
from exporter.review.write.text_edits import LEVELS, SourceWriter
from exporter.review.write.verify import AcceptedParagraph, Proof, accepted, present, unseen, wrong_alts, wrong_units
from exporter.review.write.yaml_blocks import as_block
from exporter.review.write.yaml_scalars import ScalarContexts, quote_where_needed

_TRIALS: Final = 200
"""Most sets of changes that are tried for a page: each one is a page to read."""
_BLOCKS: Final = 20
"""Most YAML values of a page that become blocks."""
_GESTURES: Final = (ChangeKind.SPLIT, ChangeKind.MERGE)
_HALF: Final = "it is one edit with a change beside it that is left to do by hand"
_NOT_PROVEN: Final = "written alone, it would not read as reviewed"
_PLAIN: Final = (
    "the page would not show these looks or links: its component shows plain text here, or their signs touch letters"
)
_VALUE: Final = "the page has these words in a prop or in data: change them there"
_NOT_TOGETHER: Final = (
    "with the other changes of the page it would not read as reviewed: 'apply --only' with its id writes it alone"
)
_NOT_TRIED: Final = "too many changes of the page fail: 'apply --only' with its id tries it alone"
_NOT_WRITTEN: Final = {ChangeKind.CANCELLED: "inserted, then deleted"}
_HANDLERS: Final[dict[ChangeKind, Callable[[Planner, ReviewChange], object]]] = {
    ChangeKind.INSERT: plan_text.plan_text,
    ChangeKind.DELETE: plan_text.plan_text,
    ChangeKind.REPLACE: plan_text.plan_text,
    ChangeKind.FORMAT: plan_text.plan_format,
    ChangeKind.LINK: plan_text.plan_link,
    ChangeKind.STYLE: plan_styles.plan_style,
    ChangeKind.ALT_TEXT: plan_text.plan_alt_text,
    ChangeKind.SPLIT: plan_blocks.plan_split,
    ChangeKind.MERGE: plan_blocks.plan_merge,
    ChangeKind.DELETED_PARAGRAPH: plan_blocks.plan_deletion,
    ChangeKind.NEW_PARAGRAPH: plan_blocks.plan_insertion,
    ChangeKind.MOVED_PARAGRAPH: plan_blocks.plan_move,
    ChangeKind.NEW_ROW: plan_rows.plan_insertion,
    ChangeKind.DELETED_QUESTION: plan_questions.plan_deletion,
    ChangeKind.NEW_QUESTION: plan_questions.plan_insertion,
    ChangeKind.MOVED_QUESTION: plan_questions.plan_move,
}


@dataclass(slots=True)
class WrittenPage:
    """Text of a page with its changes, the status of each change, and the block that each paragraph was, or -1."""

    text: str
    statuses: Statuses = field(default_factory=dict)
    origins: Sequence[int] = ()

    @property
    def written(self) -> int:
        """The number of changes in it."""
        return sum(decision.status is Status.AUTOMATIC for decision in self.statuses.values())


@dataclass(frozen=True, slots=True)
class _Failure:
    """The reason why a set of changes is not written, the units at fault, and the change that alone is at fault."""

    reason: str
    units: frozenset[int | None] = frozenset()
    change: str = ""
    scalar: int | None = None


@dataclass(frozen=True, slots=True)
class Writing:
    """The changes to write into a page: the chosen ones of all ``tracked`` ones, and what the reviewed file says.

    ``read`` reads a page; ``links`` knows the site around it.
    """

    chosen: Sequence[ReviewChange]
    tracked: Sequence[ReviewChange]
    alignment: Sequence[AlignedCharacter]
    document: AlignedDocument
    review_map: ReviewMap
    read: ReadPage
    links: SiteLinks = field(default_factory=SiteLinks)

    def planner(self, page: CurrentPage) -> Planner:
        """Return a planner of a page without plans."""
        plan = PagePlan(page.blocks, self.links.written)
        losing = _losing(self.tracked or self.chosen, self.chosen)
        made = Planner(self.alignment, self.document, self.review_map, dict(page.paragraphs), plan, losing)
        made.read_document()
        return made


def write_page(page: CurrentPage, writing: Writing) -> WrittenPage:
    """Return the page with the chosen changes in it, as many as can be verified.

    YAML values that have to hold more paragraphs are written anew as blocks, each only if that lets a change in.
    """
    best, wanted = _write_once(page, writing)
    for _ in range(_BLOCKS):
        offset = next(iter(wanted), None)
        blocked = None if offset is None else _with_block(page, offset, writing)
        if blocked is None:
            break
        found, wanted = _write_once(blocked, writing)
        if found.written <= best.written:
            break
        page, best = blocked, found
    links = lead_on(page, best.text, writing.read, writing.links, best.origins)
    return WrittenPage(links.text, best.statuses | links.reasons(page, writing.chosen, best.statuses))


def _with_block(page: CurrentPage, offset: int, writing: Writing) -> CurrentPage | None:
    """Return the page with a YAML value as a block; None if it does not say the same then."""
    scalar = ScalarContexts.of(page.scalars, page.text).at(offset)
    edit = as_block(page.text, scalar)
    if edit is None:
        return None
    made = read_current_page(page.path, apply_edits(page.text, [edit]), writing.review_map, writing.read)
    same = [(b.kind, b.path, shown_characters(b)) for b in page.blocks]
    equal = same == [(b.kind, b.path, shown_characters(b)) for b in made.blocks]
    return made if equal and made.data == page.data else None


def _write_once(page: CurrentPage, writing: Writing) -> tuple[WrittenPage, list[int]]:
    """Return the page with the chosen changes in it, and the offsets of the YAML values that had to be blocks.

    The text with all tracked changes, beside the text with the chosen ones, shows which changes the page has already.
    """
    first, texts = writing.planner(page), (writing.chosen, writing.tracked)
    differs = page.changed or any(c.kind in NEW for c in writing.chosen)
    trials = _Trials(page, writing, [accepted(first, text) for text in texts] if differs else [])
    kept = trials.largest([], list(writing.chosen))
    kept = trials.largest([], trials.without_halves(kept))
    text, origins = trials.written(kept) if kept else Proof(page.text)
    return WrittenPage(text, trials.refused | {c.id: Decision(Status.AUTOMATIC) for c in kept}, origins), trials.scalars


@dataclass(slots=True)
class _Trials:
    """Trials of sets of changes: the largest set that can be verified is written, the others have their own reason."""

    page: CurrentPage
    writing: Writing
    wanted: Sequence[Sequence[AcceptedParagraph]]
    refused: Statuses = field(default_factory=dict)
    scalars: list[int] = field(default_factory=list)  # offsets of YAML values that had to be blocks
    _known: dict[frozenset[str], Proof | _Failure] = field(default_factory=dict)
    _contexts: ScalarContexts = field(init=False)

    def __post_init__(self) -> None:
        self._contexts = ScalarContexts.of(self.page.scalars, self.page.text)

    def largest(self, base: list[ReviewChange], added: list[ReviewChange]) -> list[ReviewChange]:
        """Return ``base`` with as many of the ``added`` changes as can be written; the others are refused."""
        while added:
            found = self._try([*base, *added])
            added = [c for c in added if c.id not in self.refused]
            if isinstance(found, Proof):
                return [*base, *added]
            culprit = [c for c in added if c.id == found.change] or added[len(added) :]
            if len(added) <= 1 or culprit:
                for change in culprit or added:
                    self._refuse(change, base, found)
                added = [c for c in added if c.id not in self.refused]
                continue
            planner = self.writing.planner(self.page)
            inside = [c for c in added if units_of(planner, c) & found.units]
            outside = [c for c in added if c not in inside]
            half = len(added) // 2
            part, added = (outside, inside) if inside and outside else (added[:half], added[half:])
            base = self.largest(base, part)
        return base

    def without_halves(self, kept: list[ReviewChange]) -> list[ReviewChange]:
        """Return the changes without those that are one edit with a split, merge or link that is left to people."""
        ends = {end for c in self.writing.chosen if c.kind in _GESTURES and self._by_hand(c) for end in _ends(c)}
        halves: list[ReviewChange] = []
        for ordered in (kept, kept[::-1]):
            for change in ordered:
                if change not in halves and _touching(change) & ends:
                    halves.append(change)
                    ends.update(_ends(change))
        links = {c.id: old_link(c, self.writing.review_map) for c in self.writing.chosen}
        left = {links[c.id] for c in self.writing.chosen if self._by_hand(c)} - {None}
        halves += [c for c in kept if links[c.id] in left]
        self.refused.update({c.id: Decision(Status.BY_HAND, _HALF) for c in halves})
        return [c for c in kept if c.id not in self.refused]

    def written(self, kept: Sequence[ReviewChange]) -> Proof:
        """Return the page with a set of changes that was tried."""
        found = self._try(kept)
        assert isinstance(found, Proof)
        return found

    def _by_hand(self, change: ReviewChange) -> bool:
        return change.id in self.refused and self.refused[change.id].status is Status.BY_HAND

    def _refuse(self, change: ReviewChange, base: Sequence[ReviewChange], failure: _Failure) -> None:
        reason = failure.reason
        if failure.scalar is not None:
            self.scalars.append(failure.scalar)
        if reason == _NOT_PROVEN and change.kind in (ChangeKind.FORMAT, ChangeKind.LINK):
            reason = _PLAIN
        elif reason == _NOT_PROVEN and self.page.has_value(change.entry):
            reason = _VALUE
        if failure.reason == _NOT_PROVEN and base and isinstance(self._try([change]), Proof):
            reason = _NOT_TOGETHER
        self.refused[change.id] = Decision(Status.BY_HAND, reason)

    def _try(self, changes: Collection[ReviewChange]) -> Proof | _Failure:
        """Return the page with a set of changes, or the reason why it cannot be written; refuse hopeless changes."""
        own = {c.id for c in changes}
        while True:
            left = [c for c in self.writing.chosen if c.id in own and c.id not in self.refused]
            key = frozenset(c.id for c in left)
            if not left:
                return Proof(self.page.text)
            if key in self._known:
                return self._known[key]
            if len(self._known) >= _TRIALS:
                return _Failure(_NOT_TRIED)
            planner = self.writing.planner(self.page)
            if not self._refusals(planner, left):
                self._known[key] = _write(self.page, self._contexts, planner, left, self.writing.read)
                return self._known[key]

    def _refusals(self, planner: Planner, chosen: Sequence[ReviewChange]) -> bool:
        """Plan all changes; whether one was refused, which makes the plan useless."""
        before = len(self.refused)
        for change in chosen:
            try:
                _plan(planner, change, self.wanted)
            except ChangeRefused as refusal:
                self.refused[change.id] = refusal.decision
        return len(self.refused) > before


def _losing(known: Sequence[ReviewChange], chosen: Sequence[ReviewChange]) -> frozenset[str]:
    """Return the changes whose words lose a link or format by a change of its own."""
    marks = {i for c in (*known, *chosen) if c.kind in (ChangeKind.LINK, ChangeKind.FORMAT) for i in c.indexes}
    return frozenset(c.id for c in chosen if c.kind is ChangeKind.REPLACE and marks.intersection(c.indexes))


def _ends(change: ReviewChange) -> tuple[tuple[str, int], tuple[str, int]]:
    """Return the characters of an author right before and behind a change."""
    return (change.by.author, change.indexes[0] - 1), (change.by.author, change.indexes[-1] + 1)


def _touching(change: ReviewChange) -> set[tuple[str, int]]:
    return {(change.by.author, change.indexes[0]), (change.by.author, change.indexes[-1])}


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
    planner.refuse_uncertain(change)


def _write(
    page: CurrentPage, contexts: ScalarContexts, planner: Planner, chosen: Sequence[ReviewChange], read: ReadPage
) -> Proof | _Failure:
    """Return the new text of the page, verified; each failing unit is written in all ways before it counts as wrong."""
    levels: dict[int, int] = {}
    writer = SourceWriter(page.text, contexts, planner.page_plan, lambda unit: levels.get(unit, 0))
    wrong: set[int] = set()
    while all(levels.get(unit, 0) < LEVELS for unit in wrong):
        try:
            edits = make_edits(writer)
        except Unwritable as error:
            return _Failure(error.reason, frozenset((error.unit,)), error.change, error.scalar)
        text = _edited(page, contexts, edits)
        if text is None:
            return _Failure("it overlaps with another change", frozenset(_overlapping(edits)))
        wrong = _wrong(page, text, edits, planner, chosen, read)
        if not wrong:
            return Proof(text, [e.origin for e in edits.expected])
        levels.update({unit: levels.get(unit, 0) + 1 for unit in wrong})
    return _Failure(_NOT_PROVEN, frozenset(wrong))


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
        if earlier := {u for u, (_, end, _) in ordered[:i] if end > start}:
            wrong |= {unit, *earlier}
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
    wrong = wrong_units(edits.expected, found) or unseen(planner, chosen, found) or wrong_alts(planner.page_plan, found)
    return (wrong & touched or touched) if wrong else set()


def units_of(planner: Planner, change: ReviewChange) -> set[int]:
    """Return the units of today that a change is in or beside."""
    entries = {planner.alignment[i].entry for i in (*change.indexes, *change.origin)}
    units = {current.block.unit.index for entry in entries if (current := planner.find(entry))}
    units |= {change.picture.block.unit.index} if change.picture else set()
    if change.kind in NEW | MOVED:
        units |= {block.unit.index for block in planner.around(change) if block}
    return units
