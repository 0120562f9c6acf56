"""Content models: blocks where blocks belong, lines where lines belong.

HTML lets lines stand beside blocks (a list item's words before its inner list), and a browser takes blocks inside lines
(``<b><div>``); the model allows neither.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from exporter.lowering.text import fold
from exporter.model.anchors import is_mark_alone, mark, marks, shows_nothing, with_marks, with_marks_at_end
from exporter.model.nodes import (
    Block,
    Code,
    CodeBlock,
    Figure,
    Heading,
    Inline,
    Paragraph,
    ReviewNote,
    Span,
    Text,
)
from exporter.model.position import Places, Pos
from exporter.model.walk import children, rebuild, walk

Wrap = Callable[[tuple[Inline, ...]], Inline]


def runs(items: Iterable[Block | Inline]) -> list[Block | list[Inline]]:
    """Return the blocks, and the runs of inlines between them."""
    out: list[Block | list[Inline]] = []
    for item in items:
        if isinstance(item, Block):
            out.append(item)
        elif out and isinstance(out[-1], list):
            out[-1].append(item)
        else:
            out.append([item])
    return out


def as_blocks(items: Iterable[Block | Inline], places: Places) -> tuple[Block, ...]:
    """Return ``items`` as blocks: each run of inlines is a paragraph, unless it shows nothing."""
    out: list[Block] = []
    waiting: list[Inline] = []  # review notes between blocks go to the next words, anchors to the next block
    for run in runs(items):
        if not isinstance(run, list):
            if isinstance(run, Paragraph) and is_mark_alone(run):
                waiting.extend(_kept(run.children))
            else:
                out.append(_with_waiting(run, waiting))
            continue
        folded = fold(run, places)
        if all(map(shows_nothing, folded)):
            waiting.extend(_kept(folded))
        else:
            out.append(Paragraph(children=(*waiting, *folded), pos=span_of(folded)))
            waiting.clear()
    if out:
        last = marks(waiting)
        out[-1] = with_marks_at_end(out[-1], last)
        waiting = [i for i in waiting if i not in last]
    if waiting:
        out.append(Paragraph(children=tuple(waiting), pos=span_of(waiting)))
    return tuple(out)


def _kept(inlines: Iterable[Inline]) -> list[Inline]:
    """Return the notes to reviewers and the anchors of ``inlines``."""
    kept: list[Inline] = []
    for node in walk(inlines):
        if isinstance(node, ReviewNote):
            kept.append(node)
        elif isinstance(node, Span) and node.anchor:
            kept.append(mark(node.anchor))
    return kept


def _with_waiting(block: Block, waiting: list[Inline]) -> Block:
    if isinstance(block, Paragraph | Heading):
        if waiting:
            block = replace(block, children=(*waiting, *block.children))
        waiting.clear()
        return block
    own = marks(waiting)
    waiting[:] = [i for i in waiting if i not in own]
    return with_marks(block, own)


def as_inlines(items: Iterable[Block | Inline], places: Places) -> tuple[Inline, ...]:
    """Return ``items`` in one line: the lines of each block, parted by blanks."""
    out: list[Inline] = []
    for item in items:
        if isinstance(item, Block):
            out.extend((_BLANK, *lines_of(item), _BLANK))
        else:
            out.append(item)
    return fold(out, places)


_BLANK = Text(text=" ")


def lines_of(block: Block) -> list[Inline]:
    """Return the inlines of a block and of all blocks in it, parted by blanks."""
    if isinstance(block, CodeBlock):
        name = [Text(text=f"{block.filename}: ")] if block.filename else []
        return [*name, Code(text=block.text.replace("\n", " "), pos=block.pos)]
    if isinstance(block, Paragraph | Heading):
        return list(block.children)
    out: list[Inline] = []
    stack = list(children(block))[::-1]
    while stack:
        node = stack.pop()
        if isinstance(node, Paragraph | Heading | CodeBlock):
            out.extend((*lines_of(node), _BLANK))
        elif isinstance(node, Inline):
            out.append(node)
        else:
            stack.extend(list(children(node))[::-1])
    return out


def wrapped(items: Sequence[Block | Inline], wrap: Wrap) -> list[Block | Inline]:
    """Wrap ``items`` in an inline element: each run of inlines, and the lines of each block."""
    out: list[Block | Inline] = []
    for run in runs(items):
        if isinstance(run, list):
            out.append(wrap(tuple(run)))
        else:
            out.extend(rebuild((run,), block=lambda b: (_wrap_lines(b, wrap),)))
    return out


def _wrap_lines(block: Block, wrap: Wrap) -> Block:
    if isinstance(block, Paragraph | Heading) and block.children:
        return replace(block, children=(wrap(block.children),))
    if isinstance(block, Figure) and block.caption:
        return replace(block, caption=(wrap(block.caption),))
    return block


def span_of(inlines: Sequence[Inline]) -> Pos | None:
    """Return the span from the first placed inline to the last."""
    known = [i.pos for i in inlines if i.pos is not None]
    return Pos(known[0].file, known[0].start, known[-1].end) if known else None
