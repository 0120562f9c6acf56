"""The rules that begin a block, in the order in which the parser tries them on a line.

Each rule looks at the line from its first character on and returns the block that it began, or None.
"""

import re
from collections.abc import Callable
from typing import Protocol

from exporter.markdown import codes
from exporter.markdown.blocks.components import ComponentBlock, read_lone_inline, read_opening, set_props
from exporter.markdown.blocks.container_blocks import BlockQuote, ContainerBlock, ListItemBlock, open_quote
from exporter.markdown.blocks.leaf_blocks import (
    FencedCodeBlock,
    HtmlBlock,
    IndentedCodeBlock,
    LeafBlock,
    MathBlock,
    ParagraphBlock,
    SingleLineBlock,
)
from exporter.markdown.blocks.tables import DELIMITERS, TableBlock, alignments, split_row
from exporter.markdown.etree import PlacedElement, PlacedText
from exporter.markdown.mdc_attributes import Attributes
from exporter.markdown.parser_state import ParserState
from exporter.markdown.source_lines import Line, SourceText
from exporter.markdown.syntax import CLOSE_TAG, OPEN_TAG, label_key, unescape


class StartContext(Protocol):
    """The parser as a rule sees it: the surroundings of a possible block, and a way to add its element."""

    state: ParserState
    parent: ContainerBlock
    above: ParagraphBlock | None  #: the paragraph right above, if this line could go on with it
    lazy: bool  #: whether a paragraph, perhaps of inner containers, is open
    blank: bool  #: whether a blank line stands right above
    below_code: bool  #: whether indented code stands right above, which the site lets few lists end

    formulas: bool  #: whether lines of dollars begin formulas

    def add(self, tag: str, line: Line, kind: str = "") -> PlacedElement:
        """Add a new element to the parent, from the line's first character on."""

    def too_deep(self, line: Line) -> bool:
        """Whether one more container is beyond the limit; reports it once."""


OpenBlock = ContainerBlock | LeafBlock


def quote(line: Line, at: StartContext) -> OpenBlock | None:
    """A block quote (CommonMark, section 5.1)."""
    if at.too_deep(line):
        return None
    node = at.add("blockquote", line)
    open_quote(line)
    return BlockQuote(node)


_HEADING = re.compile(r"(#{1,6})(?:[ \t]+(.*))?$")


def heading(line: Line, at: StartContext) -> OpenBlock | None:
    """An ATX heading (section 4.2)."""
    match = _HEADING.match(line.text, line.indent)
    if not match:
        return None
    node = at.add(f"h{len(match[1])}", line)
    text = _without_end(match[2] or "").strip(" \t")
    first = match.end() - len(match[2] or "")
    first += len(match[2] or "") - len((match[2] or "").lstrip(" \t"))
    node.source = SourceText.at(text, line.offset(first))
    return SingleLineBlock(node)


def _without_end(text: str) -> str:
    """Return a heading's text without the closing ``#`` signs."""
    end = text.rstrip(" \t")
    cut = end.rstrip("#")
    return cut if cut != end and (not cut or cut[-1] in " \t") else text


_FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")


def fence(line: Line, at: StartContext) -> OpenBlock | None:
    """A fenced code block (section 4.5)."""
    match = _FENCE.match(line.text, line.indent)
    if not match:
        return None
    node = at.add("pre", line, "code")
    node.set("info", unescape((match[2] or match[4] or "").strip(" \t")))
    return FencedCodeBlock(node, match[1] or match[3], line.indent)


_DOLLARS = re.compile(r"(\${2,})[^$]*$")


def formula(line: Line, at: StartContext) -> OpenBlock | None:
    """A formula on lines of its own (micromark-extension-math, math flow)."""
    match = _DOLLARS.match(line.text, line.indent) if at.formulas else None
    return MathBlock(at.add("pre", line, "math"), len(match[1]), line) if match else None


_BLOCK_TAGS = (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link "
    "main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead "
    "title tr track ul"
).replace(" ", "|")
#: the start and the end of each kind of HTML block (section 4.6); the last does not interrupt a paragraph
_HTML = tuple(
    (re.compile(start, re.I), re.compile(end, re.I) if end else None)
    for start, end in (
        (r"<(?:script|pre|style|textarea)(?:\s|>|$)", r"</(?:script|pre|style|textarea)>"),
        (r"<!--", r"-->"),
        (r"<\?", r"\?>"),
        (r"<![a-z]", r">"),
        (r"<!\[CDATA\[", r"\]\]>"),
        (rf"</?(?:{_BLOCK_TAGS})(?:\s|/?>|$)", None),
        (rf"(?:{OPEN_TAG}|{CLOSE_TAG})\s*$", None),
    )
)


