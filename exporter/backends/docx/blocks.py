"""Blocks as paragraphs and tables: the ``match`` over a document's blocks, and the writers of each kind."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, zip_longest
from typing import assert_never

from exporter.backends.docx.build_reference import BULLETS, DONE_TASKS, NUMBERS, OPEN_TASKS
from exporter.backends.docx.code import SOURCE_CODE, code_inlines
from exporter.backends.docx.columns import are_longer_than_a_page, columns
from exporter.backends.docx.containers import at_first_paragraph, box, container, framed
from exporter.backends.docx.figures import figure
from exporter.backends.docx.lists import list_properties
from exporter.backends.docx.numbers import heading_number, typed_number
from exporter.backends.docx.page_setup import section_break
from exporter.backends.docx.paragraphs import bare, paragraph
from exporter.backends.docx.pictures import in_card
from exporter.backends.docx.spacing import (
    SPACE_BETWEEN_HEADINGS,
    below_heading,
    in_own_box,
    keep_with_next,
    on_new_page,
    separate_tables,
    share_a_box,
)
from exporter.backends.docx.stylesheet import (
    ANSWER,
    BIBLIOGRAPHY,
    CARD_SUBTITLE,
    QUESTION,
    TABLE_TEXT,
)
from exporter.backends.docx.tables import needs_landscape, table
from exporter.backends.docx.writing import BlockContext, Writing, tracked_change
from exporter.backends.landscape import WIDE_ROLES, runs
from exporter.backends.paging import SMALL_CODE, begins_page, is_short, keeps_with_next
from exporter.model.languages import UNDETERMINED
from exporter.model.nodes import (
    Block,
    BlockChange,
    CodeBlock,
    Columns,
    Container,
    Figure,
    Heading,
    Image,
    Link,
    List,
    ListItem,
    Paragraph,
    QuestionAnswer,
    Quote,
    Rule,
    Table,
    Text,
)
from exporter.model.roles import REFERENCES, SEPARATOR
from exporter.model.walk import is_page_break, plain_text
from exporter.ooxml.elements import Element, element, set_property
from exporter.ooxml.names import qname
from exporter.ooxml.numbering import LEVELS, LIST_STEP
from exporter.ooxml.tracked_changes import move_range

QUESTION_LEVEL = 2  # of the outline, as the style has it
HEADING_LEVELS, OUTLINE_LEVELS = 6, 9
ITEM = "List Paragraph"
SMALL = (TABLE_TEXT, "footnote text")  # styles that items keep, since their letters are smaller
_BULLETS = {None: BULLETS, True: DONE_TASKS, False: OPEN_TASKS}


def story(writing: Writing, context: BlockContext, content: Iterable[Block]) -> Iterator[Element]:
    """Yield a run of blocks that is complete in itself: a cell, a footnote."""
    return separate_tables(writing, context, blocks(writing, context, content))


def blocks(writing: Writing, context: BlockContext, content: Iterable[Block]) -> Iterator[Element]:
    """Yield the paragraphs and tables of ``content``, in the body, a cell or a footnote.

    Wide tables, with the words that lead to them, stand in landscape sections of their own.
    """
    for landscape, run in runs(tuple(content), partial(needs_landscape, writing, context)):
        if landscape:
            yield section_break(writing, bare(writing, context, "Table End"), landscape=False)
            yield from _run(writing, replace(context, width=context.turned, turned=0), run)
            yield section_break(writing, bare(writing, context, "Table End"), landscape=True)
        else:
            yield from _run(writing, context, run)


def _run(writing: Writing, context: BlockContext, all_blocks: Sequence[Block]) -> Iterator[Element]:
    before: Block | None = None
    shifted = False
    for block, following in zip_longest(all_blocks, all_blocks[1:]):
        shifted = share_a_box(before, block) and not shifted
        made = _changed_block(writing, in_own_box(context) if shifted else context, block)
        if isinstance(block, Paragraph | Rule) and not context.cell and keeps_with_next(block, before, following):
            made = map(keep_with_next, made)
        elif isinstance(block, Heading) and isinstance(before, Heading):
            made = map(below_heading, made)
        if before is not None and begins_page(block, before):
            made = on_new_page(writing, context, made)
        yield from made
        before = block


def _changed_block(writing: Writing, context: BlockContext, block: Block) -> Iterator[Element]:
    return _with_change(writing, context, block.change, lambda inner: _block(writing, inner, block))


def _with_change(
    writing: Writing,
    context: BlockContext,
    change: BlockChange | None,
    write: Callable[[BlockContext], Iterable[Element]],
) -> Iterator[Element]:
    """Yield the elements that ``write`` makes with a redline's change of the block; a move gets its range around."""
    tracked = tracked_change(change)
    if tracked is None or change is None:
        yield from write(context)
        return
    inside = list(write(replace(context, change=tracked)))
    if change.move is None:
        yield from inside
        return
    start, end = move_range(tracked, f"move_{change.move}", writing.annotation_ids.next())
    yield from (start, *inside, end)


