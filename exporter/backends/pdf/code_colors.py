"""Colours of code, put into laid-out lines: an element for each part would cost its layout several times over.

A block of code has one width of letters, so that its parts stand where they do without colours. Colours are set between
the glyphs of a line when it is drawn; a line with letters of other widths is divided at its parts before.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from importlib import import_module
from itertools import groupby
from typing import Any

from tinycss2.color4 import parse_color

from exporter.backends.pdf.relayout import boxes
from exporter.model.code_parts import CodeToken
from exporter.model.document import Document
from exporter.model.nodes import Block, CodeBlock
from exporter.model.walk import every_node, rebuild
from exporter.theme.styles import CODE_COLORS


def without_tokens(document: Document) -> Document:
    """Return the document with its blocks of code in one colour."""

    def plain(block: Block) -> tuple[Block]:
        return (replace(block, tokens=()) if isinstance(block, CodeBlock) else block,)

    notes = tuple(replace(note, children=rebuild(note.children, plain)) for note in document.footnotes)
    return replace(document, body=rebuild(document.body, plain), footnotes=notes)


def color_code(layout: Any, document: Document, tokens: Mapping[str, str]) -> None:
    """Divide the lines of code in ``layout`` at the parts of each block, in the colours of a theme's ``tokens``."""
    codes = [node.tokens for node in every_node(document) if isinstance(node, CodeBlock)]
    if not any(codes):
        return
    colors = {role: parse_color(tokens[f"color-{name}"]) for role, name in CODE_COLORS.items()}
    waiting = iter(codes)
    read: dict[Any, Iterator[tuple[str, str]]] = {}  # the characters to come of each block
    for page in layout.pages:
        for pre in [box for box in boxes(page._page_box) if box.element_tag == "pre"]:
            if pre.element not in read:
                read[pre.element] = _characters(next(waiting, ()))
            list(_divided(pre, read[pre.element], colors))


def _divided(box: Any, characters: Iterator[tuple[str, str]], colors: Mapping[str, Any]) -> Iterator[Any]:
    """Yield ``box`` with the texts in it divided, in the order of the code."""
    if type(box).__name__ == "TextBox":
        yield from _parts(box, characters, colors)
        return
    if getattr(box, "children", None):
        box.children = [made for child in box.children for made in _divided(child, characters, colors)]
    yield box


def _characters(tokens: Iterable[CodeToken]) -> Iterator[tuple[str, str]]:
    return ((character, token.role) for token in tokens for character in token.text)


def _parts(box: Any, characters: Iterator[tuple[str, str]], colors: Mapping[str, Any]) -> Iterator[Any]:
    """Yield ``box`` with the colours of its letters, or a box for each part; as it is if it has other letters.

    Only ASCII is sure to have a glyph for each letter; other lines are divided.
    """
    roles = [next((role for character, role in characters if character == letter), "") for letter in box.text]
    if not any(roles):
        yield box
        return
    parts = [(len(list(same)), role) for role, same in groupby(_over_blanks(box.text, roles))]
    if box.text.isascii() and box.text.isprintable():
        box.letter_colors = [(count, colors.get(role, box.style["color"])) for count, role in parts]
        yield box
        return
    set_line: Any = import_module("weasyprint.text.line_break").split_first_line
    start, x = 0, box.position_x
    for count, role in parts:
        text, start = box.text[start : start + count], start + count
        part = box.copy_with_text(text)
        part.pango_layout, *_, part.width, _height, _baseline = set_line(text, box.style, None, None, 0)
        part.position_x = x
        x += part.width
        if role in colors:
            part.style = box.style.copy()
            part.style["color"] = colors[role]
        yield part


def _over_blanks(text: str, roles: list[str]) -> Iterator[str]:
    """Yield the roles of a line's letters; a blank has that of the word before it, or of the line's first word."""
    last = next((role for letter, role in zip(text, roles, strict=True) if letter != " "), "")
    for letter, role in zip(text, roles, strict=True):
        last = last if letter == " " else role
        yield last


@contextmanager
def letter_colors(stream: Any, box: Any) -> Iterator[None]:
    """Let WeasyPrint draw the line of ``box`` in the colours of its letters, if it has any."""
    colors = getattr(box, "letter_colors", ())
    if not colors:
        yield
        return
    stream.show_text = partial(_show, stream, iter(colors), [0])
    try:
        yield
    finally:
        del stream.show_text


def _show(stream: Any, colors: Iterator[tuple[int, Any]], left: list[int], glyphs: str) -> None:
    """Show glyphs (ISO 32000-1, 9.4.3, ``TJ``), a letter each; ``left`` of them have the colour that is set."""
    shown = ""
    for codes, offset in _GLYPHS.findall(glyphs):
        while codes:
            if not left[0]:
                if shown:
                    type(stream).show_text(stream, shown)
                left[0], color = next(colors, (len(codes), None))
                shown = ""
                if color is not None:
                    stream.set_color(color)
            now, codes = codes[: 4 * left[0]], codes[4 * left[0] :]
            left[0] -= len(now) // 4
            shown += f"<{now}>"
        shown += offset
    if shown:
        type(stream).show_text(stream, shown)


_GLYPHS = re.compile(r"<([0-9a-f]*)>([^<]*)")  # codes of glyphs, then room between two of them
