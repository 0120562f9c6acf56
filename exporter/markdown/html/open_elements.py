"""The stack of open elements, and the place in the tree of each new node.

https://html.spec.whatwg.org/multipage/parsing.html#the-stack-of-open-elements
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from exporter.markdown.html import element_names
from exporter.markdown.tree import MdcElement, MdcNode, MdcText, SourceSpan

TABLE = frozenset(("table",))
_IN_TABLE = element_names.TABLE_PARTS | {"style", "script", "template"}


class OpenElement:
    """An element on the stack; ``raw`` is true if a tag in the text made it."""

    __slots__ = ("element", "raw", "tag")

    def __init__(self, element: MdcElement, raw: bool = False) -> None:
        self.element, self.tag, self.raw = element, element.tag, raw

    def close(self, span: SourceSpan) -> None:
        """Extend the element to the end of its end tag."""
        self.element.span = SourceSpan(self.element.span.start, max(self.element.span.end, span.end))

    def clone(self) -> "OpenElement":
        """Return a copy without content; its place will be that of its future content."""
        old = self.element
        new = MdcElement(old.tag, dict(old.props), component=old.component)
        return OpenElement(new)


Report = Callable[[str, OpenElement], None]


def _ignore(opened: OpenElement) -> None:
    """Do nothing when an element is closed."""


@dataclass(slots=True)
class OpenElements:
    """The open elements, the root first, and the rules by which nodes are put into the tree.

    ``report`` is called for an open element that something else ended (``unclosed``), and for one beyond ``limit``
    elements (``too-deep``). ``closed`` is called for each element that is closed.
    """

    limit: int
    report: Report
    root: MdcElement = field(default_factory=lambda: MdcElement("#root"))
    stack: list[OpenElement] = field(default_factory=list)
    closed: Callable[[OpenElement], None] = _ignore

    def __post_init__(self) -> None:
        self.stack.append(OpenElement(self.root))

    @property
    def current(self) -> OpenElement:
        """The innermost open element."""
        return self.stack[-1]

    def find(self, tags: frozenset[str], stop: frozenset[str]) -> int | None:
        """Return the index of the innermost element of ``tags``, if no element of ``stop`` is open inside it."""
        for i in range(len(self.stack) - 1, 0, -1):
            tag = self.stack[i].tag
            if tag in tags:
                return i
            if tag in stop:
                return None
        return None

    def close_from(self, at: int, by: OpenElement | None = None) -> None:
        """Close the elements from ``at`` on; ``by`` is the element that its own end tag closes."""
        for opened in self.stack[at:]:
            self.closed(opened)
            if opened is not by and opened.raw and opened.tag not in element_names.OPTIONAL_END:
                self.report("unclosed", opened)
        del self.stack[at:]

    def place(self, node: MdcNode) -> None:
        """Put a node at the standard's "appropriate place": before a table that cannot hold it."""
        if self.current.tag in element_names.TABLE_MODES and self.foster(node):
            at = self.find(TABLE, element_names.TABLE_SCOPE - TABLE)
            if at is None:
                self.root.children.append(node)
                return
            holder, table = self.stack[at - 1].element.children, self.stack[at].element
            index = next((i for i in range(len(holder) - 1, -1, -1) if holder[i] is table), len(holder))
            holder.insert(index, node)
        else:
            self.current.element.children.append(node)

    def insert(self, element: MdcElement, raw: bool = False) -> OpenElement:
        """Put an element at its place and open it ("insert an HTML element")."""
        opened = OpenElement(element, raw)
        self.place(element)
        if element.tag in element_names.VOID:
            return opened
        if len(self.stack) > self.limit:
            self.report("too-deep", opened)
        else:
            self.stack.append(opened)
        return opened

    @staticmethod
    def foster(node: MdcNode) -> bool:
        """Whether a table cannot hold the node, so that it goes before the table ("foster parenting")."""
        if isinstance(node, MdcElement):
            return node.tag not in _IN_TABLE
        return isinstance(node, MdcText) and not node.value.isspace()

    def end(self, tags: frozenset[str], stop: frozenset[str], span: SourceSpan) -> bool:
        """End the innermost element of ``tags`` that stands inside no element of ``stop``; whether there is one."""
        at = self.find(tags, stop)
        if at is None:
            return False
        opened = self.stack[at]
        self.close_from(at, opened)
        opened.close(span)
        return True

    def end_other(self, tag: str, span: SourceSpan) -> bool:
        """End the innermost element named ``tag``, unless a special element is open inside it ("any other end tag")."""
        return self.end(frozenset((tag,)), element_names.SPECIAL | {"#root"}, span)
