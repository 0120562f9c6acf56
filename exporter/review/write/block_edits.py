"""Takes whole paragraphs out of a page and puts new ones in, line by line."""

from collections.abc import Sequence
from typing import Final

from exporter.model.nodes import AnyNode, CodeBlock, Container, Figure, Heading, List, ListItem, Paragraph, Quote
from exporter.review.match.text_blocks import Leaf
from exporter.review.write.inline_writer import Loom, Wish
from exporter.review.write.page_plan import Expected, NewBlock, settled, shown_of
from exporter.review.write.source_pieces import Unplaced, pieces_of
from exporter.review.write.source_text import Unwritable, continued, marker, next_marker
from exporter.review.write.text_edits import Writer, item_of, tight
from exporter.review.write.yaml_scalars import Edit

_REMOVABLE: Final = (Paragraph, Heading, ListItem, List, Quote, CodeBlock, Container, Figure)
_CLOSED: Final = frozenset(("cell", "label", "caption", "title", "footnote"))


# --- out -------------------------------------------------------------------------------------------------------------


def removals(writer: Writer, gone: Sequence[Leaf]) -> list[tuple[int, Edit]]:
    """The edits that take paragraphs out, each with its unit; a list or box goes with its last paragraph."""
    holding: dict[int, set[int]] = {}
    for leaf in writer.draft.leaves:
        for node in leaf.ancestors:
            holding.setdefault(id(node), set()).add(leaf.index)
    indexes = {leaf.index for leaf in gone}
    out: dict[int, tuple[int, Edit]] = {}
    for leaf in gone:
        node = _largest(leaf, indexes, holding)
        if id(node) not in out:
            out[id(node)] = (leaf.unit.index, _removal(writer, leaf, node))
    _check_answers(writer, gone, indexes)
    return list(out.values())


def _largest(leaf: Leaf, gone: set[int], holding: dict[int, set[int]]) -> AnyNode:
    """The largest node around a leaf of which nothing stays."""
    for i, node in enumerate(leaf.ancestors):
        if holding[id(node)] <= gone and all(isinstance(n, _REMOVABLE) for n in leaf.ancestors[i:]):
            return node
    raise Unwritable(leaf.unit.index, "it is no block of its own")


def _check_answers(writer: Writer, gone: Sequence[Leaf], indexes: set[int]) -> None:
    for leaf in gone:
        unit = [x for x in writer.draft.leaves if x.unit is leaf.unit]
        if leaf.unit.question and all(x.index in indexes or x.kind == "question" for x in unit):
            raise Unwritable(leaf.unit.index, "the question would be left without an answer")


def _removal(writer: Writer, leaf: Leaf, node: AnyNode) -> Edit:
    lines, unit = writer.lines, leaf.unit.index
    if node.pos is None:
        raise Unwritable(unit, "it has no place of its own in the page")
    start, end = lines.whole(node.pos, unit)
    if not writer.contexts.at(node.pos.start.offset).blocks:
        raise Unwritable(unit, "it stands in a YAML value of one line")
    if isinstance(node, ListItem) and tight(leaf):
        return start, end, ""
    before_blank = start > 0 and lines.blank(lines.start(start - 1))
    if before_blank and lines.blank(end):
        while lines.blank(end):
            end = lines.after(end)
    elif before_blank and not _more_follows(writer, leaf, end):
        while start > 0 and lines.blank(lines.start(start - 1)):
            start = lines.start(start - 1)
    return start, end, ""


def _more_follows(writer: Writer, leaf: Leaf, end: int) -> bool:
    """Whether content of the same text stands behind the removed lines."""
    context = writer.contexts.at(leaf.chars[0].start)
    return any(x.chars[0].start >= end and writer.contexts.at(x.chars[0].start) is context for x in writer.draft.leaves)


# --- in --------------------------------------------------------------------------------------------------------------


def insertion(writer: Writer, run: Sequence[NewBlock], gone: set[int]) -> tuple[Edit, int, bool, list[Expected]]:
    """New paragraphs at one place: the edit, the leaf that they stand beside, whether behind it, what they show."""
    after, before = _standing(writer, run[0].after, gone), run[0].before
    if before is not None and before.index in gone:
        before = None
    inside = after is not None and (before is None or before.unit is not after.unit or after.kind != "question")
    if after is not None and inside and not _before_list(after, before, run[0].kind):
        return _behind(writer, run, after, before)
    if before is not None and before.kind != "question":
        return _in_front(writer, run, before)
    beside = after or before
    raise Unwritable(beside.unit.index if beside else -1, "there is no paragraph beside it to go by")


def _standing(writer: Writer, leaf: Leaf | None, gone: set[int]) -> Leaf | None:
    """The nearest leaf of the same unit, from this one back, that stays."""
    while leaf is not None and leaf.index in gone:
        previous = writer.draft.leaves[leaf.index - 1] if leaf.index else None
        leaf = previous if previous is not None and previous.unit is leaf.unit else None
    return leaf


def _before_list(after: Leaf, before: Leaf | None, kind: str) -> bool:
    """Whether a new item belongs to the list that begins behind it."""
    if kind != "item" or before is None or before.kind != "item" or before.unit is not after.unit:
        return False
    return item_of(after) is None or _list(after) is not _list(before)


