"""Captions of Markdown tables: ``Table: words {#id}`` in a paragraph of its own right below the table, as in Pandoc.

Markdown itself has no captions. Without an empty line before it, the line is the table's last row.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from exporter.lowering.text import fold, keep
from exporter.model.anchors import mark, with_marks
from exporter.model.nodes import Block, Container, Inline, Paragraph, Row, Table, Text
from exporter.model.position import Places, Pos

START = re.compile(r"\s*table:\s*", re.IGNORECASE)
ID = re.compile(r"\s*\{#([^\s{}<>\"'&]+)(?:\s[^{}]*)?\}\s*\Z")  # classes behind it are looks

NewAnchor = Callable[[str, Pos | None], str]
"""Returns the anchor for an id that a page gives at a place."""


def with_captions(blocks: Iterable[Block], places: Places, anchor: NewAnchor) -> tuple[Block, ...]:
    """Return ``blocks`` with the captions below tables as captions of these tables."""
    out: list[Block] = []
    for block in blocks:
        table = _plain_table(out[-1]) if out and isinstance(block, Paragraph) else None
        if table and isinstance(block, Paragraph) and _is_caption(block):
            out[-1] = _captioned(out[-1], table, block, places, anchor)
        elif isinstance(block, Table) and (last := _caption_row(block)):
            whole = replace(block, body=block.body[:-1])
            out.append(_captioned(whole, whole, last, places, anchor))
        else:
            out.append(block)
    return tuple(out)


def _plain_table(block: Block) -> Table | None:
    """Return a table without a caption, also one in the container of its anchor."""
    while isinstance(block, Container) and not block.role and len(block.children) == 1:
        block = block.children[0]
    return block if isinstance(block, Table) and not block.caption else None


def _is_caption(block: Paragraph) -> bool:
    first = next(iter(block.children), None)
    start = START.match(first.text) if isinstance(first, Text) else None
    if block.role or start is None or not isinstance(first, Text):
        return False
    return start.end() < len(first.text) or len(block.children) > 1


def _caption_row(table: Table) -> Paragraph | None:
    """Return the words of a last row that is a caption: no other cell of it has content."""
    match table.body:
        case (_, *_, Row(cells=(first, *rest))) if not table.caption and not any(cell.children for cell in rest):
            match first.children:
                case (Paragraph() as only,) if _is_caption(only):
                    return only
    return None


def _captioned(block: Block, table: Table, words: Paragraph, places: Places, anchor: NewAnchor) -> Block:
    """Return ``block``, which is ``table`` or its containers, with a caption and its anchor."""
    caption, own = _without_id(_without_start(words.children, places), places)
    new: Block = replace(table, caption=fold(caption, places))
    marked = with_marks(new, [mark(anchor(own, words.pos))]) if own else new
    return _replaced(block, marked)


def _replaced(block: Block, new: Block) -> Block:
    if isinstance(block, Container):
        return replace(block, children=(_replaced(block.children[0], new),))
    return new


def _without_start(words: Sequence[Inline], places: Places) -> tuple[Inline, ...]:
    first, *rest = words
    found = START.match(first.text) if isinstance(first, Text) else None
    if not isinstance(first, Text) or found is None:
        return tuple(words)
    kept = keep(first, list(range(found.end(), len(first.text))), places)
    return (*((kept,) if kept else ()), *rest)


def _without_id(words: Sequence[Inline], places: Places) -> tuple[tuple[Inline, ...], str]:
    last = words[-1] if words else None
    found = ID.search(last.text) if isinstance(last, Text) else None
    if not isinstance(last, Text) or found is None:
        return tuple(words), ""
    kept = keep(last, list(range(found.start())), places)
    return (*words[:-1], *((kept,) if kept else ())), found[1]
