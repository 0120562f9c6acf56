"""Leaf blocks: blocks that hold lines only (CommonMark, section 4)."""

import re

from exporter.markdown import codes
from exporter.markdown.blocks.definitions import take_definitions
from exporter.markdown.etree import PlacedElement, PlacedText, verbatim
from exporter.markdown.parser_state import ParserState
from exporter.markdown.source_lines import Line, SourceText


class LeafBlock:
    """A block that takes lines until it refuses one; ``done`` means that the last line it took ends it.

    ``lazy`` is whether it takes lines that its containers do not reach. ``interruptible`` is whether a quote or list
    that begins on one of its lines ends it (micromark: its construct is not ``concrete``).
    """

    lazy = False
    interruptible = False

    def __init__(self, node: PlacedElement) -> None:
        self.node, self.done = node, False
        self.lines: list[Line] = []

    def takes(self, line: Line) -> bool:
        """Take ``line`` and return true, or refuse it."""
        del line
        return False

    def keep(self, line: Line) -> bool:
        """Keep ``line`` as one of this block's, and return true."""
        self.lines.append(line)
        self.node.end = line.end
        return True

    def close(self, state: ParserState) -> bool:
        """Make the lines the element's text; return whether the block stays."""
        del state
        return True


class SingleLineBlock(LeafBlock):
    """A block of one line: a heading, a rule."""

    def __init__(self, node: PlacedElement) -> None:
        super().__init__(node)
        self.done = True


_TASK = re.compile(r"\[([ \txX])\][ \t\n]+(?=\S)")
_COLONS = re.compile(r":{2,}[ \t]*$")
_COMPONENT = re.compile(r"::+[A-Za-z][^\s{\[]*")


class ParagraphBlock(LeafBlock):
    """A paragraph (section 4.8); ``first`` means that an item begins with it, which may make the item a task."""

    def __init__(self, node: PlacedElement, first: bool = False) -> None:
        super().__init__(node)
        self.first = first

    def add(self, line: Line) -> None:
        """Take any line as text."""
        line.skip(line.indent)
        self.keep(line)

    def drop_definitions(self, state: ParserState) -> bool:
        """Strip link reference definitions from the start; return whether any text is left."""
        if self.lines and self.lines[0].text[:1] == "[":
            text = "\n".join([line.text for line in self.lines])
            used = take_definitions(text, state.references)
            if used:
                self.lines = self.lines[text.count("\n", 0, used) :] if used < len(text) else []
                self.first = False
        return bool(self.lines)

    def close(self, state: ParserState) -> bool:
        """Make the text ready for the inline scan: without definitions, task mark and trailing blanks."""
        if not self.drop_definitions(state):
            return False
        self.node.start = self.lines[0].start
        if self.first and state.mdc and (task := _TASK.match("\n".join([line.text for line in self.lines[:2]]))):
            self.node.set("task", task[1])
            self.lines[0].skip(3)
            self.lines[0].strip(1)
        elif self.first:
            self.node.opens_item = True
        self.set_source()
        if state.mdc:
            self.report_colons(state)
        return True

    def set_source(self) -> None:
        """Set the lines as the element's unread text."""
        self.lines[-1].trim()
        self.node.end = self.lines[-1].end
        self.node.source = SourceText.of(self.lines)

    def report_colons(self, state: ParserState) -> None:
        """Report lines of text that look like the start or end of a component."""
        for line in self.lines:
            if line.text[:2] != "::":
                continue
            if _COLONS.match(line.text):
                hint = "remove it, or check the number of colons of the component above"
                state.report(codes.STRAY_END, f"'{line.text.strip()}' closes no component", line.start, line.end, hint)
            elif match := _COMPONENT.match(line.text):
                hint = "put the component's line on its own, with attributes in `{...}` and the rest below it"
                state.report(codes.BAD_COMPONENT, f"'{match[0]}' begins no component", line.start, line.end, hint)


class FencedCodeBlock(LeafBlock):
    """A fenced code block (section 4.5)."""

    def __init__(self, node: PlacedElement, mark: str, indent: int) -> None:
        super().__init__(node)
        self.end = re.compile(rf" {{0,3}}{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$")
        self.indent = indent

    def takes(self, line: Line) -> bool:
        """Take every line up to the closing fence."""
        if self.end.match(line.text):
            self.done, self.node.end = True, line.end
            return True
        line.strip(self.indent)
        return self.keep(line)

    def close(self, state: ParserState) -> bool:
        """Join the lines as code; an empty block has no text."""
        empty = len(self.lines) < 2 and not any(line.text for line in self.lines)
        self.node.text = PlacedText.at("", self.node.end, self.node.end) if empty else verbatim(self.lines, state.end)
        return True


class MathBlock(FencedCodeBlock):
    """A formula between lines of dollars (micromark-extension-math); ``first`` is its first line."""

    def __init__(self, node: PlacedElement, size: int, first: Line) -> None:
        super().__init__(node, "$" * size, first.indent)
        self.first = first

    def close(self, state: ParserState) -> bool:
        """Join the lines as TeX; without its end it is no formula."""
        return self.done and super().close(state)


class IndentedCodeBlock(LeafBlock):
    """An indented code block (section 4.4)."""

    def takes(self, line: Line) -> bool:
        """Take lines indented by four blanks, and blank ones."""
        if line.indent < 4 and not line.blank:
            return False
        line.strip(4)
        end = self.node.end
        self.keep(line)
        if line.blank:
            self.node.end = end
        return True

    def close(self, state: ParserState) -> bool:
        """Join the lines as code, without trailing blank ones."""
        while self.lines[-1].blank:
            self.lines.pop()
        self.node.text = verbatim(self.lines, state.end)
        return True


class HtmlBlock(LeafBlock):
    """An HTML block (section 4.6) up to a line that matches ``end``, or up to a blank line if ``end`` is None."""

    def __init__(self, node: PlacedElement, end: re.Pattern[str] | None) -> None:
        super().__init__(node)
        self.end = end

    def takes(self, line: Line) -> bool:
        """Take lines up to the end, its own line included, or up to a blank line."""
        if self.end is None:
            return not line.blank and self.keep(line)
        self.done = bool(self.end.search(line.text))
        return self.keep(line)

    def close(self, state: ParserState) -> bool:
        """Join the lines as HTML."""
        del state
        self.node.text = verbatim(self.lines)
        return True
