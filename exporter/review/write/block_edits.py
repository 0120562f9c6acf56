"""Edits that take whole paragraphs out of a page and put new ones in, line by line."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from exporter.model.nodes import (
    AnyNode,
    CodeBlock,
    Container,
    Figure,
    Heading,
    List,
    ListItem,
    Paragraph,
    Quote,
    Row,
    Table,
)
from exporter.review.match.text_blocks import TextBlock
from exporter.review.write.footnotes import definition
from exporter.review.write.source_text import NO_BLOCK, Edit, Unwritable
from exporter.review.write.text_edits import SourceWriter, tight

_REMOVABLE: Final = (Paragraph, Heading, ListItem, List, Quote, CodeBlock, Container, Figure)


# --- out -------------------------------------------------------------------------------------------------------------


def removals(writer: SourceWriter, removed: Sequence[TextBlock]) -> list[tuple[int, Edit]]:
    """Return the edits that remove paragraphs, each with its unit; a list or box goes with its last paragraph."""
    holding: dict[int, set[int]] = {}
    for block in writer.page_plan.blocks:
        for node in block.ancestors:
            holding.setdefault(id(node), set()).add(block.index)
    indexes = {block.index for block in removed}
    _check_answers(writer, removed, indexes)
    out: dict[int, tuple[int, Edit]] = {}
    for block in removed:
        node = _largest(block, indexes, holding)
        if id(node) not in out:
            out[id(node)] = (block.unit.index, _removal(writer, block, node))
    return list(out.values())


def _largest(block: TextBlock, removed: set[int], holding: dict[int, set[int]]) -> AnyNode:
    """Return the largest node around a block of which nothing stays."""
    row = next((node for node in reversed(block.ancestors) if isinstance(node, Row)), None)
    if row is not None:
        if any(row is head for node in block.ancestors if isinstance(node, Table) for head in node.head):
            raise Unwritable(block.unit.index, "a table begins with its head: change the table in the page")
        if holding[id(row)] <= removed:
            return row
        raise Unwritable(block.unit.index, "a row goes as a whole, and with lines of its own: delete it in the page")
    for i, node in enumerate(block.ancestors):
        if holding[id(node)] <= removed and all(isinstance(n, _REMOVABLE) for n in block.ancestors[i:]):
            return node
    raise Unwritable(block.unit.index, "it is not a separate block")


def _check_answers(writer: SourceWriter, removed: Sequence[TextBlock], indexes: set[int]) -> None:
    for block in removed:
        unit = [x for x in writer.page_plan.blocks if x.unit is block.unit]
        if block.unit.question and all(x.index in indexes or x.kind == "question" for x in unit):
            raise Unwritable(block.unit.index, "the question would be left without an answer")


def _removal(writer: SourceWriter, block: TextBlock, node: AnyNode) -> Edit:
    lines, unit = writer.lines, block.unit.index
    if node.pos is None:
        raise Unwritable(unit, "its place in the page is unknown")
    item = block.item()
    if block.kind == "footnote":
        return (*definition(lines, block, unit), "")
    outer = takewhile(lambda above: above is not node, block.ancestors)
    quoted = any(isinstance(above, Quote) for above in outer)
    first = item is not None and node is block.ancestors[-1]  # what stands below it stays
    if not writer.contexts.at(node.pos.start.offset).blocks:
        raise Unwritable(unit, NO_BLOCK, scalar=node.pos.start.offset)
    start, end = _line_of_item(writer, block, item) if first and item else lines.whole(node.pos, unit, quoted=quoted)
    if isinstance(node, Row) or ((first or node is item) and item is not None and tight(block)):
        return start, end, ""
    before_blank = start > 0 and lines.blank(lines.start(start - 1), quoted=quoted)
    if (before_blank or quoted) and lines.blank(end, quoted=quoted):
        while lines.blank(end, quoted=quoted):
            end = lines.after(end)
    elif before_blank and (quoted or not _more_follows(writer, block, end)):
        while start > 0 and lines.blank(lines.start(start - 1), quoted=quoted):
            start = lines.start(start - 1)
    return start, end, ""


def _line_of_item(writer: SourceWriter, block: TextBlock, item: ListItem) -> tuple[int, int]:
    """Return the range of the lines of an item without what stands below it, which goes to the item before."""
    around, below = block.ancestors[-3], item.children[1:]
    if not isinstance(around, List) or around.items[0] is item or not below or not below[0].pos or not item.pos:
        raise Unwritable(block.unit.index, "what stands below the item would lose its place")
    return writer.lines.start(item.pos.start.offset), writer.lines.start(below[0].pos.start.offset)


def _more_follows(writer: SourceWriter, block: TextBlock, end: int) -> bool:
    """Whether content of the same text follows the removed lines."""
    context = writer.contexts.at(block.chars[0].start)
    return any(
        x.chars[0].start >= end and writer.contexts.at(x.chars[0].start) is context for x in writer.page_plan.blocks
    )
