"""Edits that make paragraphs other kinds: headings, quotes, items of other levels and lists, plain paragraphs.

The words stay; what leads each line (blanks, signs of quotes, lists and headings) is written as the new kinds say. A
block that stays what it is keeps its lead, unless the item around it moves.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from exporter.model.markdown_escapes import MDC_STARTS, escape_start
from exporter.model.nodes import AnyNode, List
from exporter.review.match.text_blocks import TextBlock, node_name
from exporter.review.write.expected import ExpectedParagraph
from exporter.review.write.list_leads import Lead, Leads, OpenLevel, led, nodes_around
from exporter.review.write.page_plan import NewForm
from exporter.review.write.source_text import NO_BLOCK, Edit, Unwritable, continued
from exporter.review.write.text_edits import SourceWriter, unchanged

_HEADING_SIGN: Final = re.compile(r"#{1,6}[ \t]+")
_LINE_END: Final = re.compile(r"[ \t]*\r?\n[ \t>]*")
_CODE: Final = 4  # blanks that make a block code (CommonMark, section 4.4)
_SHARED: Final = "it shares its lines with other content"
_BELOW: Final = "what stands below its item would lose its place"
_MORE_QUOTED: Final = "the quote has more paragraphs: change them together in the page"


@dataclass(slots=True)
class Restyled:
    """The edits of a run of blocks, each with its unit, and the expected paragraphs of each block."""

    edits: list[tuple[int, Edit]] = field(default_factory=list)
    expected: list[tuple[TextBlock, list[ExpectedParagraph]]] = field(default_factory=list)


def runs(writer: SourceWriter, removed: set[int]) -> Iterator[list[TextBlock]]:
    """Yield the blocks that get other kinds, with the lists around and beside them, without ``removed`` ones."""
    blocks, forms = writer.page_plan.blocks, writer.page_plan.forms
    done = -1
    for index in sorted(forms.keys() - removed):
        if index <= done:
            continue
        around = nodes_around(blocks[index])
        low = high = index
        while low > done + 1 and _connected(blocks[low - 1], blocks[low], around, forms):
            low -= 1
        while high + 1 < len(blocks) and _connected(blocks[high], blocks[high + 1], around, forms):
            high += 1
        done = high
        yield [block for block in blocks[low : high + 1] if block.index not in removed]


def _connected(one: TextBlock, other: TextBlock, around: Sequence[AnyNode], forms: dict[int, NewForm]) -> bool:
    at = len(around)
    if "footnote" in (one.kind, other.kind):
        return False
    for block in (one, other):
        if len(block.ancestors) <= at or any(a is not b for a, b in zip(around, block.ancestors, strict=False)):
            return False
        if block.index not in forms and len(block.ancestors) > at + 1 and not isinstance(block.ancestors[at], List):
            return False
    lists = isinstance(one.ancestors[at], List) and isinstance(other.ancestors[at], List)
    return lists or one.index in forms or other.index in forms


def restyled(writer: SourceWriter, run: Sequence[TextBlock]) -> Restyled:
    """Return the edits of a run. Raises ``Unwritable`` for a kind that the page cannot have there."""
    first = next(block for block in run if block.index in writer.page_plan.forms)
    if not writer.contexts.at(first.start).blocks:
        raise Unwritable(first.unit.index, NO_BLOCK, scalar=first.start)
    return _Run(writer, run, nodes_around(first)).made()


class _Run:
    """Writer of a run of blocks, with the lists that are open behind each one."""

    def __init__(self, writer: SourceWriter, run: Sequence[TextBlock], around: Sequence[AnyNode]) -> None:
        self.writer, self.lines, self.source = writer, writer.lines, writer.source
        self.run, self.around = run, around
        self.leads = Leads(writer, around)
        self.out = Restyled()
        self.shown: list[tuple[TextBlock, NewForm | None, tuple[OpenLevel, ...], list[ExpectedParagraph]]] = []

    def made(self) -> Restyled:
        """Return the edits and expected paragraphs of all blocks."""
        for number, block in enumerate(self.run):
            form = self.writer.page_plan.forms.get(block.index)
            old = self.leads.old(block)
            new = self.leads.new(block, form, old)
            if number:
                self._gap(self.run[number - 1], block, (form.kind if form else block.kind) == "item")
            self._block(block, form, old, new)
        for block, form, levels, expected in self.shown:
            path = self._path(block, form, levels)
            self.out.expected.append((block, [replace(e, path=path) for e in expected]))
        return self.out

    def _block(self, block: TextBlock, form: NewForm | None, old: Lead, new: Lead) -> None:
        """Write the lines of a block with their new leads."""
        unit, plan = block.unit.index, self.writer.page_plan.plans.get(block.index)
        if plan is not None and plan.joined:
            raise Unwritable(unit, "it is joined with another paragraph")
        words, expected = None, [unchanged(block)]
        if plan is not None or (form is not None and "\n" in self.source[block.start : block.chars[-1].end]):
            words, expected = self.writer.write_blocks([block])
        if form is not None or old != new:
            if not self.writer.contexts.at(block.start).blocks:
                raise Unwritable(unit, NO_BLOCK, scalar=block.start)
            self._leads(block, old, new, words)
        if words is not None:
            start, end, text = words
            text = self._one_line(block, text) if form and form.kind == "heading" else text
            lines = text.split("\n")
            text = "\n".join([lines[0], *(led(line, old.further, new.further) for line in lines[1:])])
            if form and form.kind == "paragraph":
                text = escape_start(text, MDC_STARTS)
            if self.source[start:end] != text:
                self.out.edits.append((unit, (start, end, text)))
        kind = form.kind if form else block.kind
        expected = [replace(e, kind=kind) for e in expected]
        self.shown.append((block, form, tuple(self.leads.levels), expected))

    def _leads(self, block: TextBlock, old: Lead, new: Lead, words: Edit | None) -> None:
        """Write the leads of a block's lines, without those inside of ``words``, which are written anew."""
        unit, node = block.unit.index, block.item() or block.ancestors[-1]
        assert node.pos is not None
        at = self.lines.start(node.pos.start.offset)
        if old.first != new.first:
            self.out.edits.append((unit, (at, at + len(old.first), new.first)))
        at, end = self.lines.after(at), self._end(block)
        while at < end and old.further != new.further:
            behind = self.lines.after(at)
            line = self.source[at:behind]
            inside = words is not None and words[0] < at < words[1]
            if line.strip() and not inside and (moved := led(line, old.further, new.further)) != line:
                size = len(line) - len(moved) + len(new.further)
                self.out.edits.append((unit, (at, at + max(0, size), new.further)))
            at = behind

    def _end(self, block: TextBlock) -> int:
        """Return the end of the lines that belong to a block."""
        blocks = self.writer.page_plan.blocks
        end = self.lines.last(pos) if (pos := (self.leads.chain(block) or block.ancestors[-1:])[0].pos) else 0
        following_block = blocks[block.index + 1] if block.index + 1 < len(blocks) else None
        if following_block is not None and (node := following_block.item() or following_block.ancestors[-1]).pos:
            end = min(end, self.lines.start(node.pos.start.offset))
        return end

    def _one_line(self, block: TextBlock, text: str) -> str:
        if any(char.char == "\n" for char in block.chars):
            raise Unwritable(block.unit.index, "a heading has one line")
        return _LINE_END.sub(" ", text)

    def _gap(self, before: TextBlock, block: TextBlock, item: bool) -> None:
        """Write or remove the blank line between two blocks if the kind of one of them changes."""
        forms = self.writer.page_plan.forms
        if before.index + 1 != block.index or not (before.index in forms or block.index in forms):
            return
        node = block.item() or block.ancestors[-1]
        assert node.pos is not None
        at = self.lines.start(node.pos.start.offset)
        start = at
        while start > 0 and not self.source[self.lines.start(start - 1) : start].strip(" \t>\r\n"):
            start = self.lines.start(start - 1)
        listed = item and (forms[before.index].kind if before.index in forms else before.kind) == "item"
        joining = before.kind != "item" or block.kind != "item"
        if listed and joining and start < at and not self._spaced((before, block)):
            self.out.edits.append((block.unit.index, (start, at, "")))
        elif not listed and start == at:
            blank = continued(self.lines.lead(node.pos.start.offset)).rstrip()
            self.out.edits.append((block.unit.index, (at, at, blank + self.lines.ending)))

    def _spaced(self, blocks: Sequence[TextBlock]) -> bool:
        """Whether blank lines part the items of a list beside a place."""
        lists = [chain[0] for block in blocks if (chain := self.leads.chain(block))]
        return any(
            self.lines.blank(self.lines.after(self.lines.last(item.pos)))
            for around in lists
            if isinstance(around, List)
            for item in around.items[:-1]
            if item.pos
        )

    def _path(self, block: TextBlock, form: NewForm | None, levels: Sequence[OpenLevel]) -> str:
        """Return the names of the nodes around a block, and of its own."""
        names = [node_name(node) for node in self.around]
        for level in levels:
            names += (level.name, "ListItem")
        chain = len(self.around) + len(self.leads.chain(block))
        names += form.names if form else (node_name(node) for node in block.ancestors[chain:])
        return "/".join(names)
