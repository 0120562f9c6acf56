"""Headings, and questions with their answers."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from exporter.backends.docx.containers import Blocks
from exporter.backends.docx.paragraphs import paragraph
from exporter.backends.docx.stylesheet.names import ANSWER, LIST_STEP, QUESTION
from exporter.backends.docx.writing import Place, Writing
from exporter.model.nodes import Heading, QuestionAnswer
from exporter.model.walk import plain_text
from exporter.ooxml.elements import Element, element

QUESTION_LEVEL = 2  # of the outline, as the style has it
HEADING_LEVELS, OUTLINE_LEVELS = 6, 9


def heading(writing: Writing, place: Place, block: Heading, further: Iterable[Element] = ()) -> Element:
    """A heading; ``further`` properties are those of an item that starts with it."""
    writing.sections += 1
    writing.section = (f"s{writing.sections}", plain_text(block.children))
    return paragraph(
        writing,
        place,
        block.children,
        style=f"heading {_level(writing, block, HEADING_LEVELS)}",
        kind="heading",
        anchor=block.anchor,
        own_left=LIST_STEP * (place.list_level + 1) if further else None,
        further=further,
        pos=block.pos,
    )


def question(writing: Writing, place: Place, block: QuestionAnswer, blocks: Blocks) -> Iterator[Element]:
    """A question, and the blocks of its answer."""
    level = _level(writing, block, OUTLINE_LEVELS)
    place = replace(place, key=f"q{block.number}")
    yield paragraph(
        writing,
        place,
        block.question,
        style=QUESTION,
        kind="question",
        anchor=block.anchor,
        own_left=0,
        further=[element("w:outlineLvl", val=level - 1)] if level != QUESTION_LEVEL else [],
        pos=block.pos,
    )
    yield from blocks(writing, replace(place, style=ANSWER, kind="paragraph"), block.answer)


def _level(writing: Writing, block: Heading | QuestionAnswer, deepest: int) -> int:
    return max(1, min(deepest, block.level - writing.shift))
