"""Figures: a picture and its caption, in paragraphs of their own."""

from collections.abc import Iterator
from dataclasses import replace

from exporter.backends.docx.inlines import changed, starting_format
from exporter.backends.docx.numbers import caption_label
from exporter.backends.docx.paragraphs import bare, mapped, paragraph
from exporter.backends.docx.pictures import is_there, picture
from exporter.backends.docx.stylesheet import FIGURE_CAPTION
from exporter.backends.docx.writing import BlockContext, Writing
from exporter.model.captions import before_caption
from exporter.model.nodes import Figure
from exporter.ooxml.elements import Element


def figure(writing: Writing, context: BlockContext, block: Figure) -> Iterator[Element]:
    """Yield a picture, and its caption below it on the same page."""
    shown = picture(writing, context, block.image, starting_format(writing, context).deleted)
    content = changed(writing, context.change, shown)
    if is_there(writing.document, block.image):
        style = writing.styles.id("Figure")
        content = mapped(writing, context, (block.image,), content, context.kind, style, "", block.pos)
    yield bare(writing, context, "Figure", content, keep=bool(block.caption), align=block.image.align)
    if block.caption:
        yield paragraph(
            writing,
            replace(context, align=block.image.align or context.align),
            block.caption,
            style=FIGURE_CAPTION,
            kind="caption",
            generated=before_caption(block, writing.words),
            label=caption_label(writing, context, block),
        )