def _list(leaf: Leaf) -> List | None:
    return next((n for n in reversed(leaf.ancestors) if isinstance(n, List)), None)


def _behind(
    writer: Writer, run: Sequence[NewBlock], after: Leaf, before: Leaf | None
) -> tuple[Edit, int, bool, list[Expected]]:
    unit, lines = after.unit.index, writer.lines
    if after.kind in _CLOSED or after.kind == "question":
        raise Unwritable(unit, f"nothing is put behind a {after.kind}")
    item = item_of(after)
    node: AnyNode = after.ancestors[-1]
    if item is not None:
        node = item if run[0].kind == "item" else next(n for n in after.ancestors if isinstance(n, List))
        _whole_before(writer, node, after)
    if node.pos is None or not writer.contexts.at(node.pos.start.offset).blocks:
        raise Unwritable(unit, "it stands in a YAML value of one line")
    end = lines.last(node.pos)
    if writer.source[end : lines.end(end)].strip():
        raise Unwritable(unit, "it shares its lines with other content")
    indent = lines.indent(node.pos.start.offset, unit)
    at = lines.end(end)
    sign = marker(writer.source, item.pos.start.offset) if item and item.pos else None
    text, shown = _blocks(writer, run, after, indent, sign if run[0].kind == "item" else None, True)
    following = lines.after(at)
    crowded = before is not None and before.unit is after.unit and not lines.blank(following)
    if crowded and following < len(writer.source) and run[-1].kind == "paragraph":
        text += lines.ending
    return (at, at, text), after.index, True, shown


def _whole_before(writer: Writer, node: AnyNode, after: Leaf) -> None:
    """A list or item must end with the leaf that the new block stands behind."""
    following = writer.draft.leaves[after.index + 1 : after.index + 2]
    if any(node in x.ancestors for x in following):
        raise Unwritable(after.unit.index, "it would part a list")


def _in_front(writer: Writer, run: Sequence[NewBlock], before: Leaf) -> tuple[Edit, int, bool, list[Expected]]:
    unit, lines = before.unit.index, writer.lines
    if before.kind in _CLOSED:
        raise Unwritable(unit, f"nothing is put in front of a {before.kind}")
    item = before.item()
    node: AnyNode = before.ancestors[-1]
    if item_of(before) is not None:
        around = next(n for n in before.ancestors if isinstance(n, List))
        if item is None or around.items[0] is not item:
            raise Unwritable(unit, "it would part a list")
        node = item if run[0].kind == "item" else around
    if node.pos is None or not writer.contexts.at(node.pos.start.offset).blocks:
        raise Unwritable(unit, "it stands in a YAML value of one line")
    indent = lines.indent(node.pos.start.offset, unit)
    sign = marker(writer.source, item.pos.start.offset) if item and item.pos and run[0].kind == "item" else None
    text, shown = _blocks(writer, run, before, indent, sign, False)
    at = lines.start(node.pos.start.offset)
    glued = run[-1].kind == "item" and before.kind == "item" and tight(before)
    return (at, at, text + lines.ending * (1 if glued else 2)), before.index, False, shown


def _blocks(
    writer: Writer, run: Sequence[NewBlock], beside: Leaf, indent: str, sign: str | None, behind: bool
) -> tuple[str, list[Expected]]:
    """The text of new blocks; behind another one it begins with a line end, in front of one it does not."""
    ending = writer.lines.ending
    out: list[str] = []
    shown: list[Expected] = []
    previous = beside.kind if behind else ""
    for block in run:
        lead = indent
        if block.kind == "item":
            sign = next_marker(sign) if sign and (behind or out) else sign or "- "
            lead += sign
        near = block.kind == "item" and previous == "item" and tight(beside)
        if behind or out:
            out.append(ending if near else ending * 2)
        text, expected = new_text(writer, block, beside, lead)
        out.append(lead + text)
        shown.append(expected)
        previous = block.kind
    return "".join(out), shown


def new_text(writer: Writer, block: NewBlock, beside: Leaf, lead: str) -> tuple[str, Expected]:
    """A new paragraph's source and what it shows; one that moved keeps its source."""
    if block.moved is not None:
        source = _own_source(writer, block.moved)
        if source is not None:
            return source, Expected(beside.unit.index, block.kind, "", shown_of(block.moved))
    loom = writer.loom(beside, beside.chars[0].start)
    loom.cell = False
    if loom.escaping == "none" and writer.level(beside.unit.index) == 0:
        loom.escaping = "backslash"
    loom.break_source = "  " + writer.lines.ending + continued(lead)
    wishes = fresh_wishes(writer, block, loom)
    shown = settled([(w.text, w.format, w.href) for w in wishes])
    if not shown:
        raise Unwritable(beside.unit.index, "it has no words")
    return loom.source(wishes), Expected(beside.unit.index, block.kind, "", shown)


def fresh_wishes(writer: Writer, block: NewBlock, loom: Loom) -> list[Wish]:
    """The characters of a new paragraph."""
    return [writer.fresh(atom, (), loom) for atom in block.atoms]


def _own_source(writer: Writer, leaf: Leaf) -> str | None:
    """The source of a paragraph of one line, None for others."""
    try:
        pieces = pieces_of(leaf, writer.source)
    except Unplaced:
        return None
    source = writer.source[pieces.start : pieces.end]
    return None if "\n" in source else source
