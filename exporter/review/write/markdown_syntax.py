"""New words as Markdown: escapes (CommonMark 2.4), MDC's own signs, and marks for their traits."""

import re
from typing import Final, Literal

from exporter.model.markdown_escapes import ENTITY, MDC_SIGNS, fence, is_sign

Escaping = Literal["backslash", "entities", "none"]

_MARKS: Final = {
    "b": ("**", "**"),
    "i": ("*", "*"),
    "s": ("~~", "~~"),
    "sub": ("<sub>", "</sub>"),
    "sup": ("<sup>", "</sup>"),
}
_HREF: Final = re.compile(r"[\s()<>\\]")
TRAITS: Final = ("b", "i", "s", "sub", "sup", "c")
"""The traits that Markdown can say, outermost first."""


def escape_at(text: str, i: int, escaping: Escaping = "backslash", cell: bool = False) -> str:
    """The character at ``i`` as it must be written in ``text``."""
    char = text[i]
    if escaping == "none" or not (is_sign(text, i, MDC_SIGNS) or (cell and char == "|")):
        return char
    return f"&#{ord(char)};" if escaping == "entities" else f"\\{char}"


def opening(mark: str, inside: str) -> str:
    """The sign that opens a trait or link around ``inside``."""
    if mark == "c":
        return fence(inside) + (" " if inside.startswith("`") or inside.endswith("`") else "")
    return "[" if mark.startswith("a:") else _MARKS[mark][0]


def closing(mark: str, inside: str) -> str:
    """The sign that closes a trait or link around ``inside``."""
    if mark == "c":
        return opening(mark, inside)[::-1]
    return f"]({_target(mark[2:])})" if mark.startswith("a:") else _MARKS[mark][1]


def _target(href: str) -> str:
    href = ENTITY.sub("&amp;", href)
    if not _HREF.search(href):
        return href
    return "<" + href.replace("\n", "").replace("<", "%3C").replace(">", "%3E").replace("\\", "\\\\") + ">"