def _block(writing: Writing, context: BlockContext, block: Block) -> Iterator[Element]:
    if not (isinstance(block, Container) and block.role in WIDE_ROLES):
        context = replace(context, turned=0)
    match block:
        case Paragraph():
            yield _paragraph(writing, context, block)
        case Heading():
            yield _heading(writing, context, block)
        case QuestionAnswer():
            yield from _question(writing, context, block)
        case List():
            yield from _items(writing, context, block)
        case CodeBlock():
            yield from _code(writing, context, block)
        case Quote():
            yield from blocks(writing, replace(framed(writing, context, "Quote"), kind="quote"), block.children)
        case Table():
            yield from table(writing, context, block, story)
        case Figure():
            yield from figure(writing, context, block)
        case Container():
            made = container(writing, context, block, blocks)
            yield from at_first_paragraph(writing, context, block.anchor, made) if block.anchor else made
        case Columns() if are_longer_than_a_page(block, context):
            yield from blocks(writing, context, chain(*block.columns))
        case Columns():
            yield from columns(writing, context, block, story, partial(box, blocks=blocks))
        case Rule():
            yield from [] if is_page_break(block) else [bare(writing, context, "Rule")]
        case _:
            assert_never(block)


def _paragraph(writing: Writing, context: BlockContext, block: Paragraph) -> Element:
    role = writing.roles.get(block.role)
    style = role.word if role is not None and role.word in writing.styles else None
    if block.role == "subtitle" and in_card(writing, context):
        style = CARD_SUBTITLE
    kind = "caption" if block.role == "caption" else ""
    if block.role == SEPARATOR:
        keep, inside = [element("w:keepNext")], replace(context, mapped=False)
        return paragraph(writing, inside, block.children, style="Review Notice", own_properties=keep)
    match block.children:
        case (Image(align=align),) | (Link(children=(Image(align=align),)),) if align:
            context = replace(context, align=align)
        case _:
            pass
    return paragraph(writing, context, block.children, style=style, kind=kind, pos=block.pos, end=block.end)


def _heading(
    writing: Writing, context: BlockContext, block: Heading, item_properties: Sequence[Element] = ()
) -> Element:
    """Return a heading; an item of a list that starts with it gives it ``item_properties``."""
    writing.sections += 1
    writing.section = (f"s{writing.sections}", plain_text(block.children))
    level = _level(writing, block, HEADING_LEVELS)
    return paragraph(
        writing,
        context,
        block.children,
        style=f"heading {level}",
        kind="heading",
        anchor=block.anchor,
        generated=typed_number(writing, block),
        own_left=LIST_STEP * (context.list_level + 1) if item_properties else None,
        own_properties=item_properties or heading_number(writing, block, level),
        pos=block.pos,
    )


def _question(writing: Writing, context: BlockContext, block: QuestionAnswer) -> Iterator[Element]:
    level = _level(writing, block, OUTLINE_LEVELS)
    context = replace(context, key=f"q{block.number}")
    yield paragraph(
        writing,
        context,
        block.question,
        style=QUESTION,
        kind="question",
        anchor=block.anchor,
        own_left=0,
        own_properties=[element("w:outlineLvl", val=level - 1)] if level != QUESTION_LEVEL else [],
        pos=block.pos,
    )
    yield from blocks(writing, replace(context, style=ANSWER, kind="paragraph"), block.answer)


