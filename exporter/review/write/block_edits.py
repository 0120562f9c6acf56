"""Edits that take whole paragraphs out of a page and put new ones in, line by line."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from exporter.model.nodes import AnyNode, CodeBlock, Container, Figure, Heading, List, ListItem, Paragraph, Quote
from exporter.review.match.text_blocks import TextBlock
from exporter.review.write.expected import ExpectedParagraph, normalised, shown_characters
from exporter.review.write.inline_writer import InlineWriter, OutputCharacter
from exporter.review.write.markdown_syntax import Escaping
from exporter.review.write.page_plan import NewParagraph
from exporter.review.write.paragraph_source import Unplaced, paragraph_source
from exporter.review.write.source_text import Edit, Unwritable, continued, marker, next_marker
from exporter.review.write.text_edits import SourceWriter, item_of, tight

_REMOVABLE: Final = (Paragraph, Heading, ListItem, List, Quote, CodeBlock, Container, Figure)
_CLOSED: Final = frozenset(("cell", "label", "caption", "title", "footnote"))


# --- out -------------------------------------------------------------------------------------------------------------


def removals(writer: SourceWriter, removed: Sequence[TextBlock]) -> list[tuple[int, Edit]]:
    """Return the edits that remove paragraphs, each with its unit; a list or box goes with its last paragraph."""
    holding: dict[int, set[int]] = {}
    for block in writer.page_plan.blocks:
        for node in block.ancestors:
            holding.setdefault(id(node), set()).add(block.index)
    indexes = {block.index for block in removed}
    out: dict[int, tuple[int, Edit]] = {}
    for block in removed:
        node = _largest(block, indexes, holding)
        if id(node) not in out:
            out[id(node)] = (block.unit.index, _removal(writer, block, node))
    _check_answers(writer, removed, indexes)
    return list(out.values())


def _largest(block: TextBlock, removed: set[int], holding: dict[int, set[int]]) -> AnyNode:
    """Return the largest node around a block of which nothing stays."""
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
    start, end = lines.whole(node.pos, unit)
    if not writer.contexts.at(node.pos.start.offset).blocks:
        raise Unwritable(unit, "it is in a YAML value of one line")
    if isinstance(node, ListItem) and tight(block):
        return start, end, ""
    before_blank = start > 0 and lines.blank(lines.start(start - 1))
    if before_blank and lines.blank(end):
        while lines.blank(end):
            end = lines.after(end)
    elif before_blank and not _more_follows(writer, block, end):
        while start > 0 and lines.blank(lines.start(start - 1)):
            start = lines.start(start - 1)
    return start, end, ""


def _more_follows(writer: SourceWriter, block: TextBlock, end: int) -> bool:
    """Whether content of the same text follows the removed lines."""
    context = writer.contexts.at(block.chars[0].start)
    return any(
        x.chars[0].start >= end and writer.contexts.at(x.chars[0].start) is context for x in writer.page_plan.blocks
    )


# --- in --------------------------------------------------------------------------------------------------------------


class Insertion(NamedTuple):
    """An edit that inserts paragraphs: the index of the block beside it, whether it stands behind that, its result."""

    edit: Edit
    beside: int
    behind: bool
    expected: list[ExpectedParagraph]


def insertion(writer: SourceWriter, run: Sequence[NewParagraph], removed: set[int]) -> Insertion:
    """Return the insertion of new paragraphs at one place."""
    after, before = _nearest_kept(writer, run[0].after, removed), run[0].before
    if before is not None and before.index in removed:
        before = None
    inside = after is not None and (before is None or before.unit is not after.unit or after.kind != "question")
    if after is not None and inside and not _before_list(after, before, run[0].kind):
        return _behind(writer, run, after, before)
    if before is not None and before.kind != "question":
        return _in_front(writer, run, before)
    beside = after or before
    raise Unwritable(beside.unit.index if beside else None, "no paragraph next to it shows the place")


def _nearest_kept(writer: SourceWriter, block: TextBlock | None, removed: set[int]) -> TextBlock | None:
    """Return the nearest block that stays in the same unit, from this one back."""
    while block is not None and block.index in removed:
        previous = writer.page_plan.blocks[block.index - 1] if block.index else None
        block = previous if previous is not None and previous.unit is block.unit else None
    return block


def _before_list(after: TextBlock, before: TextBlock | None, kind: str) -> bool:
    """Whether a new item belongs to the list that begins behind it."""
    if kind != "item" or before is None or before.kind != "item" or before.unit is not after.unit:
        return False
    return item_of(after) is None or _list(after) is not _list(before)


def _list(block: TextBlock) -> List | None:
    return next((n for n in reversed(block.ancestors) if isinstance(n, List)), None)


def _behind(writer: SourceWriter, run: Sequence[NewParagraph], after: TextBlock, before: TextBlock | None) -> Insertion:
    unit, lines = after.unit.index, writer.lines
    if after.kind in _CLOSED or after.kind == "question":
        raise Unwritable(unit, f"the exporter adds no paragraph after a {after.kind}")
    item = item_of(after)
    node: AnyNode = after.ancestors[-1]
    if item is not None:
        node = item if run[0].kind == "item" else next(n for n in after.ancestors if isinstance(n, List))
        _whole_before(writer, node, after)
    if node.pos is None or not writer.contexts.at(node.pos.start.offset).blocks:
        raise Unwritable(unit, "it is in a YAML value of one line")
    end = lines.last(node.pos)
    if writer.source[end : lines.end(end)].strip():
        raise Unwritable(unit, "it shares its lines with other content")
    indent = lines.indent(node.pos.start.offset, unit)
    at = lines.end(end)
    sign = marker(writer.source, item.pos.start.offset) if item and item.pos else None
    text, shown = _new_paragraphs(writer, run, after, indent, sign if run[0].kind == "item" else None, True)
    following = lines.after(at)
    crowded = before is not None and before.unit is after.unit and not lines.blank(following)
    if crowded and following < len(writer.source) and run[-1].kind == "paragraph":
        text += lines.ending
    return Insertion((at, at, text), after.index, True, shown)


def _whole_before(writer: SourceWriter, node: AnyNode, after: TextBlock) -> None:
    """Raise ``Unwritable`` if a list or item goes on behind the block."""
    following = writer.page_plan.blocks[after.index + 1 : after.index + 2]
    if any(node in x.ancestors for x in following):
        raise Unwritable(after.unit.index, "it would split a list")


def _in_front(writer: SourceWriter, run: Sequence[NewParagraph], before: TextBlock) -> Insertion:
    unit, lines = before.unit.index, writer.lines
    if before.kind in _CLOSED:
        raise Unwritable(unit, f"the exporter adds no paragraph before a {before.kind}")
    item = before.item()
    node: AnyNode = before.ancestors[-1]
    if item_of(before) is not None:
        around = next(n for n in before.ancestors if isinstance(n, List))
        if item is None or around.items[0] is not item:
            raise Unwritable(unit, "it would split a list")
        node = item if run[0].kind == "item" else around
    if node.pos is None or not writer.contexts.at(node.pos.start.offset).blocks:
        raise Unwritable(unit, "it is in a YAML value of one line")
    indent = lines.indent(node.pos.start.offset, unit)
    sign = marker(writer.source, item.pos.start.offset) if item and item.pos and run[0].kind == "item" else None
    text, shown = _new_paragraphs(writer, run, before, indent, sign, False)
    at = lines.start(node.pos.start.offset)
    glued = run[-1].kind == "item" and before.kind == "item" and tight(before)
    return Insertion((at, at, text + lines.ending * (1 if glued else 2)), before.index, False, shown)


def _new_paragraphs(
    writer: SourceWriter, run: Sequence[NewParagraph], beside: TextBlock, indent: str, sign: str | None, behind: bool
) -> tuple[str, list[ExpectedParagraph]]:
    """Return the source of new paragraphs; it begins with a line end if it follows a block."""
    ending = writer.lines.ending
    out: list[str] = []
    shown: list[ExpectedParagraph] = []
    previous = beside.kind if behind else ""
    for new in run:
        lead = indent
        if new.kind == "item":
            sign = next_marker(sign) if sign and (behind or out) else sign or "- "
            lead += sign
        near = new.kind == "item" and previous == "item" and tight(beside)
        if behind or out:
            out.append(ending if near else ending * 2)
        text, expected = paragraph_text(writer, new, beside, lead)
        out.append(lead + text)
        shown.append(expected)
        previous = new.kind
    return "".join(out), shown


def paragraph_text(
    writer: SourceWriter, new: NewParagraph, beside: TextBlock, lead: str
) -> tuple[str, ExpectedParagraph]:
    """Return the source of a new paragraph and its expected form; a moved paragraph keeps its source."""
    if new.moved is not None:
        source = _own_source(writer, new.moved)
        if source is not None:
            return source, ExpectedParagraph(beside.unit.index, new.kind, "", shown_characters(new.moved))
    inline = writer.inline(beside, beside.chars[0].start)
    inline.cell = False
    if inline.escaping is Escaping.NONE and writer.level(beside.unit.index) == 0:
        inline.escaping = Escaping.BACKSLASH
    inline.break_source = "  " + writer.lines.ending + continued(lead)
    outputs = new_characters(writer, new, inline)
    shown = normalised([(w.text, w.format, w.href) for w in outputs])
    if not shown:
        raise Unwritable(beside.unit.index, "it has no words")
    return inline.source(outputs), ExpectedParagraph(beside.unit.index, new.kind, "", shown)


def new_characters(writer: SourceWriter, new: NewParagraph, inline: InlineWriter) -> list[OutputCharacter]:
    """Return the characters of a new paragraph."""
    return [writer.new_character(character, (), inline) for character in new.characters]


def _own_source(writer: SourceWriter, block: TextBlock) -> str | None:
    """Return the source of a paragraph of one line, None for others."""
    try:
        pieces = paragraph_source(block, writer.source)
    except Unplaced:
        return None
    source = writer.source[pieces.start : pieces.end]
    return None if "\n" in source else source
