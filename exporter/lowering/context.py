"""The state of lowering a page: its places, findings, anchors and depth; and the walk over the tree.

``items`` returns blocks and inlines mixed, as in HTML's flow content; ``blocks`` and ``inlines`` turn them into the
content of a block or a line.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Protocol

from exporter.diagnostics import Code, Diagnostics
from exporter.lowering import codes
from exporter.lowering.captions import with_captions
from exporter.lowering.normalise import as_blocks, as_inlines
from exporter.lowering.text import placed, without_controls
from exporter.markdown.tree import MdcComment, MdcElement, MdcNode, MdcText, MdcTree, SourceSpan
from exporter.model.characters import CONTROL, names_of
from exporter.model.document import Footnote
from exporter.model.limit import Limit
from exporter.model.nodes import Block, Inline, ReviewNote, Text
from exporter.model.offsets import each_offset
from exporter.model.position import Places, Pos
from exporter.model.slugs import first_free, without_blanks
from exporter.source.site import Site

Item = Block | Inline
Items = Sequence[Item]
REVIEW = re.compile(r"\s*review:\s*(.*?)\s*\Z", re.DOTALL | re.IGNORECASE)


class ParseMarkdown(Protocol):
    """A parser of the Markdown in a prop; ``offsets`` as in ``MdcText``."""

    def __call__(self, text: str, offsets: tuple[int, ...]) -> Sequence[MdcNode]:
        """Return the nodes of ``text``, placed in the file."""
        ...


class ParsePage(Protocol):
    """A parser of another page, which is shown in this one."""

    def __call__(self, file: str, text: str) -> tuple[MdcTree, ParseMarkdown]:
        """Return the page's tree, and the parser of the Markdown in its props."""
        ...


class LowerElement(Protocol):
    """The lowering of one element by the tables of components and of HTML."""

    def __call__(self, lowering: "Lowering", element: MdcElement) -> Items:
        """Return the items that the element becomes."""
        ...


class Lowerable(Protocol):
    """A component, as lowering sees it."""

    def lower_element(self, lowering: "Lowering", element: MdcElement) -> Items:
        """Return the items that the element becomes."""
        ...


class Registry(Protocol):
    """The known components."""

    def find(self, tag: str) -> Lowerable | None:
        """Return the component of a tag (``sh-faq``), with or without Nuxt's prefixes."""
        ...

    def unknown(self, tag: str) -> Lowerable:
        """Return the lowering of a component that is not known."""
        ...

    def suggest(self, tag: str) -> str | None:
        """Return a hint that names the known component nearest to ``tag``."""
        ...


@dataclass(frozen=True, slots=True)
class LoweringLimits:
    """Limits of a page's structure; parts beyond them are simplified or left out, with a finding."""

    blocks: Annotated[int, Limit("formats have no look for deeper ones.")] = 30
    lists: Annotated[int, Limit("Word ends at 9 levels.")] = 10
    inlines: Annotated[int, Limit("keeps the recursion far below Python's limit.")] = 50
    table_columns: Annotated[int, Limit("more do not fit on paper.")] = 64
    table_cells: Annotated[int, Limit("a PDF needs two milliseconds for each; 20,000 rows of 5 columns.")] = 100_000
    formula: Annotated[int, Limit("characters of a formula; 20,000 signs make a drawing of 6 MB.")] = 5000
    link: Annotated[int, Limit("characters that spreadsheets and viewers accept (RFC 9110, section 4.1).")] = 8000


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSyntax:
    """The syntax that the configuration turns on or off for all pages.

    ``emoji``: shortcodes such as ``:rocket:`` become emoji. ``alerts``: quotations that begin with ``[!NOTE]`` are
    alerts. ``citations``: ``[@key]`` is a citation. ``abbreviations_list``: an empty element may be the place of that
    list. ``math``: TeX between dollars is a formula.
    """

    emoji: bool = True
    alerts: bool = False
    citations: bool = False
    abbreviations_list: bool = False
    math: bool = False


DEFAULT_SYNTAX = PageSyntax()


