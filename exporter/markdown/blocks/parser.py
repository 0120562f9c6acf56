"""The block parser: reads a text line by line (CommonMark, appendix "A parsing strategy", phase 1).

It matches a line against the open containers, then against the table of block starts; the rest is a paragraph.
"""

import re
from collections.abc import Iterable

from exporter.diagnostics import counted
from exporter.markdown import codes
from exporter.markdown.blocks.block_starts import DEEP, SHALLOW, OpenBlock, end_list, indented, lone_tag
from exporter.markdown.blocks.components import ComponentBlock, read_opening
from exporter.markdown.blocks.container_blocks import BlockQuote, ContainerBlock, ListItemBlock
from exporter.markdown.blocks.leaf_blocks import (
    FencedCodeBlock,
    HtmlBlock,
    IndentedCodeBlock,
    LeafBlock,
    MathBlock,
    ParagraphBlock,
)
from exporter.markdown.blocks.tables import TableBlock
from exporter.markdown.etree import PlacedElement
from exporter.markdown.parser_state import ParserState
from exporter.markdown.source_lines import Line

_CONTAINER = re.compile(r" {0,3}(?:>|(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$))", re.A)
#: the start of a quote, list or footnote that interrupts a block: an item must have content, and the number 1
_CONTAINER_INSIDE = re.compile(r" {0,3}(?:>|(?:[-+*]|1[.)])[ \t]+\S|\[\^[^\]\s]+\]:)")


