"""Footnotes in the source of a page (GFM): their definitions and labels."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from exporter.review.match.text_blocks import TextBlock, note_marks
from exporter.review.write.expected import ExpectedParagraph, normalised
from exporter.review.write.new_blocks import new_characters
from exporter.review.write.page_plan import NewNote
from exporter.review.write.source_text import Edit, SourceLines, Unwritable
from exporter.review.write.text_edits import SourceWriter

_LABEL: Final = re.compile(r"\[\^([^\]\s]+)\]")
_DEFINITION: Final = re.compile(r"[ ]{0,3}\[\^[^\]\s]+\]:[ \t]*")


def give_labels(writer: SourceWriter) -> None:
    """Give each new footnote a label that the page does not have: the next number, if its labels are numbers."""
    labels = _LABEL.findall(writer.source)
    numbers = [int(label) for label in labels if label.isdecimal() and len(label) < 6]
    prefix = "" if len(numbers) == len(labels) else "note-"
    taken = 0 if prefix else max(numbers, default=0)
    for note in writer.page_plan.notes.values():
        taken += 1
        while f"{prefix}{taken}" in labels:
            taken += 1
        note.label = f"{prefix}{taken}"


def definitions(writer: SourceWriter, removed: set[int]) -> Iterator[tuple[int, Edit, int, ExpectedParagraph]]:
    """Yield the edit of each new footnote with its unit, the block behind which the page shows it, and its words."""
    blocks, notes = writer.page_plan.blocks, list(writer.page_plan.notes.values())
    end = len(writer.source.rstrip())
    ending = writer.lines.ending
    last = writer.lines.start(end)
    glued = bool(_DEFINITION.match(writer.source, last))
    goes = any(writer.lines.start(blocks[i].start) == last for i in removed)
    for note in notes:
        unit = note.block.unit.index
        if writer.contexts.at(note.block.start).style:
            raise Unwritable(unit, "it is in a component's data, which has no footnotes", note.change)
        inline = writer.inline(note.block, note.block.start)
        inline.cell = False
        outputs = new_characters(writer, note.words, inline)
        text, shown = inline.source(outputs), normalised([(w.text, w.format, w.href) for w in outputs])
        if not shown or "\n" in text:
            raise Unwritable(unit, "a footnote has one line", note.change)
        line = f"[^{note.label}]: {text}"
        edit = (last, last, line + ending) if goes else (end, end, (ending if glued else ending * 2) + line)
        yield unit, edit, _before(blocks, note), ExpectedParagraph(unit, "footnote", "", shown)
        glued = True


def _before(blocks: Sequence[TextBlock], note: NewNote) -> int:
    """Return the index of the block behind which a new footnote is shown: they stand in the order of their marks."""
    notes = [block.index for block in blocks if block.kind == "footnote"]
    order = list(dict.fromkeys(label for block in blocks for _, label in note_marks(block)))
    if len(order) != len(notes):
        raise Unwritable(note.block.unit.index, "its place among the page's footnotes is unknown", note.change)
    earlier = {label for block in blocks[: note.block.index] for _, label in note_marks(block)}
    earlier |= {label for place, label in note_marks(note.block) if place < note.place}
    return max((notes[order.index(label)] for label in earlier), default=(notes[0] if notes else len(blocks)) - 1)


def definition(lines: SourceLines, block: TextBlock, unit: int) -> tuple[int, int]:
    """Return the range of the lines of a footnote. Raises ``Unwritable`` if it has other lines too."""
    start = lines.start(block.start)
    found = _DEFINITION.match(lines.source, start)
    node = block.ancestors[-1]
    if found is None or found.end() != block.start or node.pos is None:
        raise Unwritable(unit, "its place in the page is unknown")
    return start, lines.after(lines.last(node.pos))
