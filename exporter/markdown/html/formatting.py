"""Formatting elements that blocks interrupt and that go on behind them.

https://html.spec.whatwg.org/multipage/parsing.html#the-list-of-active-formatting-elements
"""

from exporter.markdown.html.element_names import MARKERS, SPECIAL, TABLE_MODES
from exporter.markdown.html.open_elements import OpenElement, OpenElements
from exporter.markdown.tree import MdcElement, MdcNode, MdcText, SourceSpan


class Formatting:
    """The list of active formatting elements; None marks a cell or the like."""

    def __init__(self, open_elements: OpenElements) -> None:
        self.open = open_elements
        self.active: list[OpenElement | None] = []

    def push(self, opened: OpenElement) -> None:
        """Add an element; of more than three equal ones drop the first (the "Noah's Ark clause")."""
        alike = [e for e in self._since_mark() if e.tag == opened.tag and e.element.props == opened.element.props]
        if len(alike) > 2:
            self.active.remove(alike[0])
        if len(self.active) > self.open.limit:  # markup made to exhaust memory: drop the oldest
            del self.active[0]
        self.active.append(opened)

    def mark(self) -> None:
        """Add a marker: formatting does not reach across it."""
        self.active.append(None)

    def closed(self, opened: OpenElement) -> None:
        """Drop the elements since the last marker, and the marker, if ``opened`` is the marker's element."""
        if opened.tag in MARKERS and None in self.active:
            while self.active.pop() is not None:
                pass

    def recent(self, tag: str) -> OpenElement | None:
        """Return the last active element of that name since the last marker."""
        return next((e for e in reversed(self._since_mark()) if e.tag == tag), None)

    def _since_mark(self) -> list[OpenElement]:
        found: list[OpenElement] = []
        for opened in reversed(self.active):
            if opened is None:
                break
            found.append(opened)
        return found[::-1]

    def reconstruct_for(self, text: MdcText) -> None:
        """Reconstruct before text, except before blanks inside a table."""
        if self.active and not (text.value.isspace() and self.open.current.tag in TABLE_MODES):
            self.reconstruct()

    def reconstruct(self) -> None:
        """Open again the elements that a block interrupted."""
        if not self.active or self.active[-1] is None or self.active[-1] in self.open.stack:
            return
        for opened in self._since_mark():
            if opened not in self.open.stack:
                new = opened.clone()
                self.active[self.active.index(opened)] = new
                self.open.place(new.element)
                self.open.stack.append(new)

    def drop(self, tag: str) -> None:
        """End an element that may not hold another of its name."""
        old = self.recent(tag)
        if old is None:
            return
        self.adopt(tag, SourceSpan(0, 0))
        if old in self.active:
            self.active.remove(old)
        if old in self.open.stack:
            self.open.stack.remove(old)

    def adopt(self, tag: str, span: SourceSpan) -> bool:
        """End a formatting element, however its tags overlap with others (the "adoption agency algorithm")."""
        stack = self.open.stack
        if self.open.current.tag == tag and self.open.current not in self.active:
            self.open.current.close(span)
            stack.pop()
            return True
        for turn in range(8):
            opened = self.recent(tag)
            if opened is None:
                return bool(turn) or self.open.end_other(tag, span)
            if opened not in stack:
                self.active.remove(opened)
                return bool(turn)
            opened.close(span)
            at = stack.index(opened)
            block = next((e for e in stack[at + 1 :] if e.tag in SPECIAL), None)
            if block is None:
                self.active.remove(opened)
                self.open.close_from(at, opened)
                return True
            self._move_out(opened, block, at)
        return True

    def _move_out(self, opened: OpenElement, block: OpenElement, at: int) -> None:
        """Move ``block`` out of ``opened``, and put a copy of ``opened`` inside it."""
        stack = self.open.stack
        last: MdcElement = block.element
        above = stack[stack.index(block) - 1].element
        for inner in reversed(stack[at + 1 : stack.index(block)]):
            if inner not in self.active:
                stack.remove(inner)
                continue
            new = inner.clone()
            self.active[self.active.index(inner)] = stack[stack.index(inner)] = new
            _detach(above if last is block.element else None, last)
            new.element.children.append(last)
            last = new.element
        self._reattach(opened, block, last, above, at)

    def _reattach(self, opened: OpenElement, block: OpenElement, last: MdcElement, above: MdcElement, at: int) -> None:
        stack = self.open.stack
        if last is block.element:
            _detach(above, last)
        stack[at - 1].element.children.append(last)
        new = opened.clone()
        new.element.children, block.element.children = block.element.children, [new.element]
        self.active[self.active.index(opened)] = new
        stack.remove(opened)
        stack.insert(stack.index(block) + 1, new)


def _detach(parent: MdcElement | None, child: MdcNode) -> None:
    if parent is not None:
        parent.children[:] = [c for c in parent.children if c is not child]