def _level(writing: Writing, block: Heading | QuestionAnswer, deepest: int) -> int:
    return max(1, min(deepest, block.level - writing.shift))


def _items(writing: Writing, context: BlockContext, block: List) -> Iterator[Element]:
    """Yield a list's items; each ordered list is a list of its own in Word, so that it starts anew."""
    if block.role == REFERENCES:
        works = replace(context, style=BIBLIOGRAPHY, kind="paragraph", left=context.left + LIST_STEP)
        yield from blocks(writing, works, chain.from_iterable(item.children for item in block.items))
        return
    level = min(context.list_level + 1, LEVELS - 1)
    inside = replace(context, left=context.left + LIST_STEP, list_level=level, counted=block.ordered)
    number = writing.numbering.own_list(NUMBERS, level, block.start) if block.ordered else None
    for item in block.items:
        shared = writing.numbering.shared_list(_BULLETS[item.checked]) if number is None else number
        made = _item(writing, inside, item, list_properties(shared, level))
        yield from made if block.tight else _loose(list(made))


def _item(writing: Writing, context: BlockContext, item: ListItem, mark: Element) -> Iterator[Element]:
    match item.children:
        case (Heading() as first, *rest):  # the number stands before the heading
            item_properties = [mark, element("w:spacing", before=SPACE_BETWEEN_HEADINGS)]
            write = partial(_heading_in_item, writing, first, item_properties)
            yield from _with_change(writing, context, first.change, write)
        case (Paragraph() as first, *rest):
            yield from _first_line(writing, context, first, [mark])
        case rest:  # a bullet stands before words: here it has a line of its own, which stays with what follows
            keep = [element("w:keepNext")] if rest and not context.cell else []
            yield from _first_line(writing, context, Paragraph(children=()), [mark, *keep])
    yield from blocks(writing, context, rest)


def _heading_in_item(
    writing: Writing, block: Heading, item_properties: Sequence[Element], context: BlockContext
) -> list[Element]:
    return [_heading(writing, context, block, item_properties)]


def _first_line(
    writing: Writing, context: BlockContext, block: Paragraph, item_properties: Sequence[Element]
) -> Iterator[Element]:
    def write(inner: BlockContext) -> list[Element]:
        line = paragraph(
            writing,
            inner,
            block.children,
            style=inner.style if inner.style in SMALL else ITEM,
            kind="item",
            own_left=LIST_STEP * (inner.list_level + 1),
            own_properties=item_properties,
            pos=block.pos,
            end=block.end,
        )
        return [line]

    return _with_change(writing, context, block.change, write)


def _loose(item: list[Element]) -> list[Element]:
    """Return an item with the space of a paragraph around it, also where it ends with a tight list."""
    for part in {0: item[0], -1: item[-1]}.values():
        formatting = part.find(qname("w:pPr"))
        if formatting is not None and formatting.find(qname("w:numPr")) is not None:
            set_property(part, element("w:contextualSpacing", val=0))
    return item


def _code(writing: Writing, context: BlockContext, block: CodeBlock) -> Iterator[Element]:
    """Yield a piece of code as one paragraph, with the name of its file above it."""
    if block.filename:
        yield paragraph(writing, context, (Text(text=block.filename),), style="Code File", kind="label", pos=block.pos)
    # inside a box code takes the box's border and ground: paragraphs have no box within a box
    filled = any(part.tag == qname("w:shd") for part in context.frame)
    inside = context if filled else replace(framed(writing, context, SOURCE_CODE), frame=(), frame_style="")
    inside = replace(inside, kind="code", lang=UNDETERMINED)
    if writing.small_code:
        size = round(2 * SMALL_CODE * writing.text_size)
        inside = replace(inside, size=min(size, inside.size or size))
    breaks = [element("w:keepLines", val=0)] if not is_short(block) else []
    yield paragraph(writing, inside, code_inlines(block), style=SOURCE_CODE, own_properties=breaks, pos=block.pos)
