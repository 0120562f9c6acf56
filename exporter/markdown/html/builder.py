"""HTML's tree construction, with places (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody).

Every element of a page goes through it, Markdown's too, as in the site's parser (rehype-raw). Insertion modes follow
from the stack of open elements. tinyhtml5 does not serve here: it reads one character after another without offsets,
knows no templates, and recurses.
"""

from collections.abc import Callable
from dataclasses import InitVar, dataclass, field

from exporter.markdown.html import element_names
from exporter.markdown.html.formatting import Formatting
from exporter.markdown.html.open_elements import TABLE, OpenElement, OpenElements, Report
from exporter.markdown.tree import MdcComment, MdcElement, MdcNode, MdcText, SourceSpan
from exporter.model.offsets import each_offset, joined_offsets


class Texts:
    """The texts of a tree under construction; adjacent texts become one when the tree is whole.

    Joining each to the next at once would take the square of their number.
    """

    def __init__(self) -> None:
        self._runs: dict[MdcText, list[MdcText]] = {}

    def add(self, children: list[MdcNode], text: MdcText) -> None:
        """Add ``text`` at the end of ``children``; behind another text it becomes a part of that one."""
        last = children[-1] if children else None
        if isinstance(last, MdcText):
            self._runs.setdefault(last, [last]).append(text)
        else:
            children.append(text)

    def join(self) -> None:
        """Give the first text of each run the characters of all its texts."""
        for first, texts in self._runs.items():
            first.offsets = _offsets(texts)
            first.span = SourceSpan(first.span.start, max(text.span.end for text in texts))
            first.value = "".join([text.value for text in texts])


def _offsets(texts: list[MdcText]) -> tuple[int, ...] | None:
    """Return the offsets of all characters; None if they follow one by one from the first text on."""
    at = texts[0].span.start
    for text in texts:
        if text.offsets is not None or text.span.start != at:
            return joined_offsets([each_offset(one.span.start, len(one.value), one.offsets) for one in texts])
        at = text.span.end
    return None


