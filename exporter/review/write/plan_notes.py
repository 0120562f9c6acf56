"""Plans of footnotes that come and go with their marks in the text."""

from typing import Final

from exporter.ooxml.shown_words import OBJECT
from exporter.review.match.changes import ReviewChange
from exporter.review.match.current_paragraph import CurrentParagraph
from exporter.review.match.text_blocks import TextBlock, note_marks
from exporter.review.word.document import PARAGRAPH, WordCharacter
from exporter.review.write.page_plan import NewNote
from exporter.review.write.planner import Planner, by_hand

_ENDNOTE: Final = "a page has footnotes only: make the endnote a footnote in the page"
_LONG: Final = "the footnote has more than one paragraph: write it in the page"
_TWICE: Final = "the page has another mark of this footnote: delete all of them in the page"
_ALONE: Final = "the mark of a footnote goes with its words: delete both in the page"


def plan_notes(planner: Planner, change: ReviewChange, current: CurrentParagraph) -> None:
    """Plan the footnotes whose marks a change inserts or deletes."""
    for i in change.indexes:
        aligned = planner.alignment[i]
        if aligned.character.char == OBJECT and aligned.character.note and not aligned.character.original:
            _insert(planner, change, aligned.character, current.block, current.before(aligned.at) or 0)
    own = [s for i in change.indexes if (s := planner.alignment[i]).character.original]
    deleted = {current.places[s.at] for s in own if planner.find(s.entry) is current and s.at < len(current.exported)}
    gone = {label for place, label in note_marks(current.block) if place in deleted}
    found = (planner.find(entry) for entry in sorted({s.entry for s in own if s.entry is not None}))
    notes = [note.block for note in found if note is not None and note is not current and note.block.kind == "footnote"]
    if len(notes) != len(gone):
        raise by_hand(_ALONE)
    for block in planner.page_plan.blocks if gone else ():
        plan = planner.page_plan.plans.get(block.index)
        if any(label in gone and not (plan and place in plan.deleted) for place, label in note_marks(block)):
            raise by_hand(_TWICE)
    for block in notes:
        planner.page_plan.plan_of(block).removed = True


def plan_note_deletion(planner: Planner, note: TextBlock) -> None:
    """Plan to delete a footnote whose marks all go with the paragraphs that they are in."""
    blocks, plans = planner.page_plan.blocks, planner.page_plan.plans
    labels = dict.fromkeys(label for block in blocks for _, label in note_marks(block))
    own = dict(zip((block.index for block in blocks if block.kind == "footnote"), labels, strict=False)).get(note.index)
    for block in blocks:
        plan = plans.get(block.index)
        stays = plan is None or not (plan.removed or block.unit.index in planner.page_plan.removed_units)
        if any(label == own and stays and not (plan and at in plan.deleted) for at, label in note_marks(block)):
            raise by_hand("a footnote goes with its mark in the text: delete that")
    planner.page_plan.plan_of(note).removed = True


def _insert(planner: Planner, change: ReviewChange, mark: WordCharacter, block: TextBlock, place: int) -> None:
    if not mark.note.startswith("footnote"):
        raise by_hand(_ENDNOTE)
    inside = [s for i in change.indexes if (s := planner.alignment[i].character).region == "footnote"]
    ends = [n for n, character in enumerate(inside) if character.char == PARAGRAPH]
    own = next((n for n, end in enumerate(ends) if inside[end].note == mark.note), None)
    if own is None or sum(inside[end].note == mark.note for end in ends) > 1:
        raise by_hand(_LONG if own is not None else _ALONE)
    words = inside[ends[own - 1] + 1 if own else 0 : ends[own]]
    planner.page_plan.notes[mark.note] = NewNote(words, block, place, change.id)
