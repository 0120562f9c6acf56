"""HTML's tree construction, with places (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody).

Every element of a page goes through it, those of Markdown too, as the site's parser does (rehype-raw). Insertion modes
are told from the stack of open elements. tinyhtml5 does not serve here: it reads one character after another without
offsets, knows no templates, and recurses.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from exporter.markdown.html import names
from exporter.markdown.html.formatting import Formatting, Open
from exporter.markdown.html.text import Texts
from exporter.markdown.tree import Comment, Element, Node, Span, Text

Report = Callable[[str, Open], None]


@dataclass(slots=True)
class Builder:
    """Takes tags and texts, and keeps the tree.

    ``report`` hears of open elements that something else ended (``unclosed``) and of what is ``too-deep``. ``page``
    is what the page itself counts as: where the first tag of all is a part of a table, what holds it; else no part of a
    table may stand outside of one (the "in template" insertion mode).
    """

    limit: int
    report: Report
    root: Element = field(default_factory=lambda: Element("#root"))
    stack: list[Open] = field(default_factory=list)
    texts: Texts = field(default_factory=Texts)
    formatting: Formatting = field(init=False)
    page: str = ""

    def __post_init__(self) -> None:
        self.stack.append(Open(self.root))
        self.formatting = Formatting(self)

    # --- what is open

    @property
    def current(self) -> Open:
        """The innermost open element."""
        return self.stack[-1]

    def find(self, tags: frozenset[str], stop: frozenset[str]) -> int | None:
        """Where on the stack the innermost element of ``tags`` is, if no element of ``stop`` is open inside it."""
        for i in range(len(self.stack) - 1, 0, -1):
            tag = self.stack[i].tag
            if tag in tags:
                return i
            if tag in stop:
                return None
        return None

    def close_from(self, at: int, by: Open | None = None) -> None:
        """Closes the elements from ``at`` on; ``by`` is the one that its own end tag closes."""
        for opened in self.stack[at:]:
            if opened.tag in names.MARKERS:
                self.formatting.clear()
            if opened is not by and opened.raw and opened.tag not in names.OPTIONAL_END:
                self.report("unclosed", opened)
        del self.stack[at:]

    def _close_paragraph(self) -> None:
        at = self.find(_P, names.BUTTON_SCOPE)
        if at is not None:
            self.close_from(at)

    # --- putting in

    def insert(self, element: Element, raw: bool = False) -> Open:
        """Puts an element into the current one (or before the table that cannot hold it), and opens it."""
        opened = Open(element, raw)
        self.place(element)
        if element.tag in names.VOID:
            return opened
        if len(self.stack) > self.limit:
            self.report("too-deep", opened)
        else:
            self.stack.append(opened)
        return opened

    def place(self, node: Node) -> None:
        """Puts a node where the standard's "appropriate place" is."""
        if self.current.tag in names.TABLE_MODES and self._foster(node):
            at = self.find(_TABLE, names.TABLE_SCOPE - _TABLE)
            if at is None:
                self.root.children.append(node)
                return
            holder, table = self.stack[at - 1].element.children, self.stack[at].element
            index = next((i for i in range(len(holder) - 1, -1, -1) if holder[i] is table), len(holder))
            holder.insert(index, node)
        else:
            self.current.element.children.append(node)

    @staticmethod
    def _foster(node: Node) -> bool:
        if isinstance(node, Element):
            return node.tag not in _IN_TABLE
        return isinstance(node, Text) and not node.value.isspace()

    def text(self, text: Text) -> None:
        """Adds text, joined to text right before it."""
        self.formatting.reconstruct_for(text)
        if self.current.tag in names.TABLE_MODES and self._foster(text):
            self.place(text)
        else:
            self.texts.add(self.current.element.children, text)

    def line_end(self, at: int) -> None:
        """The line end that the site puts between blocks: formatting that a block cut off goes on there."""
        if self.formatting.active:
            self.text(Text("\n", Span(at, at), (at, at)))

    def comment(self, comment: Comment) -> None:
        """Adds a comment."""
        self.current.element.children.append(comment)

    # --- tags

    def start(self, element: Element, raw: bool = False) -> Open | None:
        """A start tag; None where the standard ignores it."""
        tag = element.tag
        if tag in names.IGNORED:
            return None
        self.page = self.page or _PAGE.get(tag, "body")
        if tag in names.TABLE_PARTS and not self._open_table_part(tag):
            return None
        if prepare := _PREPARE.get(tag):
            prepare(self, tag)
        elif tag in names.BLOCKS:
            self._close_paragraph()
        if tag not in names.BLOCKS and tag not in _NO_FORMATTING:
            self.formatting.reconstruct()
        opened = self.insert(element, raw)
        if tag in names.FORMATTING and self.current is opened:
            self.formatting.push(opened)
        elif tag in names.MARKERS and self.current is opened:
            self.formatting.mark()
        return opened

    def end(self, tag: str, span: Span) -> bool:
        """An end tag; whether it ended anything."""
        handler = _END.get(tag)
        if handler:
            return handler(self, tag, span)
        if tag in names.FORMATTING:
            return self.formatting.adopt(tag, span)
        if tag in names.HEADINGS:
            return self._end_in(names.HEADINGS, names.SCOPE, span)
        if tag in names.TABLE_PARTS or tag == "table":
            return self._end_in(frozenset((tag,)), names.TABLE_SCOPE - {tag}, span)
        if tag in names.BLOCKS or tag in _SCOPED_END:
            return self._end_in(frozenset((tag,)), names.SCOPE, span)
        return self.end_other(tag, span)

    def end_other(self, tag: str, span: Span) -> bool:
        """Any other end tag: the innermost element of its name, if no special element is open inside it."""
        return self._end_in(frozenset((tag,)), names.SPECIAL | {"#root"}, span)

    def end_element(self, opened: Open | None, span: Span) -> None:
        """The end of an element that Markdown made."""
        if opened is not None and opened.tag not in names.VOID:
            self.end(opened.tag, span)

    def _end_in(self, tags: frozenset[str], stop: frozenset[str], span: Span) -> bool:
        at = self.find(tags, stop)
        if at is None:
            return False
        opened = self.stack[at]
        self.close_from(at, opened)
        opened.close(span)
        return True

    def _end_paragraph(self, tag: str, span: Span) -> bool:
        if self._end_in(_P, names.BUTTON_SCOPE, span):
            return True
        self.start(Element(tag, span=span))
        return self._end_in(_P, names.BUTTON_SCOPE, span)

    def _end_break(self, tag: str, span: Span) -> bool:
        self.start(Element(tag, span=span))
        return True

    def _end_item(self, tag: str, span: Span) -> bool:
        return self._end_in(frozenset((tag,)), names.LIST_SCOPE, span)

    def finish(self) -> Element:
        """Closes what is still open; the tree."""
        self.close_from(1)
        self.texts.join()
        return self.root

    # --- what a start tag ends first

    def _prepare_heading(self, tag: str) -> None:
        del tag
        self._close_paragraph()
        if self.current.tag in names.HEADINGS:
            self.close_from(len(self.stack) - 1)

    def _prepare_item(self, tag: str) -> None:
        alike = _ALIKE[tag]
        at = self.find(alike, names.SPECIAL - {"address", "div", "p"} - alike)
        if at is not None:
            self.close_from(at)
        self._close_paragraph()

    def _prepare_link(self, tag: str) -> None:
        if self.formatting.recent(tag):
            self.formatting.drop(tag)

    def _prepare_button(self, tag: str) -> None:
        at = self.find(frozenset((tag,)), names.SCOPE)
        if at is not None:
            self.close_from(at)

    def _prepare_option(self, tag: str) -> None:
        del tag
        if self.current.tag == "option":
            self.close_from(len(self.stack) - 1)

    def _prepare_table(self, tag: str) -> None:
        """A table right inside another ends it; one in a cell does not."""
        del tag
        at = self.find(_TABLE, names.TABLE_SCOPE - _TABLE)
        if at is not None and self.current.tag in names.TABLE_MODES:
            self.close_from(at)
        self._close_paragraph()

    def _open_table_part(self, tag: str) -> bool:
        """Makes room for a row, cell or the like: what cannot hold it is closed, what must hold it is opened."""
        at = self.find(_TABLE, names.TABLE_SCOPE - _TABLE)
        holders, missing = _HOLDERS[tag]
        if at is None:
            if self.page not in {*holders, *missing} or any(opened.tag == "template" for opened in self.stack):
                return False
            at = 0
        inner = (i for i in range(len(self.stack), at, -1) if self.stack[i - 1].tag in holders)
        self.close_from(next(inner, at + 1))
        holder = self.page if self.current.tag == "#root" else self.current.tag
        for needed in missing[missing.index(holder) + 1 :] if holder in missing else ():
            self.insert(Element(needed, span=self.current.element.span))
        return True


