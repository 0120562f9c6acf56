"""From Python-Markdown's element tree to the site's, by the steps of @nuxtjs/mdc behind its parser.

Its handlers (``parser/handlers``) make HTML of Markdown's nodes; rehype-raw builds one tree of them and raw HTML; its
compiler (``parser/compiler``) drops empty nodes, unwraps paragraphs in list items and gives headings their ids.
"""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from typing import Any

from exporter.diagnostics import Code
from exporter.markdown import codes
from exporter.markdown.code_blocks import code_props, detabbed
from exporter.markdown.compiler import compile_tree
from exporter.markdown.etree import PlacedElement, PlacedText, sliced
from exporter.markdown.html import element_names
from exporter.markdown.html.addresses import normal_uri
from exporter.markdown.html.builder import Builder
from exporter.markdown.html.open_elements import OpenElement
from exporter.markdown.html.properties import html_props
from exporter.markdown.html.tokens import CommentToken, TagToken, tokens
from exporter.markdown.parser_state import ParserState, same_offset
from exporter.markdown.syntax import DISPLAY_MATH, kebab
from exporter.markdown.tree import MdcComment, MdcElement, MdcNode, MdcText, PropPlace, SourceSpan
from exporter.model.offsets import each_offset
from exporter.model.slugs import Slugs

_TAG_NAME = re.compile(r"</?([\w-]+)(?:\s[^>]*?)?/?>", re.A)
_MARKS = {"ul": ("mark", "loose"), "ol": ("mark", "loose"), "li": ("loose",), "p": ("task",)}


def site_tree(root: PlacedElement, state: ParserState) -> list[MdcNode]:
    """Return the nodes of a page as the site has them."""
    converter = _Converter(state)
    converter.inside(root)
    tree = converter.builder.finish()
    tree.children = [child for child in tree.children if not isinstance(child, MdcText)]
    compile_tree(tree, Slugs())
    return tree.children


class _Converter:
    """Hands the tags and texts of Markdown's elements and of raw HTML to the builder."""

    def __init__(self, state: ParserState) -> None:
        self.state = state
        self.builder = Builder(state.limits.elements, self._report)
        self.map_places = state.locate is not same_offset

    def _report(self, what: str, opened: OpenElement) -> None:
        code, message, hint = _REPORTS[what]
        found = opened.element
        self.state.report_at(code, message.format(tag=found.tag), found.span, hint.format(tag=found.tag))

    def _span(self, start: int, end: int) -> SourceSpan:
        locate = self.state.locate
        if not self.map_places:
            return SourceSpan(start, max(start, end))
        return SourceSpan(locate(start), locate(end - 1) + 1 if end > start else locate(start))

    def inside(self, node: PlacedElement) -> None:
        """Convert the content of an element."""
        self.text(node.text)
        if node.tag in _LINE_ENDS or (node.tag == "li" and len(node) and not node[0].get("tight")):
            self.builder.line_end(self._span(node.start, node.start).start)
        last = node[-1] if len(node) and _ends_bare(node) else None
        for child in node:
            if isinstance(child, PlacedElement):
                self.element(child)
            self.text(child.tail)
            if node.tag in _BETWEEN and child is not last:
                self.builder.line_end(self._span(getattr(child, "end", 0), 0).start)

    def text(self, words: str | None) -> None:
        """Convert text, if there is any."""
        if isinstance(words, PlacedText) and words:
            self.builder.text(self._text(words))

    def _text(self, words: PlacedText) -> MdcText:
        if not self.map_places:
            return MdcText(
                str(words), SourceSpan(words.start, words.end), tuple(words.offsets) if words.offsets else None
            )
        locate = self.state.locate
        offsets = each_offset(words.start, len(words), words.offsets)
        span = self._span(words.start, words.end)
        return MdcText(str(words), span, (*(locate(o) for o in offsets[:-1]), span.end))

    def element(self, node: PlacedElement) -> None:
        """Convert one of Markdown's elements."""
        if node.kind == "raw":
            self.raw(node)
        elif node.kind == "code":
            self.builder.open.place(self.code(node))
        elif node.kind == "math":
            self.builder.open.place(self.math(node))
        elif node.kind == "label" or (node.tag == "p" and (node.get("tight") or self._bare(node))):
            if task := node.get("task"):
                self._checkbox(node, task)
            self.inside(node)
        else:
            self._tagged(node)

    @staticmethod
    def _bare(node: PlacedElement) -> bool:
        """Whether a paragraph loses its tags because it begins with a component in HTML (handler ``paragraph``)."""
        first = node[0] if len(node) else None
        if not isinstance(first, PlacedElement) or first.kind != "raw" or node.text:
            return False
        match = _TAG_NAME.match(first.text or "")
        return kebab(match[1] if match else "div") not in element_names.HTML_TAGS

    def _tagged(self, node: PlacedElement) -> None:
        if node.tag in ("ul", "ol"):
            _mark_tight(node)
        span = self._span(node.start, node.end)
        element = MdcElement(
            node.tag, self._props(node), [], span, self._places(node), node.kind == "component", node.yaml
        )
        opened = self.builder.start(element)
        if task := node.get("task"):
            self._checkbox(node, task)
        self.inside(node)
        self.builder.end_element(opened, span)

    def _checkbox(self, node: PlacedElement, task: str) -> None:
        props = {"type": "checkbox", "disabled": True, **({"checked": True} if task in "xX" else {})}
        start = node.start
        self.builder.start(MdcElement("input", props, [], self._span(start, start + 3)))
        at = self._span(start + 3, start + 4)
        self.builder.text(MdcText(" ", at, (at.start, at.end)))

    def _places(self, node: PlacedElement) -> dict[str, PropPlace]:
        places = node.places or {}
        if not self.map_places:
            return places
        return {name: PropPlace(self._span(*key), self._span(*value)) for name, (key, value) in places.items()}

    def _props(self, node: PlacedElement) -> dict[str, Any]:
        attributes = {k: v for k, v in node.attrib.items() if k not in _MARKS.get(node.tag, ())}
        if adapt := _HANDLERS.get(node.tag):
            adapt(node, attributes)
        return html_props(node.tag, attributes, lambda code, name: self._report_fault(code, name, node.start, node.end))

    def _report_fault(self, code: Code, name: str, start: int, end: int) -> None:
        message, hint = _FAULTS[code]
        self.state.report(code, message.format(name), start, end, hint)

    def code(self, node: PlacedElement) -> MdcElement:
        """Return the element of a code block (handler ``code``)."""
        words = node.text if isinstance(node.text, PlacedText) else PlacedText.at("", node.start, node.start)
        text = detabbed(self._text(words))
        inner = MdcElement("code", {}, [text], text.span)
        return MdcElement(
            "pre", code_props(node.get("info", ""), text.value), [inner], self._span(node.start, node.end)
        )

    def math(self, node: PlacedElement) -> MdcElement:
        """Return the element of a formula (mdast-util-math)."""
        words = node.text if isinstance(node.text, PlacedText) else PlacedText.at("", node.end, node.end)
        text = self._text(sliced(words, 0, len(words.rstrip("\n"))))
        inner = MdcElement("code", {"class": DISPLAY_MATH}, [text], text.span)
        return MdcElement("pre", {}, [inner], self._span(node.start, node.end))

    # raw HTML

    def raw(self, node: PlacedElement) -> None:
        """Convert raw HTML; a component's first tag gets a component's name (handler ``html``)."""
        words = node.text
        if not isinstance(words, PlacedText):
            return
        match = _TAG_NAME.match(words)
        first = kebab(match[1]).lower() if match and re.search("[A-Z]", match[1]) else None
        for token in tokens(words):
            if isinstance(token, PlacedText):
                self.text(token)
            elif isinstance(token, CommentToken):
                self.builder.comment(MdcComment(token.value, self._span(token.start, token.end)))
            else:
                token.name, first = first or token.name, None
                self._tag(token)

    def _tag(self, tag: TagToken) -> None:
        span = self._span(tag.start, tag.end)
        if tag.closing:
            if not self.builder.end(tag.name, span) and tag.name not in element_names.IGNORED:
                hint = "remove it, or add the start tag"
                self.state.report(codes.STRAY_HTML_END, f"</{tag.name}> has no start tag", tag.start, tag.end, hint)
            return
        props = html_props(
            tag.name, dict(tag.props), lambda code, name: self._report_fault(code, name, tag.start, tag.end)
        )
        places = {name: PropPlace(self._span(*p.key), self._span(*p.value)) for name, p in tag.places.items()}
        name = "img" if tag.name == "image" else tag.name
        self.builder.start(MdcElement(name, props, [], span, places), raw=True)
        if tag.empty and name in element_names.EMPTY_IN_MATH:
            self.builder.end(name, span)