class BlockParser:
    """Parses lines into the blocks below one element; a new parser, one level deeper, reads a component's lines."""

    def __init__(self, state: ParserState, root: PlacedElement, depth: int = 0, *, formulas: bool = True) -> None:
        self.state, self.depth = state, depth
        self.formulas = formulas and state.math is not None
        self.stack: list[ContainerBlock] = [ContainerBlock(root)]
        self.leaf: LeafBlock | None = None
        self.parents: dict[PlacedElement, PlacedElement] = {}
        self.parent = self.stack[0]
        self.above: ParagraphBlock | None = None
        self.lazy = self.blank = self.below_code = False
        self.shallow_starts, self.deep_starts = SHALLOW[state.mdc], DEEP[state.mdc]

    def read(self, lines: Iterable[Line]) -> None:
        """Parse all lines, then close the open block."""
        for line in lines:
            self._add_line(line)
        self._close()

    # the interface for block starts (`block_starts.StartContext`)

    def add(self, tag: str, line: Line, kind: str = "") -> PlacedElement:
        """Add a new element to the parent, from the line's first character on."""
        node = PlacedElement(tag)
        node.kind, node.start, node.end = kind, line.offset(line.indent), line.end
        parent = self.parent.node
        if self.blank and isinstance(self.parent, ListItemBlock) and len(parent):
            parent.set("loose", "1")
        parent.append(node)
        self.parents[node] = parent
        return node

    def too_deep(self, line: Line) -> bool:
        """Whether one more container is beyond the limit; reports it once a text."""
        limit = self.state.limits.blocks
        if len(self.stack) + self.depth <= limit:
            return False
        message = f"blocks nested deeper than {counted(limit, 'level')}"
        self.state.report(codes.TOO_DEEP, message, line.start, line.end, "use fewer levels; the rest is shown as text")
        return True

    # the steps for one line

    def _add_line(self, line: Line) -> None:
        depth = 1
        while depth < len(self.stack) and self.stack[depth].continues(line):
            depth += 1
        all_matched = depth == len(self.stack)
        leaf = self.leaf
        line.lazy = line.lazy or not all_matched
        if line.lazy and isinstance(leaf, FencedCodeBlock | HtmlBlock | IndentedCodeBlock):
            self._close()
            leaf = None
        if leaf and leaf.interruptible and _CONTAINER_INSIDE.match(line.text):
            self._close()
            leaf = None
        if leaf and (all_matched or (leaf.lazy and not _CONTAINER.match(line.text))) and leaf.takes(line):
            self.blank = False
            if leaf.done:
                self._close()
            return
        text = isinstance(leaf, ParagraphBlock)
        self.below_code = self.state.mdc and all_matched and isinstance(leaf, IndentedCodeBlock)
        if leaf and not text and not (isinstance(leaf, TableBlock) and all_matched):
            self._close()
        if text and not all_matched and self.state.mdc:
            if self._goes_below(line):
                depth, all_matched = len(self.stack), True
            elif lone_tag(line):
                depth = len(self.stack)
        self._start(line, depth, all_matched)

    def _goes_below(self, line: Line) -> bool:
        """Whether a component that follows an item's text, not indented, belongs to the item (as in remark-mdc)."""
        if line.indent > 3 or line.text[line.indent : line.indent + 2] != "::":
            return False
        return read_opening(line.text[line.indent :]) is not None

    def _start(self, line: Line, depth: int, all_matched: bool) -> None:
        """Begin the blocks that ``line`` starts below the first ``depth`` containers; the rest of the line is text."""
        text = self.leaf if isinstance(self.leaf, ParagraphBlock) else None
        self.above, self.lazy = (text if all_matched else None), text is not None
        self.parent = self.stack[depth - 1]
        started = False
        while not line.blank and (new := self._begin(line)):
            if not started:
                if self.leaf and self.leaf.node is not new.node:
                    self._close()
                del self.stack[depth:]
            self.leaf, self.above, self.lazy, self.below_code, started = None, None, False, False, True
            if isinstance(new, LeafBlock):
                self.leaf = new
                if new.done or (isinstance(new, IndentedCodeBlock) and not all_matched):  # as lazy lines in micromark
                    self._close()
                self.blank = False
                return
            self.stack.append(new)
            self.parent, self.blank = new, False
        self._text(line, depth, started)
        self.blank = line.blank and not started and not isinstance(self.stack[-1], BlockQuote)

    def _begin(self, line: Line) -> OpenBlock | None:
        if line.indent < 4:
            starts = self.shallow_starts.get(line.text[line.indent], ())
        elif self.lazy:
            return None
        else:
            return self._begin_deep(line)
        for start in starts:
            if new := start(line, self):
                return new
        return None

    def _begin_deep(self, line: Line) -> OpenBlock | None:
        for start in self.deep_starts.get(line.text[line.indent], ()):
            if new := start(line, self):
                if isinstance(new, LeafBlock):
                    new.interruptible = True
                return new
        return indented(line, self)

    def _text(self, line: Line, depth: int, started: bool) -> None:
        """Take a line that begins no block: more of the paragraph or table, a new paragraph, or a blank line."""
        if not started and not line.blank and isinstance(self.leaf, ParagraphBlock | TableBlock):
            self.leaf.add(line)
            return
        if not started:
            self._close()
            del self.stack[depth:]
        if not line.blank:
            self.parent = self.stack[-1]
            first = isinstance(self.parent, ListItemBlock) and not len(self.parent.node)
            self.leaf = paragraph = ParagraphBlock(self.add("p", line), first)
            paragraph.add(line)

    def _close(self) -> None:
        """Close the open leaf block; ``blank`` keeps its value."""
        leaf, self.leaf = self.leaf, None
        if leaf is None:
            return
        if not leaf.close(self.state):
            parent = self.parents[leaf.node]
            parent.remove(leaf.node)
            end_list(parent)
        if isinstance(leaf, ComponentBlock):
            self._read_inside(leaf)
        elif isinstance(leaf, MathBlock) and not leaf.done:
            self._read_as_text(leaf)

    def _read_as_text(self, formula: MathBlock) -> None:
        """Read the lines of a formula without its end as text; the site takes the rest of the page for the formula."""
        line = formula.first
        hint = "write the same dollars on a line below the formula, or a backslash before each dollar"
        message = f"'{line.text.strip()}' begins a formula that has no end"
        self.state.report(codes.UNCLOSED_FORMULA, message, line.offset(line.indent), line.end, hint)
        root = PlacedElement("div")
        BlockParser(self.state, root, self.depth + len(self.stack), formulas=False).read([line, *formula.lines])
        self.parent.node.extend(root)
        self.parents.update((child, self.parent.node) for child in root if isinstance(child, PlacedElement))

    def _read_inside(self, component: ComponentBlock) -> None:
        depth = self.depth + len(self.stack)
        for slot in component.slots:
            if slot.node is not component.node:
                component.node.append(slot.node)
            BlockParser(self.state, slot.node, depth).read(slot.lines)
