"""Pictures that stand by themselves."""

from collections.abc import Iterator

from exporter.backends.docx.inlines import changed, starting_look
from exporter.backends.docx.paragraphs import bare, paragraph
from exporter.backends.docx.pictures import picture
from exporter.backends.docx.stylesheet.names import FIGURE_CAPTION
from exporter.backends.docx.writing import Place, Writing
from exporter.model.nodes import Figure
from exporter.ooxml.elements import Element


def figure(writing: Writing, place: Place, block: Figure) -> Iterator[Element]:
    """A picture, and its caption below it on the same page."""
    shown = picture(writing, place, block.image, starting_look(writing, place).deleted)
    content = changed(writing, place.stamp, shown)
    yield bare(writing, place, "Figure", content, keep=bool(block.caption))
    if block.caption:
        yield paragraph(writing, place, block.caption, style=FIGURE_CAPTION, kind="caption")
