"""From Python-Markdown's element tree to the site's: what @nuxtjs/mdc does behind its parser.

Its handlers (``parser/handlers``) make HTML of Markdown's nodes, rehype-raw builds one tree of them and raw HTML, its
compiler (``parser/compiler``) drops what is empty, unwraps paragraphs in list items and gives headings their ids.
"""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from typing import Any

from exporter.diagnostics import Code
from exporter.markdown import codes
from exporter.markdown.code_blocks import code_props, detabbed
from exporter.markdown.compiler import compile_tree
from exporter.markdown.etree import Node, Words
from exporter.markdown.html import element_names
from exporter.markdown.html.addresses import normal_uri
from exporter.markdown.html.builder import Builder
from exporter.markdown.html.open_elements import Open
from exporter.markdown.html.properties import html_props
from exporter.markdown.html.tokens import Remark, Tag, tokens
from exporter.markdown.parser_state import State, same
from exporter.markdown.syntax import kebab
from exporter.markdown.tree import Comment, Element, PropPlace, Span, Text
from exporter.markdown.tree import Node as TreeNode
from exporter.model.offsets import each_offset
from exporter.model.slugs import Slugs

_TAG_NAME = re.compile(r"</?([\w-]+)(?:\s[^>]*?)?/?>", re.A)
_MARKS = {"ul": ("mark", "loose"), "ol": ("mark", "loose"), "li": ("loose",), "p": ("task",)}


def site_tree(root: Node, state: State) -> list[TreeNode]:
    """The nodes of a page as the site has them."""
    feeder = _Feeder(state)
    feeder.inside(root)
    tree = feeder.builder.finish()
    tree.children = [child for child in tree.children if not isinstance(child, Text)]
    compile_tree(tree, Slugs())
    return tree.children


class _Feeder:
    """Gives the builder the tags and texts of Markdown's elements and of raw HTML."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.builder = Builder(state.limits.elements, self._report)
        self.map_places = state.locate is not same

    def _report(self, what: str, opened: Open) -> None:
        code, message, hint = _REPORTS[what]
        found = opened.element
        self.state.report_at(code, message.format(tag=found.tag), found.span, hint.format(tag=found.tag))

    def _span(self, start: int, end: int) -> Span:
        locate = self.state.locate
        if not self.map_places:
            return Span(start, max(start, end))
        return Span(locate(start), locate(end - 1) + 1 if end > start else locate(start))

    def inside(self, node: Node) -> None:
        """The content of an element."""
        self.text(node.text)
        if node.tag in _LINE_ENDS or (node.tag == "li" and len(node) and not node[0].get("tight")):
            self.builder.line_end(self._span(node.start, node.start).start)
        last = node[-1] if len(node) and _ends_bare(node) else None
        for child in node:
            if isinstance(child, Node):
                self.element(child)
            self.text(child.tail)
            if node.tag in _BETWEEN and child is not last:
                self.builder.line_end(self._span(getattr(child, "end", 0), 0).start)

    def text(self, words: str | None) -> None:
        """Text, if there is any."""
        if isinstance(words, Words) and words:
            self.builder.text(self._text(words))

    def _text(self, words: Words) -> Text:
        if not self.map_places:
            return Text(str(words), Span(words.start, words.end), tuple(words.offsets) if words.offsets else None)
        locate = self.state.locate
        offsets = each_offset(words.start, len(words), words.offsets)
        span = self._span(words.start, words.end)
        return Text(str(words), span, (*(locate(o) for o in offsets[:-1]), span.end))

    def element(self, node: Node) -> None:
        """One of Markdown's elements."""
        if node.kind == "raw":
            self.raw(node)
        elif node.kind == "code":
            self.builder.open.place(self.code(node))
        elif node.kind == "label" or (node.tag == "p" and (node.get("tight") or self._bare(node))):
            if task := node.get("task"):
                self._checkbox(node, task)
            self.inside(node)
        else:
            self._plain(node)

    @staticmethod
    def _bare(node: Node) -> bool:
        """Whether a paragraph that begins with a component in HTML loses its tags (handler ``paragraph``)."""
        first = node[0] if len(node) else None
        if not isinstance(first, Node) or first.kind != "raw" or node.text:
            return False
        match = _TAG_NAME.match(first.text or "")
        return kebab(match[1] if match else "div") not in element_names.HTML_TAGS

    def _plain(self, node: Node) -> None:
        if node.tag in ("ul", "ol"):
            _mark_tight(node)
        span = self._span(node.start, node.end)
        element = Element(
            node.tag, self._props(node), [], span, self._places(node), node.kind == "component", node.yaml
        )
        opened = self.builder.start(element)
        if task := node.get("task"):
            self._checkbox(node, task)
        self.inside(node)
        self.builder.end_element(opened, span)

    def _checkbox(self, node: Node, task: str) -> None:
        props = {"type": "checkbox", "disabled": True, **({"checked": True} if task in "xX" else {})}
        start = node.start
        self.builder.start(Element("input", props, [], self._span(start, start + 3)))
        at = self._span(start + 3, start + 4)
        self.builder.text(Text(" ", at, (at.start, at.end)))

    def _places(self, node: Node) -> dict[str, PropPlace]:
        places = node.places or {}
        if not self.map_places:
            return places
        return {name: PropPlace(self._span(*key), self._span(*value)) for name, (key, value) in places.items()}

    def _props(self, node: Node) -> dict[str, Any]:
        attributes = {k: v for k, v in node.attrib.items() if k not in _MARKS.get(node.tag, ())}
        if adapt := _HANDLERS.get(node.tag):
            adapt(node, attributes)
        return html_props(node.tag, attributes, lambda code, name: self._tell(code, name, node.start, node.end))

    def _tell(self, code: Code, name: str, start: int, end: int) -> None:
        message, hint = _FAULTS[code]
        self.state.report(code, message.format(name), start, end, hint)

    def code(self, node: Node) -> Element:
        """A code block (handler ``code``)."""
        words = node.text if isinstance(node.text, Words) else Words.at("", node.start, node.start)
        text = detabbed(self._text(words))
        inner = Element("code", {}, [text], text.span)
        return Element("pre", code_props(node.get("info", ""), text.value), [inner], self._span(node.start, node.end))

    # raw HTML

    def raw(self, node: Node) -> None:
        """Raw HTML; a component's first tag is named as components are (handler ``html``)."""
        words = node.text
        if not isinstance(words, Words):
            return
        match = _TAG_NAME.match(words)
        first = kebab(match[1]).lower() if match and re.search("[A-Z]", match[1]) else None
        for token in tokens(words):
            if isinstance(token, Words):
                self.text(token)
            elif isinstance(token, Remark):
                self.builder.comment(Comment(token.value, self._span(token.start, token.end)))
            else:
                token.name, first = first or token.name, None
                self._tag(token)

    def _tag(self, tag: Tag) -> None:
        span = self._span(tag.start, tag.end)
        if tag.closing:
            if not self.builder.end(tag.name, span) and tag.name not in element_names.IGNORED:
                hint = "remove it, or add the start tag"
                self.state.report(codes.STRAY_HTML_END, f"</{tag.name}> ends no element", tag.start, tag.end, hint)
            return
        props = html_props(tag.name, dict(tag.props), lambda code, name: self._tell(code, name, tag.start, tag.end))
        places = {name: PropPlace(self._span(*p.key), self._span(*p.value)) for name, p in tag.places.items()}
        name = "img" if tag.name == "image" else tag.name
        self.builder.start(Element(name, props, [], span, places), raw=True)