#: elements in which the site's parser puts line ends around every block, and those with line ends between blocks
_LINE_ENDS = frozenset(("blockquote", "ul", "ol"))
_BETWEEN = _LINE_ENDS | {"div", "li"}
_FAULTS = {
    codes.UNSAFE_ATTRIBUTE: ("attribute '{}' is dropped by the site", "remove it, or give it another name"),
    codes.BAD_ESCAPE: (
        "a '%' in '{}' begins no character: the website cannot show this page",
        "write a percent sign as '%25', and other characters as they are",
    ),
}
_REPORTS = {
    "unclosed": (codes.UNCLOSED_HTML, "<{tag}> is not closed", "add </{tag}> at its end"),
    "too-deep": (codes.TOO_DEEP, "HTML nested too deep at <{tag}>", "use fewer levels; the rest is shown flat"),
}


def is_loose(node: PlacedElement | ElementTree.Element) -> bool:
    """Whether blank lines part a list's items, or the blocks of one item (CommonMark, section 5.3)."""
    return bool(node.get("loose") or any(item.get("loose") for item in node))


def _ends_bare(node: PlacedElement) -> bool:
    """Whether no line end follows the last block inside ``node``: it is the page, or a tight item's text."""
    return node.tag == "div" or (node.tag == "li" and bool(node[-1].get("tight")))


def _mark_tight(node: PlacedElement) -> None:
    """Mark the paragraphs of a tight list."""
    if not is_loose(node):
        for item in node:
            for child in item:
                if child.tag == "p":
                    child.set("tight", "1")


def _item(node: PlacedElement, props: dict[str, Any]) -> None:
    if len(node) and node[0].get("task"):
        props["class"] = "task-list-item"


def _list(node: PlacedElement, props: dict[str, Any]) -> None:
    if any(len(item) and item[0].get("task") for item in node):
        props["class"] = "contains-task-list"


def _inline_code(node: PlacedElement, props: dict[str, Any]) -> None:
    if node.kind != "codespan":
        return
    language = props.pop("lang", None)
    language = props.pop("language", None) or language
    props.setdefault("class", "")
    if language:
        props["language"] = language
        props["class"] = f"{props['class']} language-{language}".strip()


def _address(name: str) -> Callable[[PlacedElement, dict[str, Any]], None]:
    def normalize(node: PlacedElement, props: dict[str, Any]) -> None:
        if node.kind != "component" and name in props:
            props[name] = normal_uri(props[name])

    return normalize


_HANDLERS: dict[str, Callable[[PlacedElement, dict[str, Any]], None]] = {
    "li": _item,
    "ul": _list,
    "ol": _list,
    "code": _inline_code,
    "a": _address("href"),
    "img": _address("src"),
}
