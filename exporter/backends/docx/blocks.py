"""Blocks as paragraphs and tables: the table-like ``match`` that calls what makes each node."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, zip_longest
from typing import assert_never

from exporter.backends.docx.code import code
from exporter.backends.docx.columns import columns, long
from exporter.backends.docx.containers import container, framed
from exporter.backends.docx.figures import figure
from exporter.backends.docx.headings import heading, question
from exporter.backends.docx.items import items
from exporter.backends.docx.neighbours import apart, closer, kept, separated, touch
from exporter.backends.docx.paragraphs import bare, paragraph
from exporter.backends.docx.pictures import in_card
from exporter.backends.docx.stylesheet.names import CARD_SUBTITLE
from exporter.backends.docx.tables import table
from exporter.backends.docx.tracking import tracked
from exporter.backends.docx.writing import Place, Writing
from exporter.backends.paging import leads
from exporter.model.nodes import (
    Block,
    CodeBlock,
    Columns,
    Container,
    Figure,
    Heading,
    List,
    Paragraph,
    QuestionAnswer,
    Quote,
    Rule,
    Table,
)
from exporter.ooxml.elements import Element


def story(writing: Writing, place: Place, content: Iterable[Block]) -> Iterator[Element]:
    """A run of blocks that is complete in itself: a cell, a footnote."""
    return separated(writing, place, blocks(writing, place, content))


def blocks(writing: Writing, place: Place, content: Iterable[Block]) -> Iterator[Element]:
    """What stands in the body, a cell or a footnote for ``content``."""
    before: Block | None = None
    shifted = False
    all_blocks = tuple(content)
    for block, following in zip_longest(all_blocks, all_blocks[1:]):
        shifted = touch(before, block) and not shifted
        made = _changed(writing, apart(place) if shifted else place, block)
        if isinstance(block, Paragraph | Rule) and not place.cell and leads(block, before, following):
            made = map(kept, made)
        elif isinstance(block, Heading) and isinstance(before, Heading):
            made = map(closer, made)
        yield from made
        before = block


def _changed(writing: Writing, place: Place, block: Block) -> Iterator[Element]:
    return tracked(writing, place, block.change, lambda there: _block(writing, there, block))


def _block(writing: Writing, place: Place, block: Block) -> Iterator[Element]:
    match block:
        case Paragraph():
            yield _paragraph(writing, place, block)
        case Heading():
            yield heading(writing, place, block)
        case QuestionAnswer():
            yield from question(writing, place, block, blocks)
        case List():
            yield from items(writing, place, block, blocks)
        case CodeBlock():
            yield from code(writing, place, block)
        case Quote():
            yield from blocks(writing, replace(framed(writing, place, "Quote"), kind="quote"), block.children)
        case Table():
            yield from table(writing, place, block, story)
        case Figure():
            yield from figure(writing, place, block)
        case Container():
            yield from container(writing, place, block, blocks)
        case Columns() if long(block, place):
            yield from blocks(writing, place, chain(*block.columns))
        case Columns():
            yield from columns(writing, place, block, story)
        case Rule():
            yield bare(writing, place, "Rule")
        case _:
            assert_never(block)


def _paragraph(writing: Writing, place: Place, block: Paragraph) -> Element:
    role = writing.roles.get(block.role)
    style = role.word if role is not None and role.word in writing.styles else None
    if block.role == "subtitle" and in_card(writing, place):
        style = CARD_SUBTITLE
    kind = "caption" if block.role == "caption" else ""
    return paragraph(writing, place, block.children, style=style, kind=kind, pos=block.pos, end=block.end)
