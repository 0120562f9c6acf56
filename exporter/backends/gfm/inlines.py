"""Write inlines as Markdown."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import assert_never
from urllib.parse import quote, urljoin

from exporter.backends.gfm.anchors import Anchors
from exporter.model.markdown_escapes import code_span, destination, escape
from exporter.model.math import Math
from exporter.model.nodes import (
    Code,
    Emphasis,
    FootnoteReference,
    Image,
    Inline,
    LineBreak,
    Link,
    Reference,
    ReviewNote,
    Revision,
    Span,
    Strong,
    Text,
)
from exporter.model.walk import plain_text

# an autolink (GFM 6.8)
ADDRESS = re.compile(r"https?://[^\s<>]+")
# a span's role as the HTML element that GitHub lets through
ELEMENTS = {"kbd": "kbd", "sub": "sub", "sup": "sup", "inserted": "ins", "underline": "ins"}
# the element that replaces a mark next to words where the mark has no effect
MARKED = {"*": "em", "**": "strong", "~~": "del"}


@dataclass(frozen=True, slots=True)
class MarkdownInlineWriter:
    """A writer of inlines; ``anchors`` has the targets of links inside, ``page`` is the page's address."""

    anchors: Anchors
    page: str
    cell: bool = False

    @property
    def in_cell(self) -> "MarkdownInlineWriter":
        """The writer for a table's cell, which a bar would end even in code (GFM 4.10)."""
        return replace(self, cell=True)

    def line(self, inlines: Iterable[Inline]) -> str:
        """Return inlines as one line, for headings and cells."""
        return self.text(inlines).replace("\\\n", " ").replace("\n", " ").strip()

    def text(self, inlines: Iterable[Inline]) -> str:
        """Return the inlines one after the other."""
        nodes = list(inlines)
        return "".join(self._one(node, before, after) for before, node, after in _between(nodes))

    def _one(self, inline: Inline, before: str, after: str) -> str:
        match inline:
            case Text():
                return escape(inline.text)
            case Code():
                return self.code(inline.text)
            case Emphasis():
                return _marked("*", self.text(inline.children), before, after)
            case Strong():
                return _marked("**", self.text(inline.children), before, after)
            case Span():
                return self._span(inline, before, after)
            case Link():
                return self._link(inline)
            case Reference():
                return self._link(Link(target=inline.target, children=inline.children))
            case Math():
                return self.math(inline)
            case Image():
                return self.image(inline)
            case LineBreak():
                return "\\\n"
            case FootnoteReference():
                return f"[^{inline.number}]"
            case ReviewNote():
                return ""
            case Revision():
                return revised(inline.change, self.text(inline.children))
            case _:
                assert_never(inline)

    def _span(self, span: Span, before: str, after: str) -> str:
        words, place = self.text(span.children), self.anchors.mark(span.anchor)
        if span.role == "strike":
            return place + _marked("~~", words, before, after)
        element = ELEMENTS.get(span.role)
        return place + (f"<{element}>{words}</{element}>" if element else words)

    def _link(self, link: Link) -> str:
        words, target = self.text(link.children), link.target
        if target.startswith("#"):
            target = "#" + self.anchors.fragments.get(target[1:], "")
        if plain_text(link.children) == target and ADDRESS.fullmatch(target):
            return f"<{target}>"
        title = ' "{}"'.format(escape(link.title).replace('"', '\\"')) if link.title else ""
        return f"[{words}]({destination(target)}{title})" if target != "#" else words

    def code(self, text: str) -> str:
        """Return a code span."""
        return code_span(text).replace("|", "\\|") if self.cell else code_span(text)

    def math(self, formula: Math) -> str:
        """Return a formula as GitHub reads it; MathML, and TeX that would end too early, is code."""
        lines = [line for line in formula.source.splitlines() if line.strip()]
        source = " ".join(lines).strip()
        if formula.language != "tex" or "$" in source or (self.cell and "|" in source):
            return self.code(source)
        if formula.display and not self.cell:
            return "\n".join(["$$", *lines, "$$"])
        return f"${source}$"

    def image(self, image: Image) -> str:
        """Return the picture if it has an address on the site, else its description."""
        address = address_of(image, self.page)
        if image.decorative or not (image.alt or address):
            return ""
        return f"![{escape(image.alt)}]({destination(address)})" if address else f"*{escape(image.alt)}*"


def address_of(image: Image, page: str) -> str:
    """Return a picture's address on the site of ``page``, empty if it has none or the site is not known."""
    if image.asset.startswith(("https://", "http://")):
        return image.asset
    if not page or not image.asset.startswith("/"):
        return ""
    return urljoin(page, quote(image.asset, safe="/:?=&%"))


def revised(change: str, words: str) -> str:
    """Return words that a revision inserts or deletes, as GitHub shows them."""
    return f"<ins>{words}</ins>" if change == "inserted" else f"<del>{words}</del>"


def _between(nodes: list[Inline]) -> Iterable[tuple[str, Inline, str]]:
    """Yield each node with the characters before and after it: a blank at the ends."""
    for at, node in enumerate(nodes):
        yield _edge(nodes[at - 1], last=True) if at else " ", node, _edge(nodes[at + 1]) if at + 1 < len(nodes) else " "


def _edge(node: Inline, *, last: bool = False) -> str:
    """Return the first, or with ``last`` the last, character that a node shows; a mark's own for marked words."""
    match node:
        case Text() if node.text:
            return node.text[-1 if last else 0]
        case Emphasis() | Strong() | Code():
            return "*"
        case Span(role="" | "small" | "badge" | "mark" | "cite" | "abbr" | "icon") if node.children:
            return _edge(node.children[-1 if last else 0], last=last)
        case _:
            return " " if isinstance(node, LineBreak) else "."


def _marked(mark: str, words: str, before: str, after: str) -> str:
    """Return ``words`` between marks, blanks outside; in an element if no mark can open or close (GFM 6.4)."""
    inner = words.strip()
    if not inner:
        return words
    start = len(words) - len(words.lstrip())
    lead, trail = words[:start], words[start + len(inner) :]
    opens = lead or _can_stand(before, inner[0])
    closes = trail or _can_stand(after, inner[-1])
    if opens and closes:
        return f"{lead}{mark}{inner}{mark}{trail}"
    return f"{lead}<{MARKED[mark]}>{inner}</{MARKED[mark]}>{trail}"


def _can_stand(outside: str, inside: str) -> bool:
    """Whether a mark has an effect between a character outside and a character inside the marked words."""
    if outside == "*":
        return False
    return inside.isalnum() or outside.isspace() or not outside.isalnum()
