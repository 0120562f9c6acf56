"""Containers: paragraphs in a style of the role's, with its word and title in front."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from exporter.backends.docx.paragraphs import paragraph
from exporter.backends.docx.stylesheet.names import BOX_TITLE
from exporter.backends.docx.writing import Place, Writing
from exporter.model.nodes import Block, Container
from exporter.ooxml.elements import Element
from exporter.theme.styles import label_of

Blocks = Callable[[Writing, Place, Iterable[Block]], Iterator[Element]]


def container(writing: Writing, place: Place, block: Container, blocks: Blocks) -> Iterator[Element]:
    """A container's label and title, then its blocks."""
    role = writing.roles.get(block.role)
    word = role.word if role is not None else ""
    inside = replace(place, lang=block.lang or place.lang)
    if word in writing.styles:
        inside = framed(writing, inside, word)
    label = label_of(block, writing.roles, writing.words)
    if label or block.title:
        yield paragraph(
            writing,
            inside,
            block.title,
            style=f"{word} Title" if f"{word} Title" in writing.styles else BOX_TITLE,
            kind="label",
            generated=f"{label}: " if label and block.title else label,
            pos=block.pos,
        )
    yield from blocks(writing, inside, block.children)


def framed(writing: Writing, place: Place, style: str) -> Place:
    """``place`` inside a paragraph style that has borders, a ground or indents."""
    left, right = writing.styles.indents(style)
    inside = replace(place, style=style, left=place.left + left, right=place.right + right)
    frame = writing.styles.frame(style)
    return replace(inside, frame=frame, frame_style=style) if frame else inside
