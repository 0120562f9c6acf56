"""Plans of whole paragraphs: split, joined, deleted, inserted, moved."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from exporter.model.nodes import List, ListItem, Paragraph, Row
from exporter.ooxml.numbering import LIST_STEP
from exporter.ooxml.paragraph_kinds import PLAIN, style_key
from exporter.review.match.changes import ChangeKind, ReviewChange
from exporter.review.match.current_paragraph import MergeState
from exporter.review.match.paragraphs import SIMILAR
from exporter.review.match.text_blocks import TextBlock
from exporter.review.word.document import PARAGRAPH, ROW, ParagraphForm, Region, WordCharacter
from exporter.review.write.new_blocks import WRITTEN
from exporter.review.write.page_plan import InsertedCharacter, NewParagraph
from exporter.review.write.plan_notes import plan_note_deletion
from exporter.review.write.plan_text import plan_words
from exporter.review.write.planner import FLOWING, REASONS, ChangeRefused, Planner, by_hand
from exporter.review.write.status import Status
from exporter.textdiff.similarity import similarity

_NOT_DELETED: Final = {
    "caption": "a caption goes with its picture or table: delete the title there in the page",
    "label": "a label is the title of a component, or stands behind the fence of code: remove it there in the page",
    "question": "a question goes with its answer: delete both in the page",
}
NOT_ADDED: Final = {
    "title": "the title comes from the page's front matter: change it there",
    "subtitle": "the page has no subtitle of its own: put it into the front matter, or make it a paragraph",
    "caption": "a caption belongs to a picture or table: add it to that in the page",
    "label": "the exporter makes labels from components: add the component to the page",
    "cell": "it is in a table, a note or a text box",
    "footnote": "it is in a table, a note or a text box",
}


_BELOW_LABEL: Final = "it stands below a label that the exporter makes: add it to the component in the page"
_PARTED: Final = (*FLOWING, "quote")
_DELETED: Final = (*FLOWING, "quote", "code", "heading", "cell")


def plan_split(planner: Planner, change: ReviewChange) -> None:
    """Plan to split a paragraph."""
    current = planner.paragraph(change.entry)
    start, end = planner.span(change, change.entry)
    if not current.unchanged and current.whole.is_split(end):
        raise ChangeRefused(Status.NO_EFFECT, REASONS[MergeState.DONE])
    planner.require(current.merge_state(start, end, "".join(a.char for a in planner.inserted(change))))
    if current.block.kind not in _PARTED:
        raise by_hand(f"a {current.block.kind} is one paragraph: add the second one to the page")
    marks = (s for i in change.indexes if (s := planner.alignment[i]).character.char == PARAGRAPH)
    own = _form_of(planner, change)
    if any(own is not None and mark.character.form != own for mark in marks):
        raise by_hand("the two parts are paragraphs of different kinds")
    plan_words(planner, change, current)


def _form_of(planner: Planner, change: ReviewChange) -> ParagraphForm | None:
    """Return the form of the paragraph that a split ends in."""
    behind = (s.character for s in planner.alignment[change.indexes[-1] + 1 :] if s.character.char == PARAGRAPH)
    return next((mark.form for mark in behind if mark.original), None)


def plan_merge(planner: Planner, change: ReviewChange) -> None:
    """Plan to join two paragraphs."""
    alignment = planner.alignment
    entries = {alignment[i].entry for i in change.indexes}
    exported = sorted(entry for entry in entries if entry is not None)
    last = max(i for i in change.indexes if alignment[i].character.char == PARAGRAPH)
    follower = next((s.entry for s in alignment[last + 1 :] if s.character.original and s.entry is not None), None)
    if follower is None or len(entries) > 2 or (len(entries) == 2 and exported[-1] != follower):
        raise by_hand("more than two paragraphs were joined")
    first = planner.paragraph(None if None in entries else exported[0])
    second = planner.paragraph(follower)
    _joinable(first.block, second.block)
    for entry in exported:
        current = planner.paragraph(entry)
        start, end = planner.span(change, entry)
        planner.require(current.merge_state(min(start, len(current.exported)), min(end, len(current.exported)), ""))
        plan_words(planner, change, current)
    planner.page_plan.plan_of(first.block).joined = True
    planner.page_plan.plan_of(second.block)


def _joinable(first: TextBlock, second: TextBlock) -> None:
    if first.unit is not second.unit or first.kind == "question":
        raise by_hand("the paragraphs belong to different questions, or one is the question")
    level = -3 if first.kind == "item" else -1
    same = first.ancestors[:level] == second.ancestors[:level]
    around = all(a is b for a, b in zip(first.ancestors[:level], second.ancestors[:level], strict=False))
    if second.index != first.index + 1 or first.kind != second.kind or first.kind not in _PARTED:
        raise by_hand("only two paragraphs, or two items of one list, can be joined")
    if not (same and around):
        raise by_hand("the paragraphs are in different parts of the page")


def plan_deletion(planner: Planner, change: ReviewChange) -> None:
    """Plan to delete a paragraph."""
    current = planner.find(change.entry)
    if change.entry is not None:
        planner.refuse_generated(planner.review_map.entries[change.entry])
    if current is None or change.entry is None:
        raise ChangeRefused(Status.NO_EFFECT, REASONS[MergeState.DONE])
    if not current.unchanged:
        raise ChangeRefused(Status.CONFLICT, REASONS[MergeState.CONFLICT])
    if current.block.kind == "footnote":
        plan_note_deletion(planner, current.block)
        return
    if current.generated or current.block.kind not in _DELETED:
        label = REASONS[MergeState.GENERATED]
        own = _NOT_DELETED.get(current.block.kind, f"the exporter does not delete a {current.block.kind}")
        raise by_hand(label if current.generated else own)
    if not _in_place(planner, change.entry):
        raise ChangeRefused(Status.CONFLICT, "the page now has these words elsewhere")
    plan = planner.page_plan.plan_of(current.block)
    if current.block.kind == "cell" and not _row_goes(planner, change, current.block):
        plan.deleted.update(range(len(current.block.chars)))
    else:
        plan.removed = True


def _row_goes(planner: Planner, change: ReviewChange, block: TextBlock) -> bool:
    """Whether the row of a cell goes too: by a tracked change of the row, or since the document has none of it."""
    row = next((node for node in block.ancestors if isinstance(node, Row)), None)
    if row is None or planner.alignment[change.indexes[-1]].by.kind == ROW:
        return True
    inside = {b.index for b in planner.page_plan.blocks if any(node is row for node in b.ancestors)}
    here = {e for e, current in planner.paragraphs.items() if current.block.index in inside}
    return here <= planner.missing


def _in_place(planner: Planner, entry: int) -> bool:
    """Whether a paragraph stands between the same neighbours as in the export."""
    paragraphs = planner.paragraphs
    lower = max((e for e in paragraphs if e < entry), default=None)
    upper = min((e for e in paragraphs if e > entry), default=None)
    at = paragraphs[entry].block.index
    behind = lower is None or paragraphs[lower].block.index < at
    return behind and (upper is None or at < paragraphs[upper].block.index)


def plan_insertion(planner: Planner, change: ReviewChange) -> NewParagraph | None:
    """Plan to insert a paragraph; returns it, None for a further paragraph of an item."""
    characters = planner.inserted(change)
    form = planner.alignment[change.indexes[-1]].character.form
    if form.kind not in WRITTEN:
        raise by_hand(NOT_ADDED.get(form.kind, f"the exporter does not add a {form.kind}"))
    if not any(a.char.strip() for a in characters[:-1]):
        raise ChangeRefused(Status.NO_EFFECT, "the paragraph is empty")
    in_box = all(a.region is Region.CELL for a in characters)
    after, before = planner.within_box(change) if in_box else planner.around(change)
    if any(a.region is not Region.BODY for a in characters) and after is None and before is None:
        raise by_hand("it is in a table, a note or a text box")
    if after is None and before is None:
        raise ChangeRefused(Status.CONFLICT, "the page no longer has the paragraphs around it")
    after = _behind_written(planner, change, after, before)
    if change.kind is ChangeKind.NEW_PARAGRAPH:
        _check_like(planner, after, before, "".join(a.char for a in characters[:-1]))
    if after is not None and _is_further(form, after):
        _add_further(planner, change, after, characters)
        return None
    if planner.below_label(change) and not (before and planner.frame_style(before) == style_key(form.style)):
        raise by_hand(_BELOW_LABEL)
    if in_box and form.kind == PLAIN and (beside := after or before):
        form = replace(form, style=planner.frame_style(beside) or form.style)
    level = planner.heading_level(change, form) if form.kind == "heading" else 0
    new = NewParagraph(form, characters[:-1], after, before, change.id, level=level)
    planner.page_plan.new_paragraphs.append(new)
    return new


def _behind_written(
    planner: Planner, change: ReviewChange, after: TextBlock | None, before: TextBlock | None
) -> TextBlock | None:
    """Return the block before a new paragraph: the last of the new ones in front of it that the page has already."""
    words: list[str] = [""]
    for index in range(change.indexes[0] - 1, -1, -1):
        aligned = planner.alignment[index]
        if aligned.character.char == PARAGRAPH and aligned.character.original:
            break
        if aligned.character.char == PARAGRAPH:
            words.append("")
        elif aligned.character.final:
            words[-1] += aligned.character.char
    written = {text[::-1] for text in words if text.strip()}
    exported = {current.block.index for current in planner.paragraphs.values()}
    start = after.index + 1 if after is not None else 0
    between = planner.page_plan.blocks[start : before.index if before is not None else None] if written else ()
    return next((b for b in reversed(between) if b.index not in exported and b.text in written), after)


def _is_further(form: ParagraphForm, after: TextBlock) -> bool:
    """Whether a new paragraph is a further one of the item that the paragraph before it belongs to."""
    in_item = len(after.ancestors) > 1 and isinstance(after.ancestors[-2], ListItem)
    lists = sum(isinstance(node, List) for node in after.ancestors)
    own = in_item and isinstance(after.ancestors[-1], Paragraph) and form.kind == PLAIN
    return own and form.indent > 0 and round(form.indent / LIST_STEP) >= lists


def _add_further(planner: Planner, change: ReviewChange, after: TextBlock, characters: Sequence[WordCharacter]) -> None:
    """Plan a further paragraph of an item, which the website reads as a line of the one before it."""
    new = [InsertedCharacter(character, ()) for character in (characters[-1], *characters[:-1])]
    new[0].further = True
    planner.page_plan.plan_of(after).inserted.setdefault(len(after.chars), []).extend(new)
    planner.page_plan.further.add(change.id)


def _check_like(planner: Planner, after: TextBlock | None, before: TextBlock | None, words: str) -> None:
    """Raise ``ChangeRefused`` if the page has a similar paragraph that was not exported."""
    start = after.index + 1 if after is not None else 0
    exported = {current.block.index for current in planner.paragraphs.values()}
    between = planner.page_plan.blocks[start : before.index if before is not None else None]
    if any(block.index not in exported and similarity(block.text, words, SIMILAR) for block in between):
        raise ChangeRefused(Status.CONFLICT, "the page now has similar words here")


def plan_move(planner: Planner, change: ReviewChange) -> None:
    """Plan to move a paragraph as it is."""
    origin = planner.alignment[change.origin[0]]
    plan_deletion(
        planner, ReviewChange(ChangeKind.DELETED_PARAGRAPH, change.by, change.origin, origin.entry, origin.at)
    )
    new, current = plan_insertion(planner, change), planner.find(origin.entry)
    if new is not None and current is not None:
        new.moved = current.block
