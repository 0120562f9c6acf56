"""Edits that take questions out of a YAML list, put new ones in, and move them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from exporter.review.match.text_blocks import NOWHERE, TextBlock, Unit, node_name
from exporter.review.write.expected import ExpectedParagraph, normalised
from exporter.review.write.new_blocks import BlockWriter
from exporter.review.write.page_plan import NewQuestion
from exporter.review.write.source_text import Edit, Unwritable, apply_edits
from exporter.review.write.text_edits import SourceWriter
from exporter.review.write.yaml_scalars import quote_where_needed, quoted

_DASH: Final = re.compile(r"(?P<indent>[ ]*)-(?P<gap>[ ]+)\Z")


@dataclass(frozen=True, slots=True)
class QuestionItem:
    """Lines of a question in its YAML list, and the indentation of its dash and keys."""

    start: int
    end: int
    dash: int
    keys: int


def item_of_unit(writer: SourceWriter, unit: Unit) -> QuestionItem:
    """Return the list item of a question. Raises ``Unwritable`` if it shares lines with other content."""
    lines = writer.lines
    if unit.pos is None or not unit.question:
        raise Unwritable(unit.index, "it is not a question of a YAML list")
    dash = _DASH.search(lines.lead(unit.pos.start.offset))
    last = lines.last(unit.pos)
    if dash is None or dash.start() != 0 or writer.source[last : lines.end(last)].strip("\"' \t"):
        raise Unwritable(unit.index, "the question shares its lines with other content")
    indent = len(dash["indent"])
    return QuestionItem(lines.start(unit.pos.start.offset), lines.after(last), indent, indent + 1 + len(dash["gap"]))


def removal(writer: SourceWriter, unit: Unit) -> Edit:
    """Return the edit that removes a question. Raises ``Unwritable`` for the last one of its list."""
    item = item_of_unit(writer, unit)
    siblings = [u for u in _units(writer) if u is not unit and u.question and _same_list(writer, u, unit)]
    if not any(u.index not in writer.page_plan.removed_units for u in siblings):
        raise Unwritable(unit.index, "the list of questions would be left empty")
    return item.start, item.end, ""


def _units(writer: SourceWriter) -> list[Unit]:
    return list({block.unit.index: block.unit for block in writer.page_plan.blocks}.values())


def _same_list(writer: SourceWriter, one: Unit, other: Unit) -> bool:
    """Whether only questions stand between two units."""
    low, high = sorted((one.index, other.index))
    between = [u for u in _units(writer) if low < u.index < high]
    return all(u.question for u in between)


def insertion(writer: SourceWriter, new: NewQuestion) -> tuple[Edit, list[ExpectedParagraph]]:
    """Return the edit that inserts a question, and its expected paragraphs."""
    at, sibling, unit = _place(writer, new)
    text, shown = _item(writer, new, sibling, unit)
    return (at, at, text), shown


def move(writer: SourceWriter, new: NewQuestion, own: Unit, edits: Sequence[Edit]) -> Edit:
    """Return the edit that inserts a question of the page elsewhere, with its own edits made."""
    at, sibling, unit = _place(writer, new)
    item = item_of_unit(writer, own)
    if (item.dash, item.keys) != (sibling.dash, sibling.keys):
        raise Unwritable(unit.index, "the two lists of questions are indented in different ways")
    inside = quote_where_needed(edits, writer.contexts, writer.source)
    if any(start < item.start or end > item.end for start, end, _ in inside):
        raise Unwritable(own.index, "its edits reach outside of it")
    try:
        return at, at, apply_edits(writer.source, inside, item.start, item.end)
    except ValueError:
        raise Unwritable(own.index, "its edits overlap") from None


def _place(writer: SourceWriter, new: NewQuestion) -> tuple[int, QuestionItem, Unit]:
    """Return the offset of a new question, and the question beside it."""
    unit = new.after or new.before
    assert unit is not None
    sibling = item_of_unit(writer, unit)
    at = sibling.end if new.after is not None else sibling.start
    if at and writer.source[at - 1] != "\n":
        raise Unwritable(unit.index, "the file ends without a line end")
    return at, sibling, unit


def _item(
    writer: SourceWriter, new: NewQuestion, sibling: QuestionItem, unit: Unit
) -> tuple[str, list[ExpectedParagraph]]:
    ending = writer.lines.ending
    blocks = [block for block in writer.page_plan.blocks if block.unit is unit]
    words = "".join(a.char for a in new.question).split()
    question = " ".join(words)
    if not question or any("\n" in a.char for a in new.question):
        raise Unwritable(unit.index, "a question has one line")
    shown = [ExpectedParagraph(unit.index, "question", "", normalised([(c, frozenset(), "") for c in question]))]
    answer_lead = " " * _answer_indent(writer, blocks, sibling)
    keys = " " * sibling.keys
    lines = [f"{' ' * sibling.dash}-{' ' * (sibling.keys - sibling.dash - 1)}q: {quoted(question)}", f"{keys}a: |"]
    text = ending.join(lines) + ending
    beside = _answer_beside(blocks)
    path = tuple(node_name(n) for n in blocks[0].ancestors)
    answer = BlockWriter(writer, unit.index, beside, answer_lead, path, literal=True)
    return text + answer.text(new.answer) + ending, [*shown, *answer.expected]


def _answer_beside(blocks: list[TextBlock]) -> TextBlock:
    """Return the paragraph of a neighbour's answer that shows how answers are written."""
    return next((block for block in blocks if block.kind != "question"), blocks[0])


def _answer_indent(writer: SourceWriter, blocks: list[TextBlock], sibling: QuestionItem) -> int:
    """Return the indentation of the text in a neighbour's answer."""
    for block in blocks:
        if block.kind == "paragraph" and block.item() is None and block.start != NOWHERE:
            lead = writer.lines.lead(block.start)
            if not lead.strip() and len(lead) > sibling.keys:
                return len(lead)
    return sibling.keys + 2
