"""Blocks as paragraphs and tables: one function for each node, and the table-like ``match`` that calls them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import assert_never

from exporter.backends.docx.columns import columns
from exporter.backends.docx.containers import container, framed
from exporter.backends.docx.inlines import changed
from exporter.backends.docx.keeping import leads
from exporter.backends.docx.lists import list_place
from exporter.backends.docx.paragraphs import paragraph
from exporter.backends.docx.pictures import in_card, picture
from exporter.backends.docx.stylesheet import ANSWER, CARD_SUBTITLE, LIST_STEP, QUESTION
from exporter.backends.docx.tables import table
from exporter.backends.docx.template import BULLETS, DONE_TASKS, NUMBERS, OPEN_TASKS
from exporter.backends.docx.writing import Place, Writing, stamp_of
from exporter.model.nodes import (
    Block,
    BlockChange,
    CodeBlock,
    Columns,
    Container,
    Figure,
    Heading,
    Image,
    Inline,
    LineBreak,
    List,
    ListItem,
    Paragraph,
    QuestionAnswer,
    Quote,
    Rule,
    Span,
    Table,
    Text,
)
from exporter.model.walk import plain_text
from exporter.ooxml.elements import Element, element, properties, value
from exporter.ooxml.elements import place as place_property
from exporter.ooxml.names import qname
from exporter.ooxml.numbering import LEVELS
from exporter.ooxml.tracked import move_range


def story(writing: Writing, place: Place, content: Iterable[Block]) -> Iterator[Element]:
    """A run of blocks that is complete in itself: a cell, a footnote."""
    return separated(writing, place, blocks(writing, place, content))


def separated(writing: Writing, place: Place, content: Iterable[Element]) -> Iterator[Element]:
    """``content`` with what tables need around them.

    Word joins tables that touch, and wants a paragraph at the end (17.4.65); a paragraph has no space to a table above
    it but its own.
    """
    after_table, empty = False, True
    for part in content:
        name = part.tag.rpartition("}")[2]
        if after_table and name == "tbl":
            yield paragraph_without_words(writing, place, "Table End")
        elif after_table and name in ("p", "sdt"):
            _space_above(next(part.iter(qname("w:p"))))
        if name in ("p", "tbl", "sdt"):
            after_table, empty = name == "tbl", False
        yield part
    if empty or after_table:
        yield paragraph_without_words(writing, place, place.style if empty else "Table End")


def _space_above(part: Element) -> None:
    """Give a paragraph the space that paragraphs have below, where its style has no more (a heading's has)."""
    look = part.find(qname("w:pPr"))
    style = value(look, "w:pStyle") or "" if look is not None else ""
    if not style.startswith(("Heading", "FAQQuestion", "TOCHeading", "ApparatusHeading")):
        _with(part, element("w:spacing", before=SPACE_AFTER_TABLE))


SPACE_AFTER_TABLE = 220  # twips


def blocks(writing: Writing, place: Place, content: Iterable[Block]) -> Iterator[Element]:
    """What stands in the body, a cell or a footnote for ``content``."""
    before: Block | None = None
    all_blocks = tuple(content)
    for block, following in zip_longest(all_blocks, all_blocks[1:]):
        there = _apart(place, before, block)
        made = _changed(writing, there, block)
        if isinstance(block, Paragraph | Rule) and not place.cell and leads(before, block, following):
            made = map(_kept, made)
        elif isinstance(block, Heading) and isinstance(before, Heading):
            made = map(_closer, made)
        yield from made
        before = block


def _kept(part: Element) -> Element:
    """A paragraph on the page of what follows."""
    return _with(part, element("w:keepNext"))


def _closer(part: Element) -> Element:
    """A heading that follows a heading: no more space than belongs to both."""
    return _with(part, element("w:spacing", before=SPACE_BETWEEN_HEADINGS))


def _with(part: Element, look: Element) -> Element:
    if part.tag == qname("w:p"):
        found = part.find(qname("w:pPr"))
        if found is None:
            found = element("w:pPr")
            part.insert(0, found)
        place_property(found, "w:pPr", look)
    return part


SPACE_BETWEEN_HEADINGS = 150  # twips


def _apart(place: Place, before: Block | None, block: Block) -> Place:
    """Word draws one box around two neighbours with the same borders and indents: the second gets others."""
    if isinstance(block, Container) and isinstance(before, Container) and block.role == before.role:
        return replace(place, right=place.right + APART)
    return place


APART = 12  # twips: more than office programs round away, less than the eye sees


def _changed(writing: Writing, place: Place, block: Block) -> Iterator[Element]:
    return _tracked(writing, place, block.change, lambda there: _block(writing, there, block))


def _tracked(
    writing: Writing, place: Place, change: BlockChange | None, made: Callable[[Place], Iterable[Element]]
) -> Iterator[Element]:
    """What is made at a place that has a block's change, between the ends of a move where it is one."""
    stamp = stamp_of(change)
    if stamp is None or change is None:
        yield from made(place)
        return
    inside = list(made(replace(place, stamp=stamp)))
    if change.move is None:
        yield from inside
        return
    start, end = move_range(stamp, f"move_{change.move}", writing.annotations.next())
    yield from (start, *inside, end)


def _block(writing: Writing, place: Place, block: Block) -> Iterator[Element]:
    match block:
        case Paragraph():
            yield _paragraph(writing, place, block)
        case Heading():
            yield _heading(writing, place, block)
        case QuestionAnswer():
            yield from _question(writing, place, block)
        case List():
            yield from _list(writing, place, block)
        case CodeBlock():
            yield from _code(writing, place, block)
        case Quote():
            inside = replace(framed(writing, place, "Quote"), kind="quote")
            yield from blocks(writing, inside, block.children)
        case Table():
            yield from table(writing, place, block, story)
        case Figure():
            yield from _figure(writing, place, block)
        case Container():
            yield from container(writing, place, block, blocks)
        case Columns():
            yield from columns(writing, place, block, story)
        case Rule():
            yield paragraph_without_words(writing, place, "Rule")
        case _:
            assert_never(block)


def _paragraph(writing: Writing, place: Place, block: Paragraph) -> Element:
    role = writing.roles.get(block.role)
    style = role.word if role is not None and role.word in writing.styles else None
    if block.role == "subtitle" and in_card(writing, place):
        style = CARD_SUBTITLE
    kind = "caption" if block.role == "caption" else ""
    return paragraph(writing, place, block.children, style=style, kind=kind, pos=block.pos, end=block.end)


def _heading(writing: Writing, place: Place, block: Heading, further: Iterable[Element] = ()) -> Element:
    writing.sections += 1
    writing.section = (f"s{writing.sections}", plain_text(block.children))
    level = max(1, min(6, block.level - writing.shift))
    return paragraph(
        writing,
        place,
        block.children,
        style=f"heading {level}",
        kind="heading",
        anchor=block.anchor,
        own_left=LIST_STEP * (place.list_level + 1) if further else None,
        further=further,
        pos=block.pos,
    )


def _question(writing: Writing, place: Place, block: QuestionAnswer) -> Iterator[Element]:
    level = max(1, min(9, block.level - writing.shift))
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


ITEM = "List Paragraph"
QUESTION_LEVEL = 2  # of the outline, as the style has it


def _list(writing: Writing, place: Place, block: List) -> Iterator[Element]:
    level = min(place.list_level + 1, LEVELS - 1)
    inside = replace(place, left=place.left + LIST_STEP, list_level=level)
    number = writing.numbering.own_list(NUMBERS, level, block.start) if block.ordered else None
    for item in block.items:
        yield from _item(writing, inside, block, item, number)


def _item(writing: Writing, place: Place, block: List, item: ListItem, number: int | None) -> Iterator[Element]:
    kind = {None: BULLETS, True: DONE_TASKS, False: OPEN_TASKS}[item.checked]
    mark = list_place(writing.numbering.shared_list(kind) if number is None else number, place.list_level)
    further = [mark] if block.tight else [mark, element("w:contextualSpacing", val=0)]
    if item.children and isinstance(item.children[0], Heading):
        yield from _headed(writing, place, item.children[0], item.children[1:], mark)
        return
    # a bullet stands before words: an item that starts with a block of another kind has a line of its own for it
    starts_plain = bool(item.children) and isinstance(item.children[0], Paragraph)
    first = item.children[0] if starts_plain else Paragraph(children=())
    assert isinstance(first, Paragraph)
    step = LIST_STEP * (place.list_level + 1)
    content, pos, end = first.children, first.pos, first.end
    if not starts_plain and item.children and not place.cell:
        further.append(element("w:keepNext"))
    yield from _tracked(
        writing,
        place,
        first.change,
        lambda there: [
            paragraph(
                writing, there, content, style=ITEM, kind="item", own_left=step, further=further, pos=pos, end=end
            )
        ],
    )
    rest = list(blocks(writing, place, item.children[1:] if starts_plain else item.children))
    if not block.tight and rest:
        _open_below(rest[-1])
    yield from rest


def _headed(
    writing: Writing, place: Place, heading: Heading, rest: tuple[Block, ...], mark: Element
) -> Iterator[Element]:
    """An item that starts with a heading: the number stands before it."""
    look = [mark, element("w:spacing", before=SPACE_BETWEEN_HEADINGS)]
    yield from _tracked(writing, place, heading.change, lambda there: [_heading(writing, there, heading, look)])
    yield from blocks(writing, place, rest)


def _open_below(last: Element) -> None:
    """Keep the space below an item of a loose list that ends with a tight one."""
    look = last.find(qname("w:pPr"))
    if look is not None and look.find(qname("w:numPr")) is not None:
        place_property(look, "w:pPr", element("w:contextualSpacing", val=0))


def _code(writing: Writing, place: Place, block: CodeBlock) -> Iterator[Element]:
    if block.filename:
        yield paragraph(writing, place, (Text(text=block.filename),), style="Code File", kind="label", pos=block.pos)
    lines = [Text(text=line) for line in block.text.rstrip("\n").split("\n")]
    shown: list[Inline] = []
    for number, line in enumerate(lines, 1):
        shown += [LineBreak()] if number > 1 else []
        shown.append(Span(role="mark", children=(line,)) if number in block.highlights else line)
    # inside a box code takes the box's border and ground: two boxes in one another are not for paragraphs
    there = place if place.frame else framed(writing, place, "Code")
    yield paragraph(writing, there, shown, style="Code", kind="code", pos=block.pos)


def _figure(writing: Writing, place: Place, block: Figure) -> Iterator[Element]:
    yield picture_paragraph(writing, place, block.image, keep=bool(block.caption))
    if block.caption:
        yield paragraph(writing, place, block.caption, style="caption", kind="caption")


def picture_paragraph(writing: Writing, place: Place, image: Image, *, keep: bool, style: str = "Figure") -> Element:
    """A paragraph that holds a picture alone; ``keep`` holds it together with the next one."""
    content = changed(writing, place.stamp, picture(writing, place, image))
    look = [element("w:pStyle", val=writing.styles.id(style)), element("w:keepNext", val=int(keep and not place.cell))]
    if place.left or place.right:
        look.append(element("w:ind", left=place.left, right=place.right or None))
    if place.stamp is not None:
        look.append(element("w:rPr", place.stamp.around(writing.annotations.next())))
    return element("w:p", properties("w:pPr", look), *content)


def paragraph_without_words(writing: Writing, place: Place, style: str) -> Element:
    """A paragraph for what it draws: a rule."""
    look = [element("w:pStyle", val=writing.styles.id(style))]
    if place.left or place.right:
        look.append(element("w:ind", left=place.left, right=place.right or None))
    if place.stamp is not None:
        look.append(element("w:rPr", place.stamp.around(writing.annotations.next())))
    return element("w:p", properties("w:pPr", look))
