"""GFM autolinks: bare addresses in the text (https://github.github.com/gfm/#autolinks-extension-)."""

import re

from exporter.markdown.etree import PlacedElement, PlacedText, sliced
from exporter.markdown.inlines.inline_items import InlineItem, TextSlice
from exporter.markdown.inlines.scan import Scan

_BEGIN = re.compile(r"(?i:https?)://|(?i:www)\.")
_DOMAIN = re.compile(r"(?:[^\W_]|-)+|[._]+")
_PATH = re.compile(r"""[^\s!"&'()*,.:;<?\]_~]++""")
#: punctuation that an address does not end with (micromark-extension-gfm-autolink-literal, ``trail``)
_TRAIL = re.compile(r"""(?:[!"')*,.:;?_~]|&[A-Za-z]+;|\](?![(\[\s]|\Z))*+""")
_TRAIL_END = re.compile(r"[<\s]|\](?:[(\[\s]|\Z)|\Z")


def address(scan: Scan, items: list[InlineItem], at: int, end: int) -> int | None:
    """An address that begins with its protocol or with ``www.``, in no open bracket."""
    before = scan.text[at - 1] if at else ""
    if scan.brackets or not _may_begin(scan.text[at], before):
        return None
    to = _address_end(scan.text, at, end)
    if to is None:
        return None
    items.append(scan.node("a", at, to, [TextSlice(at, to)], {"href": _href(scan.text[at:to])}))
    return to


def _may_begin(first: str, before: str) -> bool:
    if first in "hH":
        return not (before.isascii() and before.isalpha())
    return not before or before in " \t\n(*_[]~"


def _href(text: str) -> str:
    return text if text[0] in "hH" else f"http://{text}"


def _address_end(text: str, at: int, end: int) -> int | None:
    """Return the end of the address at ``at``, without trailing punctuation; None if no address begins there."""
    begin = _BEGIN.match(text, at, end)
    if not begin:
        return None
    start = begin.end() if text[at] in "hH" else at
    domain = _domain_end(text, start, end)
    return None if domain is None else _path_end(text, domain, end)


def _trails(text: str, at: int, end: int) -> tuple[bool, int]:
    """Whether only trailing punctuation stands from ``at`` to the end of the word, and the index at which it ends."""
    match = _TRAIL.match(text, at, end)
    to = match.end() if match else at
    return bool(_TRAIL_END.match(text, to, end)), to


def _domain_end(text: str, at: int, end: int) -> int | None:
    """Return the end of a domain; its last two parts have no underscore."""
    start = at
    while match := _DOMAIN.match(text, at, end):
        if match[0][0] in "._" and _trails(text, at, end)[0]:
            break
        at = match.end()
    parts = text[start:at].split(".")
    return None if not text[start:at].strip("._") or text[start] in "._-" or any("_" in p for p in parts[-2:]) else at


def _path_end(text: str, at: int, end: int) -> int:
    """Return the end of the rest of an address; a closing parenthesis belongs to it if it opened that parenthesis."""
    opened = 0
    while at < end and not text[at].isspace():
        if match := _PATH.match(text, at, end):
            at = match.end()
        elif text[at] == "(" or (text[at] == ")" and opened > 0):
            opened += 1 if text[at] == "(" else -1
            at += 1
        else:
            ends, to = _trails(text, at, end)
            if ends:
                return at
            to = max(to, at + 1)
            opened -= text.count(")", at, to)
            at = to
    return at


#: addresses that the site's parser finds in the finished text: of mail, and those behind an open bracket
_BARE = re.compile(
    r"(?P<address>(?:(?<![A-Za-z])https?://|(?<![^\s(*_\[\]~])www\.)[^\s<]+)"
    r"|(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]++@[A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++)++(?<![-_0-9])",
    re.I,
)
_CLOSED = frozenset(("code", "raw", "pre", "img", "a"))


def link_bare(node: PlacedElement) -> None:
    """Make links of the addresses in the texts below ``node``, except inside links and code."""
    if node.tag in _CLOSED or node.kind == "raw":
        return
    children = list(node)
    for child in children:
        if isinstance(child, PlacedElement):
            link_bare(child)
    for index in range(len(children), -1, -1):
        words = children[index - 1].tail if index else node.text
        if isinstance(words, PlacedText) and ("@" in words or "://" in words or "www." in words.lower()):
            _link_text(node, index, words)


def _link_text(node: PlacedElement, index: int, words: PlacedText) -> None:
    parts: list[tuple[int, int, str]] = []
    for match in _BARE.finditer(words):
        to = _address_end(words, match.start(), len(words)) if match["address"] else match.end()
        if to:
            text = words[match.start() : to]
            parts.append((match.start(), to, _href(text) if match["address"] else f"mailto:{text}"))
    if not parts:
        return
    following = [a for a, _, _ in parts[1:]] + [len(words)]
    for (start, end, href), stop in zip(reversed(parts), reversed(following), strict=True):
        link = PlacedElement("a", {"href": href})
        link.text, link.tail = sliced(words, start, end), sliced(words, end, stop)
        link.start, link.end = link.text.start, link.text.end
        node.insert(index, link)
    head = sliced(words, 0, parts[0][0])
    if index:
        node[index - 1].tail = head
    else:
        node.text = head