def html_block(line: Line, at: StartContext) -> OpenBlock | None:
    """An HTML block (section 4.6)."""
    for start, end in _HTML[:6] if at.above or (at.lazy and not at.state.mdc) else _HTML:
        if start.match(line.text, line.indent):
            leaf = HtmlBlock(at.add("raw", line, "raw"), end)
            leaf.takes(line)
            return leaf
    return None


def lone_tag(line: Line) -> bool:
    """Whether a line is one tag of an inline element.

    Such a line interrupts a paragraph only if it does not reach all of the paragraph's containers, and then belongs to
    them (micromark, ``htmlFlow``).
    """
    if line.text[line.indent : line.indent + 1] != "<" or line.indent > 3:
        return False
    kind = next((k for k, (start, _) in enumerate(_HTML) if start.match(line.text, line.indent)), None)
    return kind == len(_HTML) - 1


_SETEXT = re.compile(r"(=+|-+)[ \t]*$")


def setext(line: Line, at: StartContext) -> OpenBlock | None:
    """A setext heading (section 4.3): the paragraph above becomes one."""
    if not at.above:
        return None
    match = _SETEXT.match(line.text, line.indent)
    if not match or not at.above.drop_definitions(at.state):
        return None
    node = at.above.node
    node.tag = "h1" if match[1][0] == "=" else "h2"
    node.start = at.above.lines[0].start
    at.above.set_source()
    node.end = line.end
    return SingleLineBlock(node)


def table(line: Line, at: StartContext) -> OpenBlock | None:
    """A GFM table: the paragraph's last line is its head, this line gives the alignment of each column."""
    if not at.above or not at.above.lines or not DELIMITERS.fullmatch(line.text, line.indent):
        return None
    head = at.above.lines[-1]
    if "|" not in line.text and "|" not in head.text:
        return None
    align = alignments(line.text)
    if len(split_row(head.text)) != len(align):
        return None
    at.above.lines.pop()
    node = at.add("table", head)
    node.end = line.end
    leaf = TableBlock(node, align, at.state)
    leaf.add(head)
    return leaf


_RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")


def rule(line: Line, at: StartContext) -> OpenBlock | None:
    """A thematic break (section 4.1)."""
    if not _RULE.match(line.text, line.indent):
        return None
    return SingleLineBlock(at.add("hr", line))


_ITEM = re.compile(r"([-+*])(?=[ \t]|$)|(\d{1,9})([.)])(?=[ \t]|$)", re.A)


def item(line: Line, at: StartContext) -> OpenBlock | None:
    """A list item (section 5.2); it continues a list of its kind or begins one (section 5.3)."""
    match = _ITEM.match(line.text, line.indent)
    if not match:
        return None
    empty = not line.text[match.end() :].strip(" \t")
    if ((at.above or at.below_code) and (empty or (match[2] and int(match[2]) != 1))) or at.too_deep(line):
        return None
    holder = _list(line, at, match[1] or match[3], match[2])
    node = PlacedElement("li")
    node.start, node.end = line.offset(line.indent), line.end
    holder.append(node)
    width = match.end()
    line.skip(width)
    gap = 1 if line.blank or line.indent > 4 else line.indent
    line.strip(gap)
    return ListItemBlock(node, width + gap)


def _list(line: Line, at: StartContext, mark: str, number: str | None) -> PlacedElement:
    parent = at.parent.node
    last = parent[-1] if len(parent) and not at.above else None
    if isinstance(last, PlacedElement) and last.get("mark") == mark:
        if at.blank:
            last.set("loose", "1")
        return last
    new = at.add("ol" if number else "ul", line)
    new.set("mark", mark)
    if number and int(number) != 1:
        new.set("start", str(int(number)))
    return new


def end_list(parent: PlacedElement) -> None:
    """End the list at the end of ``parent``: a definition or footnote behind it parts it from a following item."""
    if len(parent):
        parent[-1].attrib.pop("mark", None)


