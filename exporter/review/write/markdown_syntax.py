"""Markdown syntax of new words: escapes (CommonMark 2.4), MDC's own signs, and marks of traits, in HTML as tags."""

import re
from enum import Enum, auto
from html import escape
from typing import Final

from exporter.model.markdown_escapes import ENTITY, MDC_SIGNS, fence, is_sign


class Escaping(Enum):
    """Ways to write a character that Markdown would take for a sign."""

    BACKSLASH = auto()
    ENTITIES = auto()
    NONE = auto()


_MARKS: Final = {
    "b": ("**", "**"),
    "i": ("*", "*"),
    "s": ("~~", "~~"),
    "sub": ("<sub>", "</sub>"),
    "sup": ("<sup>", "</sup>"),
}
_TAGS: Final = {"b": "strong", "i": "em", "s": "del", "c": "code"}
_HREF: Final = re.compile(r"[\s()<>\\]")
TRAITS: Final = ("b", "i", "s", "sub", "sup", "c")
"""Traits with a mark in Markdown, outermost first."""


def escape_at(text: str, i: int, escaping: Escaping = Escaping.BACKSLASH, cell: bool = False) -> str:
    """Return the source of the character at ``i`` in ``text``."""
    char = text[i]
    if escaping is Escaping.NONE or not (is_sign(text, i, MDC_SIGNS) or (cell and char == "|")):
        return char
    return f"&#{ord(char)};" if escaping is Escaping.ENTITIES else f"\\{char}"


def opening(mark: str, inside: str, html: bool = False) -> str:
    """Return the mark that opens a trait or link around ``inside``."""
    if html:
        return f'<a href="{escape(mark[2:])}">' if mark.startswith("a:") else f"<{_TAGS.get(mark, mark)}>"
    if mark == "c":
        return fence(inside) + (" " if inside.startswith("`") or inside.endswith("`") else "")
    return "[" if mark.startswith("a:") else _MARKS[mark][0]


def closing(mark: str, inside: str, html: bool = False) -> str:
    """Return the mark that closes a trait or link around ``inside``."""
    if html:
        return "</a>" if mark.startswith("a:") else f"</{_TAGS.get(mark, mark)}>"
    if mark == "c":
        return opening(mark, inside)[::-1]
    return f"]({_target(mark[2:])})" if mark.startswith("a:") else _MARKS[mark][1]


def _target(href: str) -> str:
    href = ENTITY.sub("&amp;", href)
    if not _HREF.search(href):
        return href
    return "<" + href.replace("\n", "").replace("<", "%3C").replace(">", "%3E").replace("\\", "\\\\") + ">"
