"""Emoji shortcodes such as ``:rocket:``, as the site shows them.

Nuxt's MDC module reads pages with remark-emoji by default; the bare parser, whose trees ``markdown`` gives, does not.
Code keeps its words. https://github.com/rhysd/remark-emoji
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from exporter.markdown.html.element_names import HEADINGS
from exporter.markdown.tree import MdcElement, MdcNode, MdcText, plain_text
from exporter.model.offsets import each_offset
from exporter.model.slugs import Slugs, heading_id

SHORTCODE = re.compile(r":\+1:|:-1:|:[\w-]+:", re.ASCII)
_KEPT = frozenset(("code", "pre"))
# Names in remark-emoji's table (npm package emojilib 2.4) that the package emoji does not have.
_OF_THE_SITE = {
    "billed_hat": "🧢", "blonde_man": "👱", "breastfeeding": "🤱", "cold": "🥶", "grasshopper": "🦗", "hot": "🥵",
    "labcoat": "🥼", "leafy_greens": "🥬", "love_you": "🤟", "monocle": "🧐", "palms_up": "🤲", "partying": "🥳",
    "pleading": "🥺", "shushing": "🤫", "sorceress": "🧙‍♀️", "steak": "🥩", "symbols_over_mouth": "🤬",
    "toilet_paper": "🧻", "vomiting": "🤮", "wizard": "🧙‍♂️", "woozy": "🥴", "zany": "🤪",
}  # fmt: skip


def replace_shortcodes(nodes: Sequence[MdcNode]) -> None:
    """Replace shortcodes by emoji in a fresh tree, and the ids that headings have from their words."""
    found = [text for text in _texts(nodes) if SHORTCODE.search(text.value)]
    if not found:
        return
    headings = list(_named_by_words(nodes, Slugs()))
    for text in found:
        _replace(text)
    slugs = Slugs()
    for heading in headings:
        heading.props["id"] = heading_id(slugs.numbered(plain_text(heading)))


def _texts(nodes: Iterable[MdcNode]) -> Iterator[MdcText]:
    """Yield the texts of nodes, except those in code."""
    stack = list(nodes)[::-1]
    while stack:
        match stack.pop():
            case MdcText() as text if ":" in text.value:
                yield text
            case MdcElement() as element if element.tag not in _KEPT:
                stack.extend(element.children[::-1])
            case _:
                pass


def _replace(text: MdcText) -> None:
    """Replace the shortcodes of one text; each character keeps its place."""
    value, offsets, at = list[str](), list[int](), 0
    own = each_offset(text.span.start, len(text.value), text.offsets)
    for code in SHORTCODE.finditer(text.value):
        emoji = _emoji(code[0][1:-1])
        if emoji is not None:
            value += (text.value[at : code.start()], emoji)
            offsets += (*own[at : code.start()], *[own[code.start()]] * len(emoji))
            at = code.end()
    if value:
        text.value, text.offsets = "".join((*value, text.value[at:])), (*offsets, *own[at:])


@lru_cache(1024)
def _emoji(name: str) -> str | None:
    from emoji import emojize  # noqa: PLC0415 (a table of 5,000 names, needed by pages with shortcodes only)

    written = f":{name}:"
    for names in ("en", "alias"):
        shown = emojize(written, language=names)
        if shown != written:
            return shown
    return _OF_THE_SITE.get(name)


def _named_by_words(nodes: Iterable[MdcNode], slugs: Slugs) -> Iterator[MdcElement]:
    """Yield, in page order, the headings whose ids the parser made from their words."""
    for element in (node for node in nodes if isinstance(node, MdcElement)):
        counted = element.tag in HEADINGS and "id" not in element.places
        if counted and element.props.get("id") == heading_id(slugs.numbered(plain_text(element))):
            yield element
        yield from _named_by_words(element.children, slugs)