_P = frozenset(("p",))
_TABLE = frozenset(("table",))
_PAGE = {
    **dict.fromkeys(("caption", "colgroup", "tbody", "thead", "tfoot"), "table"),
    "col": "colgroup",
    "tr": "tbody",
    "td": "tr",
    "th": "tr",
}
_IN_TABLE = names.TABLE_PARTS | {"style", "script", "template"}
_ALIKE = {"li": frozenset(("li",)), "dd": frozenset(("dd", "dt")), "dt": frozenset(("dd", "dt"))}
_SECTIONS = frozenset(("table", "tbody", "thead", "tfoot"))
#: a part of a table: the elements that it may stand in, and what is opened, from the outside in, where one is missing
_HOLDERS: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {
    **dict.fromkeys(("caption", "colgroup", "tbody", "thead", "tfoot"), (_TABLE, ())),
    "col": (frozenset(("table", "colgroup")), ("table", "colgroup")),
    "tr": (_SECTIONS, ("table", "tbody")),
    **dict.fromkeys(("td", "th"), (_SECTIONS | {"tr"}, ("table", "tbody", "tr"))),
}
_PREPARE: dict[str, Callable[[Builder, str], None]] = {
    **dict.fromkeys(names.HEADINGS, Builder._prepare_heading),
    **dict.fromkeys(_ALIKE, Builder._prepare_item),
    "a": Builder._prepare_link,
    "nobr": Builder._prepare_link,
    "table": Builder._prepare_table,
    "button": Builder._prepare_button,
    "option": Builder._prepare_option,
    "optgroup": Builder._prepare_option,
}
#: formatting that was cut off does not go on in these
_NO_FORMATTING = names.TABLE_PARTS | names.words(
    "base basefont bgsound link meta title style script template noframes param source track table hr"
)
_SCOPED_END = frozenset(("button", "applet", "marquee", "object"))
_END: dict[str, Callable[[Builder, str, Span], bool]] = {
    "p": Builder._end_paragraph,
    "br": Builder._end_break,
    "li": Builder._end_item,
}