def component(line: Line, at: StartContext) -> OpenBlock | None:
    """A block component of MDC, ``::name``."""
    text = line.text[line.indent :]
    opening = read_opening(text)
    if not opening or at.too_deep(line):
        return None
    node = at.add(opening.name, line, "component")
    source = SourceText.at(text, line.offset(line.indent))
    if opening.label:
        node.append(_label(text, opening.label, source))
        if opening.attributes:
            _report_lost(opening.attributes, source, at)
    else:
        set_props(node, opening.attributes, source)
    return ComponentBlock(node, opening, line.indent)


def _label(text: str, at: tuple[int, int], source: SourceText) -> PlacedElement:
    """A component's label: the inlines at the start of its content."""
    label = PlacedElement("p")
    label.kind, label.start, label.end = "label", source.offset(at[0]), source.offset(at[1])
    label.source = SourceText.at(text[slice(*at)], label.start)
    return label


def _report_lost(lost: Attributes, source: SourceText, at: StartContext) -> None:
    """Report attributes behind a label: the site drops them with the label's tag (remark-mdc, ``exitAttributes``)."""
    hint = "write the props in a YAML block below, or remove the label"
    message = "attributes after a component's label are dropped"
    at.state.report(codes.LOST_ATTRIBUTES, message, source.offset(lost.start), source.end(lost.end), hint)


def lone_inline_component(line: Line, at: StartContext) -> OpenBlock | None:
    """An inline component of MDC alone on its line."""
    text = line.text[line.indent :]
    opening = read_lone_inline(text)
    if not opening:
        return None
    node = at.add(opening.name, line, "component")
    source = SourceText.at(text, line.offset(line.indent))
    set_props(node, opening.attributes, source)
    if opening.label:
        node.source = SourceText.at(text[slice(*opening.label)], source.offset(opening.label[0]))
    return SingleLineBlock(node)


_FOOTNOTE = re.compile(r"\[\^((?:\\.|[^\]\\\s])+)\]:[ \t]*")


def footnote(line: Line, at: StartContext) -> OpenBlock | None:
    """A footnote definition (GFM; github.com/micromark/micromark-extension-gfm-footnote), kept for the page's end."""
    match = _FOOTNOTE.match(line.text, line.indent)
    if not match or at.too_deep(line):
        return None
    end_list(at.parent.node)
    node = PlacedElement("li")
    node.start, node.end = line.offset(line.indent), line.end
    at.state.footnotes.setdefault(label_key(match[1]), node)
    at.state.footnote_list.append(node)
    line.skip(match.end())
    return ListItemBlock(node, 4)


def indented(line: Line, at: StartContext) -> OpenBlock | None:
    """An indented code block (section 4.4)."""
    if line.indent < 4 or at.lazy or line.blank:
        return None
    leaf = IndentedCodeBlock(at.add("pre", line, "code"))
    leaf.node.text = PlacedText.at("", line.start, line.start)
    leaf.takes(line)
    return leaf


BlockStart = Callable[[Line, StartContext], OpenBlock | None]

#: the rules with the characters that may begin them, in the order of their trial: a setext underline goes before a
#: rule, a rule before an item
BLOCK_STARTS: tuple[tuple[BlockStart, str], ...] = (
    (footnote, "["),
    (quote, ">"),
    (heading, "#"),
    (fence, "`~"),
    (formula, "$"),
    (html_block, "<"),
    (setext, "=-"),
    (table, "|-:"),
    (rule, "*-_"),
    (item, "-+*0123456789"),
    (component, ":"),
    (lone_inline_component, ":"),
)
#: rules for lines indented by four blanks or more: MDC indents fences and components freely (remark-mdc,
#: ``tokenizeContainerIndented``)
INDENTED_STARTS: tuple[tuple[BlockStart, str], ...] = ((fence, "`"), (component, ":"))
_MDC_ONLY = (footnote, table, component, lone_inline_component)


def _by_character(starts: tuple[tuple[BlockStart, str], ...], mdc: bool) -> dict[str, tuple[BlockStart, ...]]:
    table: dict[str, tuple[BlockStart, ...]] = {}
    for start, characters in starts:
        for character in characters if mdc or start not in _MDC_ONLY else "":
            table[character] = (*table.get(character, ()), start)
    return table


#: the rules by a line's first character, for MDC and for CommonMark alone
SHALLOW = {mdc: _by_character(BLOCK_STARTS, mdc) for mdc in (True, False)}
DEEP = {True: _by_character(INDENTED_STARTS, True), False: {}}
