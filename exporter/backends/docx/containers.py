"""Containers in the paragraph styles of their roles: alerts, cards, and the anchors of all."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from exporter.backends.docx.boxes import box_cell, boxes, inside_box, is_boxed, leaves_its_box, style_of
from exporter.backends.docx.inlines import anchored
from exporter.backends.docx.paragraphs import paragraph
from exporter.backends.docx.spacing import kept_whole, separate_tables
from exporter.backends.docx.stylesheet import BOX_TITLE
from exporter.backends.docx.tables import Story
from exporter.backends.docx.writing import BlockContext, Writing
from exporter.backends.paging import is_tall, may_break
from exporter.model.nodes import Container
from exporter.ooxml.elements import Element
from exporter.ooxml.names import qname
from exporter.ooxml.numbering import LIST_STEP
from exporter.theme.styles import label_of

ALERT = "alert-"  # the beginning of the roles of alerts
DESCRIPTION = "description"  # the role of a term with its descriptions, which are indented


def container(writing: Writing, context: BlockContext, block: Container, blocks: Story) -> Iterator[Element]:
    """Yield a container in the paragraph style of its role, as a cell if borders need one; ``blocks`` writes blocks."""
    inside = replace(context, lang=block.lang or context.lang)
    if is_boxed(writing, block) and leaves_its_box(writing, block) and context.change is None:
        cell = box(writing, inside, block, blocks)
        yield boxes(writing, inside, [cell], whole=not is_tall(block.children, inside.letters))
    else:
        style = style_of(writing, block)
        yield from _content(writing, framed(writing, inside, style) if style else inside, block, style, blocks)


def box(writing: Writing, context: BlockContext, block: Container, blocks: Story) -> Element:
    """Return a container as a cell with the borders of its style."""
    style = style_of(writing, block)
    inside = inside_box(writing, context, style)
    content = _content(writing, inside, block, style, blocks)
    return box_cell(writing, context, style, separate_tables(writing, inside, content))


def _content(writing: Writing, inside: BlockContext, block: Container, style: str, blocks: Story) -> Iterator[Element]:
    """Yield a container's label and title, then its blocks."""
    label = label_of(block, writing.roles, writing.words)
    if label or block.title:
        yield paragraph(
            writing,
            inside,
            block.title,
            style=f"{style} Title" if f"{style} Title" in writing.styles else BOX_TITLE,
            kind="label",
            generated=f"{label}: " if label and block.title else label,
            pos=block.pos,
        )
    if block.role == DESCRIPTION:
        inside = replace(inside, left=inside.left + LIST_STEP)
    made = blocks(writing, inside, block.children)
    whole = block.role.startswith(ALERT) and not inside.cell and not may_break(block, inside.letters)
    yield from kept_whole(made) if whole else made


def at_first_paragraph(
    writing: Writing, context: BlockContext, anchor: str, made: Iterable[Element]
) -> Iterator[Element]:
    """Yield what a container became, with the bookmark of its anchor at the start of the first paragraph."""
    parts = list(made)
    first = next((p for part in parts for p in part.iter(qname("w:p"))), None)
    if first is not None:
        at = 0 if first.find(qname("w:pPr")) is None else 1
        for place in anchored(writing, context.change, False, anchor, [])[::-1]:
            first.insert(at, place)
    yield from parts


def framed(writing: Writing, context: BlockContext, style: str) -> BlockContext:
    """Return ``context`` inside a paragraph style that has borders, a ground or indents."""
    left, right = writing.styles.indents(style)
    inside = replace(context, style=style, left=context.left + left, right=context.right + right)
    frame = writing.styles.frame(style)
    return replace(inside, frame=frame, frame_style=style) if frame else inside