@dataclass(slots=True)
class Lowering:
    """The state of lowering one page.

    ``lower_element`` lowers one element. ``prepare`` is called before lowering, with the nodes of the page and with
    those of each prop that holds Markdown.
    """

    places: Places
    source: str
    route: str
    site: Site
    diagnostics: Diagnostics
    registry: Registry
    parse_markdown: ParseMarkdown
    lower_element: LowerElement
    prepare: Callable[["Lowering", Sequence[MdcNode]], None]
    data: Mapping[str, Any]
    limits: LoweringLimits
    syntax: PageSyntax = DEFAULT_SYNTAX
    citations: bool = False  # whether ``[@key]`` is a citation here
    list_places: frozenset[str] = frozenset()  # ids of empty elements in which documents show generated lists
    parse_page: ParsePage | None = None
    around: tuple[str, ...] = ()  # the files of the pages that show this one, the outermost first
    parts_shown: list[str] = field(default_factory=list)  # the files of all pages shown in it
    used_anchors: set[str] = field(default_factory=set)
    last_numbers: dict[str, int] = field(default_factory=dict)  # behind each anchor
    ids: frozenset[str] = frozenset()  # every id that the page's own elements have
    level: int = 1  # of the heading above
    questions: int = 0
    footnotes: list[Footnote] = field(default_factory=list)
    reported: set[tuple[str, str]] = field(default_factory=set)  # findings made once a page, by code and name
    block_depth: int = 0
    list_depth: int = 0
    inline_depth: int = 0

    def pos(self, span: SourceSpan) -> Pos:
        """Return the place of a span of the tree."""
        return self.places.pos(span.start, span.end)

    def report(
        self, code: Code, message: str, at: SourceSpan, hint: str | None = None, subject: str | None = None
    ) -> None:
        """Add a finding at a span; ``subject`` is the component or element that a loss is about."""
        self.diagnostics.add(code, message, self.pos(at), hint, subject)

    def report_once(self, code: Code, name: str, message: str, at: SourceSpan, hint: str | None = None) -> None:
        """Add a finding that is the same for every element called ``name``, at its first place only."""
        if (code.name, name) not in self.reported:
            self.reported.add((code.name, name))
            self.report(code, message, at, hint)

    def items(self, nodes: Iterable[MdcNode]) -> Items:
        """Lower the nodes to blocks and inlines in their order, white space not folded yet."""
        out: list[Item] = []
        for node in nodes:
            match node:
                case MdcText():
                    text = self.text(node.value, node.span, node.offsets)
                    if text is not None:
                        out.append(text)
                case MdcElement():
                    out.extend(self.lower_element(self, node))
                case MdcComment():
                    out.extend(self._comment(node))
        return out

    def blocks(self, nodes: Iterable[MdcNode]) -> tuple[Block, ...]:
        """Lower the nodes to blocks; lines among blocks become paragraphs."""
        return self.as_blocks(self.items(nodes))

    def as_blocks(self, items: Items) -> tuple[Block, ...]:
        """Return items as the blocks of a flow, in which tables have the captions below them."""
        return with_captions(as_blocks(items, self.places), self.places, self._caption_anchor)

    def inlines(self, nodes: Iterable[MdcNode]) -> tuple[Inline, ...]:
        """Lower the nodes to one line; a block gives its lines."""
        return as_inlines(self.items(nodes), self.places)

    def text(self, value: str, span: SourceSpan, offsets: tuple[int, ...] | None) -> Text | None:
        """Return a text node without control characters; None if nothing is left."""
        text = Text(text=value, pos=self.pos(span), offsets=offsets)
        if CONTROL.search(value) is None:
            return text if value else None
        self.report_controls(value, each_offset(span.start, len(value), offsets))
        return without_controls(text, self.places)

    def printable(self, value: str, span: SourceSpan) -> str:
        """Return ``value``, which stands at ``span``, without control characters, and report them."""
        if CONTROL.search(value) is None:
            return value
        self.report_controls(value, [span.start] * len(value))
        return CONTROL.sub("", value)

    def report_controls(self, value: str, offsets: Sequence[int]) -> None:
        """Report control characters, one finding a line, by their names."""
        lines: dict[int, list[int]] = {}
        for found in CONTROL.finditer(value):
            lines.setdefault(self.places.point(offsets[found.start()]).line, []).append(found.start())
        for indices in lines.values():
            names = names_of("".join(value[i] for i in indices))
            at = offsets[indices[0]]
            message = f"control character{'s' if len(names) > 1 else ''} {', '.join(names)} in text"
            self.report(codes.CONTROL_CHARACTER, message, SourceSpan(at, at + 1), "delete it")

    def generated(self, text: str, span: SourceSpan) -> Text:
        """Return words that replace ``span`` as a whole."""
        text = self.printable(text, span)
        return placed(text, (span.start,) * len(text) + (span.end,), self.places)

    def page_address(self) -> str:
        """Return the page's address on the website."""
        return self.route or "/"

    def page_title(self) -> str:
        """Return the page's title; its address if it has no title."""
        title = self.data.get("title")
        return title.strip() if isinstance(title, str) and title.strip() else self.page_address()

    def markdown(self, text: str, offsets: tuple[int, ...]) -> Items:
        """Lower the Markdown in a prop."""
        nodes = self.parse_markdown(text, offsets)
        self.prepare(self, nodes)
        return self.items(nodes)

    def anchor(self, wanted: str, own: bool) -> str:
        """Return an anchor that is unique in the page: ``wanted``, or with the first free number behind it.

        ``own`` is true for an id that the page itself gives; no other part takes such an id.
        """
        plain = without_blanks(CONTROL.sub("", wanted)) or "section"
        own_id = wanted if own and plain == wanted else None
        anchor = first_free(
            plain, lambda name: name in self.used_anchors or (name in self.ids and name != own_id), self.last_numbers
        )
        self.used_anchors.add(anchor)
        return anchor

    def _caption_anchor(self, wanted: str, pos: Pos | None) -> str:
        """Return the anchor for the id that a caption gives its table."""
        anchor = self.anchor(wanted, own=True)
        if anchor != wanted:
            message = f"anchor '{wanted}' is used already"
            self.diagnostics.add(codes.DUPLICATE_ANCHOR, message, pos, "give it another name")
        return anchor

    def _comment(self, comment: MdcComment) -> Items:
        found = REVIEW.match(comment.value)
        return [ReviewNote(text=self.printable(found[1], comment.span), pos=self.pos(comment.span))] if found else []
