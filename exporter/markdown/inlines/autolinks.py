"""GFM autolinks: addresses that stand bare in the text (https://github.github.com/gfm/#autolinks-extension-)."""

import re
from typing import TYPE_CHECKING

from exporter.markdown.elements import Node, Words
from exporter.markdown.inlines.items import Item, Piece

if TYPE_CHECKING:
    from exporter.markdown.inlines.scan import Scan

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<]+", re.I)
_START = re.compile(r"(?:https?://|www\.)[\w-]", re.I)
_ENTITY_END = re.compile(r"&[A-Za-z0-9]+;\Z")
_IN_BRACKET = re.compile(r"\][(\[]")


def address(scan: "Scan", items: list[Item], at: int, end: int) -> int | None:
    """An address that begins with its protocol or with ``www.``, in no open bracket."""
    before = scan.text[at - 1] if at else ""
    if scan.brackets or not _may_begin(scan.text[at], before):
        return None
    match = _ADDRESS.match(scan.text, at, end)
    size = _trimmed(match[0]) if match else 0
    if not size:
        return None
    text = scan.text[at : at + size]
    items.append(scan.node("a", at, at + size, [Piece(at, at + size)], {"href": _href(text)}))
    return at + size


def _may_begin(first: str, before: str) -> bool:
    if first in "hH":
        return not (before.isascii() and before.isalpha())
    return not before or before in " \t\n(*_[]~"


def _href(text: str) -> str:
    return text if text[0] in "hH" else f"http://{text}"


def _trimmed(text: str) -> int:
    """How long a bare address is without the punctuation behind it; 0 where nothing is left."""
    if cut := _IN_BRACKET.search(text):
        text = text[: cut.start()]
    end = len(text)
    extra = text.count(")") - text.count("(")
    while end:
        last = text[end - 1]
        if last in "?!.,:*_~'\"]":
            end -= 1
        elif last == ")" and extra > 0:
            end, extra = end - 1, extra - 1
        elif last == ";" and (reference := _ENTITY_END.search(text, max(0, end - 40), end)):
            end = reference.start()
        else:
            break
    return end if _START.match(text, 0, end) else 0


#: what the site's parser finds in the finished text: mail addresses, and addresses that an open bracket hid
_BARE = re.compile(
    r"(?P<address>(?:(?<![A-Za-z])https?://|(?<![^\s(*_\[\]~])www\.)[^\s<]+)"
    r"|(?<![\w./+-])(?<!\w)[A-Za-z0-9_.+-]++@[A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++)++(?<![-_])",
    re.I,
)
_CLOSED = frozenset(("code", "raw", "pre", "img", "a"))


def link_bare(node: Node) -> None:
    """Makes links of the addresses in the texts of ``node`` and of what it holds, but for links and code."""
    if node.tag in _CLOSED or node.kind == "raw":
        return
    children = list(node)
    for child in children:
        if isinstance(child, Node):
            link_bare(child)
    for index in range(len(children), -1, -1):
        words = children[index - 1].tail if index else node.text
        if isinstance(words, Words) and ("@" in words or "://" in words or "www." in words.lower()):
            _link_text(node, index, words)


def _link_text(node: Node, index: int, words: Words) -> None:
    parts: list[tuple[int, int, str]] = []
    for match in _BARE.finditer(words):
        size = _trimmed(match[0]) if match["address"] else len(match[0])
        if size:
            text = match[0][:size]
            parts.append((match.start(), match.start() + size, _href(text) if match["address"] else f"mailto:{text}"))
    if not parts:
        return
    following = [a for a, _, _ in parts[1:]] + [len(words)]
    for (start, end, href), stop in zip(reversed(parts), reversed(following), strict=True):
        link = Node("a", {"href": href})
        link.text, link.tail = part(words, start, end), part(words, end, stop)
        link.start, link.end = link.text.start, link.text.end
        node.insert(index, link)
    head = part(words, 0, parts[0][0])
    if index:
        node[index - 1].tail = head
    else:
        node.text = head


def part(words: Words, start: int, end: int) -> Words:
    """The characters of ``words`` from ``start`` to ``end``."""
    if words.offsets is None:
        return Words.at(words[start:end], words.start + start, words.start + end)
    first = words.offsets[start]
    last = words.offsets[end] if end == len(words) else words.offsets[max(end - 1, start)] + (end > start)
    return Words.at(words[start:end], first, last, [*words.offsets[start:end], last])
