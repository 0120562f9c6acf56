"""Pieces of code: one paragraph each, with the name of their file above."""

from collections.abc import Iterator

from exporter.backends.docx.containers import framed
from exporter.backends.docx.paragraphs import paragraph
from exporter.backends.docx.writing import Place, Writing
from exporter.backends.paging import is_short
from exporter.model.nodes import CodeBlock, Inline, LineBreak, Span, Text
from exporter.ooxml.elements import Element, element


def code(writing: Writing, place: Place, block: CodeBlock) -> Iterator[Element]:
    """A piece of code, its marked lines on a ground of their own."""
    if block.filename:
        yield paragraph(writing, place, (Text(text=block.filename),), style="Code File", kind="label", pos=block.pos)
    lines = block.text.rstrip("\n").split("\n")
    shown: list[Inline] = []
    for number, line in enumerate(map(_text, lines), 1):
        shown += [LineBreak()] if number > 1 else []
        shown.append(Span(role="mark", children=(line,)) if number in block.highlights else line)
    # inside a box code takes the box's border and ground: two boxes in one another are not for paragraphs
    there = place if place.frame else framed(writing, place, "Code")
    breaks = [element("w:keepLines", val=0)] if not is_short(block) else []
    yield paragraph(writing, there, shown, style="Code", kind="code", further=breaks, pos=block.pos)


def _text(line: str) -> Text:
    return Text(text=line)
