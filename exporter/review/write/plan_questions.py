"""Plans of whole questions: deleted, inserted, moved, and moved with other words."""

from collections.abc import Sequence
from dataclasses import dataclass

from exporter.review.match.alignment import matching
from exporter.review.match.changes import ReviewChange
from exporter.review.match.current_paragraph import MergeState
from exporter.review.match.paragraphs import align_texts
from exporter.review.match.text_blocks import TextBlock, Unit
from exporter.review.word.document import PARAGRAPH, ParagraphForm, WordCharacter
from exporter.review.write.new_blocks import WRITTEN
from exporter.review.write.page_plan import InsertedCharacter, NewParagraph, NewQuestion
from exporter.review.write.planner import REASONS, ChangeRefused, Planner, by_hand
from exporter.review.write.status import Status


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph of a new question."""

    form: ParagraphForm
    characters: list[WordCharacter]
    level: int = 0

    @property
    def text(self) -> str:
        return "".join(a.char for a in self.characters)


def plan_deletion(planner: Planner, change: ReviewChange) -> None:
    """Plan to delete a question with its answer."""
    planner.page_plan.removed_units[_unit(planner, change.indexes).index] = change.id


def plan_insertion(planner: Planner, change: ReviewChange) -> None:
    """Plan to insert a question with its answer."""
    question, *answer = _parts(planner, change)
    words = question.text.strip()
    known = (block for block in planner.page_plan.blocks if block.kind == "question" and block.text == words)
    mapped = {t.block.index for t in planner.paragraphs.values()}
    if any(block.index not in mapped for block in known):
        raise ChangeRefused(Status.NO_EFFECT, REASONS[MergeState.DONE])
    _put(planner, change, [question, *answer], None)


def plan_move(planner: Planner, change: ReviewChange) -> None:
    """Plan to move a question, with its new words."""
    unit = _unit(planner, change.origin)
    parts = _parts(planner, change)
    _put(planner, change, parts, unit)
    planner.page_plan.removed_units[unit.index] = change.id
    if change.reworded:
        _reword(planner, change, unit, parts)


def _unit(planner: Planner, indexes: Sequence[int]) -> Unit:
    """Return the unit of today of a deleted question. Raises ``ChangeRefused`` if it has other words by now."""
    entries = {planner.alignment[i].entry for i in indexes}
    found = [planner.paragraphs[e] for e in entries if e in planner.paragraphs]
    if not found:
        raise ChangeRefused(Status.NO_EFFECT, REASONS[MergeState.DONE])
    units = {t.block.unit.index for t in found}
    unit = found[0].block.unit
    blocks = [block for block in planner.page_plan.blocks if block.unit is unit]
    if (
        len(found) != len(entries)
        or len(units) != 1
        or len(blocks) != len(found)
        or not all(t.unchanged for t in found)
    ):
        raise ChangeRefused(Status.CONFLICT, "the page now has other words in this question")
    return unit


def _parts(planner: Planner, change: ReviewChange) -> list[_Part]:
    """Return the question and the paragraphs of its answer, without blank ones."""
    parts: list[_Part] = []
    current: list[WordCharacter] = []
    for i in change.indexes:
        aligned = planner.alignment[i]
        if aligned.character.char == PARAGRAPH:
            form = aligned.character.form
            level = planner.heading_level(change, form) if form.kind == "heading" else 0
            parts.append(_Part(form, current, level))
            current = []
        else:
            current.append(aligned.character)
    if any(part.form.kind not in WRITTEN for part in parts[1:] if part.text.strip()):
        raise by_hand("its answer holds more than paragraphs, lists, quotes and code")
    return [parts[0], *(part for part in parts[1:] if part.text.strip())]


def _put(planner: Planner, change: ReviewChange, parts: Sequence[_Part], unit: Unit | None) -> None:
    if len(parts) < 2 or not parts[0].text.strip():
        raise by_hand("a question without an answer")
    after, before = planner.around(change)
    upper = after.unit if after is not None and after.unit.question else None
    lower = before.unit if before is not None and before.kind == "question" else None
    if upper is None and lower is None:
        raise by_hand("no question is before or after it")
    if after is not None and before is not None and after.unit is before.unit:
        raise by_hand("it is inside another answer")
    answer = [NewParagraph(p.form, p.characters, None, None, change.id, level=p.level) for p in parts[1:]]
    planner.page_plan.new_questions.append(NewQuestion(parts[0].characters, answer, upper, lower, change.id, unit))


# --- moved with other words ------------------------------------------------------------------------------------------


def _reword(planner: Planner, change: ReviewChange, unit: Unit, parts: Sequence[_Part]) -> None:
    """Plan the new words of a moved unit, paragraph by paragraph."""
    blocks = [block for block in planner.page_plan.blocks if block.unit is unit]
    pairs = dict(align_texts([p.text for p in parts[1:]], [block.text for block in blocks[1:]], (), {}))
    standing = {n + 1: blocks[e + 1] for n, e in pairs.items() if parts[n + 1].form.kind == blocks[e + 1].kind}
    standing[0] = blocks[0]
    for block in blocks:
        if block not in standing.values():
            planner.page_plan.plan_of(block).removed = True
    after = blocks[0]
    for number, part in enumerate(parts):
        if number in standing:
            after = standing[number]
            _plan_new_words(planner, after, part.characters)
        else:
            before = next((standing[n] for n in range(number, len(parts)) if n in standing), None)
            planner.page_plan.new_paragraphs.append(
                NewParagraph(part.form, part.characters, after, before, change.id, level=part.level)
            )


def _plan_new_words(planner: Planner, block: TextBlock, characters: Sequence[WordCharacter]) -> None:
    """Plan the new words of a paragraph; equal words keep their source."""
    stays: dict[int, int] = {}
    for old, now, size in matching(block.text, "".join(a.char for a in characters)):
        stays.update({now + i: old + i for i in range(size) if _alike(planner, block, old + i, characters[now + i])})
    kept = set(stays.values())
    deleted = set(range(len(block.chars))) - kept
    plan = planner.page_plan.plan_of(block)
    plan.deleted.update(deleted)
    place = len(block.chars)
    for number in range(len(characters) - 1, -1, -1):
        place = stays.get(number, place)
        if number not in stays:
            around = [p for p in (place - 1, place) if 0 <= p < len(block.chars)]
            plan.inserted.setdefault(place, []).insert(0, InsertedCharacter(characters[number], tuple(around)))


def _alike(planner: Planner, block: TextBlock, place: int, character: WordCharacter) -> bool:
    """Whether a character has the format and link that it had."""
    old = planner.page_plan.characters.get((block.index, place))
    return old is not None and (old.format, old.href) == (character.format, character.href)
