"""Items of lists as paragraphs with a number or a bullet."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from exporter.backends.docx.containers import Blocks
from exporter.backends.docx.headings import heading
from exporter.backends.docx.lists import list_place
from exporter.backends.docx.neighbours import SPACE_BETWEEN_HEADINGS
from exporter.backends.docx.paragraphs import paragraph
from exporter.backends.docx.stylesheet.names import LIST_STEP, TABLE_TEXT
from exporter.backends.docx.template import BULLETS, DONE_TASKS, NUMBERS, OPEN_TASKS
from exporter.backends.docx.tracking import tracked
from exporter.backends.docx.writing import Place, Writing
from exporter.model.nodes import Heading, List, ListItem, Paragraph
from exporter.ooxml.elements import Element, element, set_property
from exporter.ooxml.names import qname
from exporter.ooxml.numbering import LEVELS

ITEM = "List Paragraph"
SMALL = (TABLE_TEXT, "footnote text")  # styles that items keep, since their letters are smaller
_KINDS = {None: BULLETS, True: DONE_TASKS, False: OPEN_TASKS}


def items(writing: Writing, place: Place, block: List, blocks: Blocks) -> Iterator[Element]:
    """A list's items; one that counts is a list of its own in Word, so that it starts anew."""
    level = min(place.list_level + 1, LEVELS - 1)
    inside = replace(place, left=place.left + LIST_STEP, list_level=level)
    number = writing.numbering.own_list(NUMBERS, level, block.start) if block.ordered else None
    for item in block.items:
        shared = writing.numbering.shared_list(_KINDS[item.checked]) if number is None else number
        made = _item(writing, inside, item, list_place(shared, level), blocks)
        yield from made if block.tight else _loose(list(made))


def _item(writing: Writing, place: Place, item: ListItem, mark: Element, blocks: Blocks) -> Iterator[Element]:
    match item.children:
        case (Heading() as first, *rest):  # the number stands before the heading
            look = [mark, element("w:spacing", before=SPACE_BETWEEN_HEADINGS)]
            yield from tracked(writing, place, first.change, partial(_heading, writing, first, look))
        case (Paragraph() as first, *rest):
            yield from _first_line(writing, place, first, [mark])
        case rest:  # a bullet stands before words: here it has a line of its own, which stays with what follows
            keep = [element("w:keepNext")] if rest and not place.cell else []
            yield from _first_line(writing, place, Paragraph(children=()), [mark, *keep])
    yield from blocks(writing, place, rest)


def _heading(writing: Writing, block: Heading, look: Sequence[Element], place: Place) -> list[Element]:
    return [heading(writing, place, block, look)]


def _first_line(writing: Writing, place: Place, words: Paragraph, look: Sequence[Element]) -> Iterator[Element]:
    def made(there: Place) -> list[Element]:
        line = paragraph(
            writing,
            there,
            words.children,
            style=there.style if there.style in SMALL else ITEM,
            kind="item",
            own_left=LIST_STEP * (there.list_level + 1),
            further=look,
            pos=words.pos,
            end=words.end,
        )
        return [line]

    return tracked(writing, place, words.change, made)


def _loose(made: list[Element]) -> list[Element]:
    """An item with the space of a paragraph around it, also where it ends with a tight list."""
    for part in {0: made[0], -1: made[-1]}.values():
        look = part.find(qname("w:pPr"))
        if look is not None and look.find(qname("w:numPr")) is not None:
            set_property(part, element("w:contextualSpacing", val=0))
    return made