#: where the site's parser puts line ends between blocks, and where before the first and behind the last one too
_LINE_ENDS = frozenset(("blockquote", "ul", "ol"))
_BETWEEN = _LINE_ENDS | {"div", "li"}
_FAULTS = {
    codes.UNSAFE_ATTRIBUTE: ("attribute '{}' is dropped by the site", "remove it, or give it another name"),
    codes.BAD_ESCAPE: (
        "a '%' in '{}' begins no character: the website fails at this page",
        "write '%25' for a percent sign, and other characters as they are",
    ),
}
_REPORTS = {
    "unclosed": (codes.UNCLOSED_HTML, "<{tag}> is not closed", "add </{tag}> where it ends"),
    "too-deep": (codes.TOO_DEEP, "HTML nested too deep at <{tag}>", "use fewer levels; the rest is shown flat"),
}


def is_loose(node: Node | ElementTree.Element) -> bool:
    """Whether blank lines stand between a list's items, or between the blocks of one (CommonMark, section 5.3)."""
    return bool(node.get("loose") or any(item.get("loose") for item in node))


def _ends_bare(node: Node) -> bool:
    """Whether no line end stands behind the last block inside ``node``: a page's, or a tight item's text."""
    return node.tag == "div" or (node.tag == "li" and bool(node[-1].get("tight")))


def _mark_tight(node: Node) -> None:
    """The paragraphs of a tight list."""
    if not is_loose(node):
        for item in node:
            for child in item:
                if child.tag == "p":
                    child.set("tight", "1")


def _item(node: Node, props: dict[str, Any]) -> None:
    if len(node) and node[0].get("task"):
        props["class"] = "task-list-item"


def _list(node: Node, props: dict[str, Any]) -> None:
    if any(len(item) and item[0].get("task") for item in node):
        props["class"] = "contains-task-list"


def _inline_code(node: Node, props: dict[str, Any]) -> None:
    if node.kind != "codespan":
        return
    language = props.pop("lang", None)
    language = props.pop("language", None) or language
    props.setdefault("class", "")
    if language:
        props["language"] = language
        props["class"] = f"{props['class']} language-{language}".strip()


def _address(name: str) -> Callable[[Node, dict[str, Any]], None]:
    def normalize(node: Node, props: dict[str, Any]) -> None:
        if node.kind != "component" and name in props:
            props[name] = normal_uri(props[name])

    return normalize


_HANDLERS: dict[str, Callable[[Node, dict[str, Any]], None]] = {
    "li": _item,
    "ul": _list,
    "ol": _list,
    "code": _inline_code,
    "a": _address("href"),
    "img": _address("src"),
}
