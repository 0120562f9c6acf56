"""Edits of a page from its plan, and the paragraphs that the page must show after them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, auto
from itertools import groupby

from exporter.model.nodes import Heading, List
from exporter.review.match.text_blocks import TextBlock
from exporter.review.word.document import PARAGRAPH
from exporter.review.write import block_edits, footnotes, question_edits, restyle, table_rows
from exporter.review.write.expected import ExpectedParagraph
from exporter.review.write.list_numbers import ListNumbers, items_of
from exporter.review.write.new_blocks import insertions
from exporter.review.write.page_plan import BlockPlan, InsertedCharacter, NewParagraph
from exporter.review.write.source_text import Edit, Unwritable
from exporter.review.write.text_edits import SourceWriter, is_empty, unchanged


class _Side(IntEnum):
    """Order of the paragraphs at a block."""

    QUESTION_BEFORE = auto()
    BEFORE = auto()
    SAME = auto()
    BEHIND = auto()
    QUESTION_BEHIND = auto()


_Order = tuple[int, _Side, int]
"""A block, a side of it, and a number there."""


@dataclass(slots=True)
class PageEdits:
    """Edits with their units, and the expected paragraphs of the whole page."""

    edits: list[tuple[int, Edit]] = field(default_factory=list)
    expected: list[ExpectedParagraph] = field(default_factory=list)


def make_edits(writer: SourceWriter) -> PageEdits:
    """Return the edits of a whole plan. Raises ``Unwritable`` for a unit that has to stay as it is."""
    page_plan = writer.page_plan
    _reuse_replaced(writer)
    footnotes.give_labels(writer)
    for block in page_plan.blocks:
        plan = page_plan.plans.get(block.index)
        if plan and not plan.joined and not _joined_to(writer, block) and not plan.removed and is_empty(block, plan):
            if block.kind == "cell":  # its row stays, with an empty cell
                continue
            if block.kind not in ("paragraph", "item", "quote"):
                raise Unwritable(block.unit.index, f"the {block.kind} would be left empty")
            plan.removed = True
    removed = {i for i, plan in page_plan.plans.items() if plan.removed}
    for index in removed:
        if any(c.further for new in page_plan.plans[index].inserted.values() for c in new):
            raise Unwritable(page_plan.blocks[index].unit.index, "the item goes that it is a further paragraph of")
    moved = {new.moved.index for new in page_plan.new_questions if new.moved}
    removed |= {block.index for block in page_plan.blocks if block.unit.index in page_plan.removed_units.keys() - moved}
    edits: list[tuple[int, Edit]] = []
    shown: list[tuple[_Order, ExpectedParagraph]] = []
    runs = list(restyle.runs(writer, removed))
    for made in (restyle.restyled(writer, run) for run in runs):
        edits.extend(made.edits)
        shown.extend(((block.index, _Side.SAME, i), e) for block, found in made.expected for i, e in enumerate(found))
    covered = {block.index for run in runs for block in run}
    for group in _groups(writer, removed):
        if group[0].index not in covered:
            edits.extend(_group_edits(writer, group, shown))
    removed_blocks = [
        x for x in page_plan.blocks if x.index in removed and x.unit.index not in page_plan.removed_units.keys() - moved
    ]
    edits.extend(block_edits.removals(writer, removed_blocks))
    leaving = removed | {block.index for block in page_plan.blocks if block.unit.index in moved}
    moves = {new.change for new in page_plan.new_questions if new.moved}
    writer.numbers = ListNumbers(writer.source, items_of(page_plan.blocks[i] for i in removed))
    new_runs = _block_runs(page_plan.new_paragraphs, moves)
    inserted = (i for run in new_runs for i in insertions(writer, run, removed if run[0].change in moves else leaving))
    for number, (edit, beside, behind, new, added) in enumerate(inserted):
        edits.append((page_plan.blocks[beside].unit.index, edit))
        writer.numbers.new += [added] if added else []
        shown.extend(
            ((beside, _Side.BEHIND if behind else _Side.BEFORE, number * 1000 + i), e) for i, e in enumerate(new)
        )
    for number, row in enumerate(page_plan.new_rows):
        edit, cells = table_rows.insertion(writer, row)
        edits.append((row.beside.unit.index, edit))
        place = table_rows.end_of_row(page_plan.blocks, row)
        side = _Side.BEHIND if row.behind else _Side.BEFORE
        shown.extend(((place, side, number * 1000 + i), cell) for i, cell in enumerate(cells))
    for number, (unit, edit, behind_block, expected_note) in enumerate(footnotes.definitions(writer, removed)):
        edits.append((unit, edit))
        shown.append(((behind_block, _Side.QUESTION_BEHIND, number), expected_note))
    counted = [block for block in page_plan.blocks if block.index not in covered]
    edits.extend(writer.numbers.edits(counted))
    edits = list(_with_questions(writer, edits, shown, moved))
    return PageEdits(edits, [e for _, e in sorted(shown, key=lambda pair: pair[0])])


def _joined_to(writer: SourceWriter, block: TextBlock) -> bool:
    before = writer.page_plan.plans.get(block.index - 1)
    return before is not None and before.joined


def _groups(writer: SourceWriter, removed: set[int]) -> Iterator[list[TextBlock]]:
    """Yield the blocks that stay, joined ones together."""
    group: list[TextBlock] = []
    for block in writer.page_plan.blocks:
        if block.index in removed:
            if group:
                raise Unwritable(block.unit.index, "a paragraph is joined with a deleted paragraph")
            continue
        group.append(block)
        plan = writer.page_plan.plans.get(block.index)
        if not (plan and plan.joined):
            yield group
            group = []
    if group:
        yield group


def _group_edits(
    writer: SourceWriter, group: list[TextBlock], shown: list[tuple[_Order, ExpectedParagraph]]
) -> Iterator[tuple[int, Edit]]:
    first = group[0]
    if not any(block.index in writer.page_plan.plans for block in group):
        shown.append(((first.index, _Side.SAME, 0), unchanged(first)))
        return
    edit, expected = writer.write_blocks(group)
    shown.extend(((first.index, _Side.SAME, i), e) for i, e in enumerate(expected))
    if writer.source[edit[0] : edit[1]] != edit[2]:
        yield first.unit.index, edit


def _reuse_replaced(writer: SourceWriter) -> None:
    """Turn a removed paragraph beside a new one of its kind into the same paragraph with new words."""
    page_plan = writer.page_plan
    kept: list[NewParagraph] = []
    for new in page_plan.new_paragraphs:
        old = next((x for x in (new.after, new.before) if _replaceable(writer, x, new)), None)
        if old is None or new.moved is not None:
            kept.append(new)
            continue
        everything = tuple(range(len(old.chars)))
        inserted = [
            InsertedCharacter(character, everything[:1]) for character in new.characters if character.char != PARAGRAPH
        ]
        page_plan.plans[old.index] = BlockPlan(set(everything), {0: inserted})
    page_plan.new_paragraphs[:] = kept


def _replaceable(writer: SourceWriter, block: TextBlock | None, new: NewParagraph) -> bool:
    plan = writer.page_plan.plans.get(block.index) if block else None
    moved = {b.moved.index for b in writer.page_plan.new_paragraphs if b.moved}
    return bool(block and plan and plan.removed and _same_kind(block, new) and block.index not in moved)


def _same_kind(block: TextBlock, new: NewParagraph) -> bool:
    """Whether a new paragraph is of the kind and level of a block."""
    lists = [node for node in block.ancestors if isinstance(node, List)]
    if new.form.kind == "heading":
        return isinstance(block.ancestors[-1], Heading) and block.ancestors[-1].level == new.level
    if new.form.kind == "item":
        return block.kind == "item" and (len(lists) - 1, lists[-1].ordered) == (new.form.level, new.form.ordered)
    return block.kind == new.form.kind and block.kind != "code"


def _block_runs(new: Sequence[NewParagraph], moves: set[str]) -> Iterator[list[NewParagraph]]:
    """Group new paragraphs at one place, those of moved questions apart from others."""

    def place(paragraph: NewParagraph) -> tuple[int | None, int | None, bool]:
        return (
            paragraph.after.index if paragraph.after is not None else None,
            paragraph.before.index if paragraph.before is not None else None,
            paragraph.change in moves,
        )

    for _, run in groupby(new, key=place):
        yield list(run)


def _with_questions(
    writer: SourceWriter,
    edits: Sequence[tuple[int, Edit]],
    shown: list[tuple[_Order, ExpectedParagraph]],
    moved: set[int],
) -> Iterator[tuple[int, Edit]]:
    """Add the edits of whole questions; edits inside a moved question are made at its new place."""
    page_plan = writer.page_plan
    units = {block.unit.index: block.unit for block in page_plan.blocks}
    shown_by = {unit: _take_expected(shown, unit) for unit in moved}
    yield from (pair for pair in edits if pair[0] not in moved)
    for number in page_plan.removed_units:
        yield number, question_edits.removal(writer, units[number])
    for number, new in enumerate(page_plan.new_questions):
        unit = new.after or new.before
        assert unit is not None
        if new.moved is None:
            edit, expected = question_edits.insertion(writer, new)
        else:
            inside = [edit for own, edit in edits if own == new.moved.index]
            edit = question_edits.move(writer, new, new.moved, inside)
            expected = shown_by[new.moved.index]
        own = [block.index for block in page_plan.blocks if block.unit is unit]
        place = (own[-1], _Side.QUESTION_BEHIND) if new.after is not None else (own[0], _Side.QUESTION_BEFORE)
        shown.extend(((*place, number * 1000 + i), e) for i, e in enumerate(expected))
        yield unit.index, edit


def _take_expected(shown: list[tuple[_Order, ExpectedParagraph]], unit: int) -> list[ExpectedParagraph]:
    """Remove and return the expected paragraphs of a unit."""
    own = sorted((pair for pair in shown if pair[1].unit == unit), key=lambda pair: pair[0])
    shown[:] = [pair for pair in shown if pair[1].unit != unit]
    return [expected for _, expected in own]
