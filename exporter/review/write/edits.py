"""Puts a draft together: all edits of a page, and all paragraphs that it must show once they are made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from exporter.review.match.text_blocks import Leaf
from exporter.review.word.document import PARAGRAPH
from exporter.review.write import block_edits, question_edits
from exporter.review.write.page_plan import Coming, Expected, LeafPlan, NewBlock
from exporter.review.write.source_text import Unwritable
from exporter.review.write.text_edits import Writer, is_empty, unchanged
from exporter.review.write.yaml_scalars import Edit

_Order = tuple[int, int, int]


@dataclass(slots=True)
class Composed:
    """Edits with the units that they belong to, and what the whole page shows behind them."""

    edits: list[tuple[int, Edit]] = field(default_factory=list)
    expected: list[Expected] = field(default_factory=list)


def compose(writer: Writer) -> Composed:
    """The edits and expectations of a whole draft; ``Unwritable`` names a unit that has to be left alone."""
    draft = writer.draft
    _reuse_replaced(writer)
    for leaf in draft.leaves:
        plan = draft.plans.get(leaf.index)
        if plan and not plan.joined and not _joined_to(writer, leaf) and not plan.gone and is_empty(leaf, plan):
            if leaf.kind not in ("paragraph", "item", "quote"):
                raise Unwritable(leaf.unit.index, f"the {leaf.kind} would be left empty")
            plan.gone = True
    gone = {i for i, plan in draft.plans.items() if plan.gone}
    moved = {new.moved.index for new in draft.questions if new.moved}
    gone |= {leaf.index for leaf in draft.leaves if leaf.unit.index in draft.removed.keys() - moved}
    edits: list[tuple[int, Edit]] = []
    shown: list[tuple[_Order, Expected]] = []
    for group in _groups(writer, gone):
        edits.extend(_group_edits(writer, group, shown))
    taken_out = [x for x in draft.leaves if x.index in gone and x.unit.index not in draft.removed.keys() - moved]
    edits.extend(block_edits.removals(writer, taken_out))
    leaving = gone | {leaf.index for leaf in draft.leaves if leaf.unit.index in moved}
    moves = {new.change for new in draft.questions if new.moved}
    for number, run in enumerate(_block_runs(draft.blocks, moves)):
        edit, beside, behind, new = block_edits.insertion(writer, run, gone if run[0].change in moves else leaving)
        edits.append((draft.leaves[beside].unit.index, edit))
        shown.extend(((beside, 2 if behind else 0, number * 1000 + i), e) for i, e in enumerate(new))
    edits = list(_with_questions(writer, edits, shown, moved))
    return Composed(edits, [e for _, e in sorted(shown, key=lambda pair: pair[0])])


def _joined_to(writer: Writer, leaf: Leaf) -> bool:
    before = writer.draft.plans.get(leaf.index - 1)
    return before is not None and before.joined


def _groups(writer: Writer, gone: set[int]) -> Iterator[list[Leaf]]:
    """The leaves that stay; those that are joined together."""
    group: list[Leaf] = []
    for leaf in writer.draft.leaves:
        if leaf.index in gone:
            if group:
                raise Unwritable(leaf.unit.index, "a paragraph is joined with one that goes")
            continue
        group.append(leaf)
        plan = writer.draft.plans.get(leaf.index)
        if not (plan and plan.joined):
            yield group
            group = []
    if group:
        yield group


def _group_edits(writer: Writer, group: list[Leaf], shown: list[tuple[_Order, Expected]]) -> Iterator[tuple[int, Edit]]:
    first = group[0]
    if not any(leaf.index in writer.draft.plans for leaf in group):
        shown.append(((first.index, 1, 0), unchanged(first)))
        return
    edit, expected = writer.group(group)
    shown.extend(((first.index, 1, i), e) for i, e in enumerate(expected))
    if writer.source[edit[0] : edit[1]] != edit[2]:
        yield first.unit.index, edit


def _reuse_replaced(writer: Writer) -> None:
    """A paragraph taken out beside a new one of its kind is the same paragraph with new words."""
    draft = writer.draft
    kept: list[NewBlock] = []
    for block in draft.blocks:
        old = next((x for x in (block.after, block.before) if _replaceable(writer, x, block)), None)
        if old is None or block.moved is not None:
            kept.append(block)
            continue
        everything = tuple(range(len(old.chars)))
        coming = [Coming(atom, everything[:1]) for atom in block.atoms if atom.char != PARAGRAPH]
        draft.plans[old.index] = LeafPlan(set(everything), {0: coming})
    draft.blocks[:] = kept


def _replaceable(writer: Writer, leaf: Leaf | None, block: NewBlock) -> bool:
    plan = writer.draft.plans.get(leaf.index) if leaf else None
    moved = {b.moved.index for b in writer.draft.blocks if b.moved}
    return bool(leaf and plan and plan.gone and leaf.kind == block.kind and leaf.index not in moved)


def _block_runs(new: Sequence[NewBlock], moves: set[str]) -> Iterator[list[NewBlock]]:
    """New paragraphs that stand behind each other; those of questions that move apart from others."""

    def place(block: NewBlock) -> tuple[int, int, bool]:
        return (
            block.after.index if block.after is not None else -1,
            block.before.index if block.before is not None else -1,
            block.change in moves,
        )

    for _, run in groupby(new, key=place):
        yield list(run)


def _with_questions(
    writer: Writer, edits: Sequence[tuple[int, Edit]], shown: list[tuple[_Order, Expected]], moved: set[int]
) -> Iterator[tuple[int, Edit]]:
    """All edits with those of whole questions; edits inside of one that moves are made where it goes."""
    draft = writer.draft
    units = {leaf.unit.index: leaf.unit for leaf in draft.leaves}
    shown_by = {unit: _taken(shown, unit) for unit in moved}
    yield from (pair for pair in edits if pair[0] not in moved)
    for number in draft.removed:
        yield number, question_edits.removal(writer, units[number])
    for number, new in enumerate(draft.questions):
        unit = new.after or new.before
        assert unit is not None
        if new.moved is None:
            edit, expected = question_edits.insertion(writer, new)
        else:
            inside = [edit for own, edit in edits if own == new.moved.index]
            edit = question_edits.move(writer, new, new.moved, inside)
            expected = shown_by[new.moved.index]
        own = [leaf.index for leaf in draft.leaves if leaf.unit is unit]
        place = (own[-1], 3) if new.after is not None else (own[0], -1)
        shown.extend(((*place, number * 1000 + i), e) for i, e in enumerate(expected))
        yield unit.index, edit


def _taken(shown: list[tuple[_Order, Expected]], unit: int) -> list[Expected]:
    """Takes what a unit shows out of the whole."""
    own = sorted((pair for pair in shown if pair[1].unit == unit), key=lambda pair: pair[0])
    shown[:] = [pair for pair in shown if pair[1].unit != unit]
    return [expected for _, expected in own]