@dataclass(slots=True)
class Builder:
    """Builds the tree from tags and texts.

    ``limit`` and ``report`` go to ``OpenElements``. ``page`` is the element that the page counts as: if the first tag
    of all is a part of a table, the element around such a part; else no part of a table may stand outside of one (the
    "in template" insertion mode).
    """

    limit: InitVar[int]
    report: InitVar[Report]
    texts: Texts = field(default_factory=Texts)
    open: OpenElements = field(init=False)
    formatting: Formatting = field(init=False)
    page: str = ""

    def __post_init__(self, limit: int, report: Report) -> None:
        self.open = OpenElements(limit, report)
        self.formatting = Formatting(self.open)
        self.open.closed = self.formatting.closed

    def _close_paragraph(self) -> None:
        at = self.open.find(_P, element_names.BUTTON_SCOPE)
        if at is not None:
            self.open.close_from(at)

    def text(self, text: MdcText) -> None:
        """Add text, joined to any text right before it."""
        self.formatting.reconstruct_for(text)
        if self.open.current.tag in element_names.TABLE_MODES and self.open.foster(text):
            self.open.place(text)
        else:
            self.texts.add(self.open.current.element.children, text)

    def line_end(self, at: int) -> None:
        """Add the line end that the site puts between blocks, in which formatting goes on that a block interrupted."""
        if self.formatting.active:
            self.text(MdcText("\n", SourceSpan(at, at), (at, at)))

    def comment(self, comment: MdcComment) -> None:
        """Add a comment."""
        self.open.current.element.children.append(comment)

    # --- tags

    def start(self, element: MdcElement, raw: bool = False) -> OpenElement | None:
        """Open an element for a start tag; return None if the standard ignores the tag."""
        tag = element.tag
        if tag in element_names.IGNORED:
            return None
        self.page = self.page or _PAGE.get(tag, "body")
        if tag in element_names.TABLE_PARTS and not self._open_table_part(tag):
            return None
        if prepare := _PREPARE.get(tag):
            prepare(self, tag)
        elif tag in element_names.BLOCKS:
            self._close_paragraph()
        if tag not in element_names.BLOCKS and tag not in _NO_FORMATTING:
            self.formatting.reconstruct()
        opened = self.open.insert(element, raw)
        if tag in element_names.FORMATTING and self.open.current is opened:
            self.formatting.push(opened)
        elif tag in element_names.MARKERS and self.open.current is opened:
            self.formatting.mark()
        return opened

    def end(self, tag: str, span: SourceSpan) -> bool:
        """Close an element for an end tag; return whether it ended anything."""
        handler = _END.get(tag)
        if handler:
            return handler(self, tag, span)
        if tag in element_names.FORMATTING:
            return self.formatting.adopt(tag, span)
        if tag in element_names.HEADINGS:
            return self.open.end(element_names.HEADINGS, element_names.SCOPE, span)
        if tag in element_names.TABLE_PARTS or tag == "table":
            return self.open.end(frozenset((tag,)), element_names.TABLE_SCOPE - {tag}, span)
        if tag in element_names.BLOCKS or tag in _SCOPED_END:
            return self.open.end(frozenset((tag,)), element_names.SCOPE, span)
        return self.open.end_other(tag, span)

    def end_element(self, opened: OpenElement | None, span: SourceSpan) -> None:
        """End an element that Markdown made."""
        if opened is not None and opened.tag not in element_names.VOID:
            self.end(opened.tag, span)

    def _end_paragraph(self, tag: str, span: SourceSpan) -> bool:
        if self.open.end(_P, element_names.BUTTON_SCOPE, span):
            return True
        self.start(MdcElement(tag, span=span))
        return self.open.end(_P, element_names.BUTTON_SCOPE, span)

    def _end_break(self, tag: str, span: SourceSpan) -> bool:
        self.start(MdcElement(tag, span=span))
        return True

    def _end_item(self, tag: str, span: SourceSpan) -> bool:
        return self.open.end(frozenset((tag,)), element_names.LIST_SCOPE, span)

    def finish(self) -> MdcElement:
        """Close the open elements, and return the tree."""
        self.open.close_from(1)
        self.texts.join()
        return self.open.root

    # --- elements that a start tag ends first

    def _prepare_heading(self, tag: str) -> None:
        del tag
        self._close_paragraph()
        if self.open.current.tag in element_names.HEADINGS:
            self.open.close_from(len(self.open.stack) - 1)

    def _prepare_item(self, tag: str) -> None:
        alike = _ALIKE[tag]
        at = self.open.find(alike, element_names.SPECIAL - {"address", "div", "p"} - alike)
        if at is not None:
            self.open.close_from(at)
        self._close_paragraph()

    def _prepare_link(self, tag: str) -> None:
        if self.formatting.recent(tag):
            self.formatting.drop(tag)

    def _prepare_button(self, tag: str) -> None:
        at = self.open.find(frozenset((tag,)), element_names.SCOPE)
        if at is not None:
            self.open.close_from(at)

    def _prepare_option(self, tag: str) -> None:
        del tag
        if self.open.current.tag == "option":
            self.open.close_from(len(self.open.stack) - 1)

    def _prepare_table(self, tag: str) -> None:
        """End a table that is right around the new one; a table in a cell stays open."""
        del tag
        at = self.open.find(TABLE, element_names.TABLE_SCOPE - TABLE)
        if at is not None and self.open.current.tag in element_names.TABLE_MODES:
            self.open.close_from(at)
        self._close_paragraph()

    def _open_table_part(self, tag: str) -> bool:
        """Close the elements that cannot hold a row, cell or the like, and open the missing ones that must."""
        at = self.open.find(TABLE, element_names.TABLE_SCOPE - TABLE)
        holders, missing = _HOLDERS[tag]
        if at is None:
            if self.page not in {*holders, *missing} or any(opened.tag == "template" for opened in self.open.stack):
                return False
            at = 0
        inner = (i for i in range(len(self.open.stack), at, -1) if self.open.stack[i - 1].tag in holders)
        self.open.close_from(next(inner, at + 1))
        holder = self.page if self.open.current.tag == "#root" else self.open.current.tag
        for needed in missing[missing.index(holder) + 1 :] if holder in missing else ():
            self.open.insert(MdcElement(needed, span=self.open.current.element.span))
        return True


_P = frozenset(("p",))
_PAGE = {
    **dict.fromkeys(("caption", "colgroup", "tbody", "thead", "tfoot"), "table"),
    "col": "colgroup",
    "tr": "tbody",
    "td": "tr",
    "th": "tr",
}
_ALIKE = {"li": frozenset(("li",)), "dd": frozenset(("dd", "dt")), "dt": frozenset(("dd", "dt"))}
_SECTIONS = frozenset(("table", "tbody", "thead", "tfoot"))
#: for each part of a table, the elements that may hold it, and the missing ones to open, from the outside in
_HOLDERS: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {
    **dict.fromkeys(("caption", "colgroup", "tbody", "thead", "tfoot"), (TABLE, ())),
    "col": (frozenset(("table", "colgroup")), ("table", "colgroup")),
    "tr": (_SECTIONS, ("table", "tbody")),
    **dict.fromkeys(("td", "th"), (_SECTIONS | {"tr"}, ("table", "tbody", "tr"))),
}
_PREPARE: dict[str, Callable[[Builder, str], None]] = {
    **dict.fromkeys(element_names.HEADINGS, Builder._prepare_heading),
    **dict.fromkeys(_ALIKE, Builder._prepare_item),
    "a": Builder._prepare_link,
    "nobr": Builder._prepare_link,
    "table": Builder._prepare_table,
    "button": Builder._prepare_button,
    "option": Builder._prepare_option,
    "optgroup": Builder._prepare_option,
}
#: interrupted formatting does not go on in these
_NO_FORMATTING = element_names.TABLE_PARTS | element_names.words(
    "base basefont bgsound link meta title style script template noframes param source track table hr"
)
_SCOPED_END = frozenset(("button", "applet", "marquee", "object"))
_END: dict[str, Callable[[Builder, str, SourceSpan], bool]] = {
    "p": Builder._end_paragraph,
    "br": Builder._end_break,
    "li": Builder._end_item,
}
