"""New words as Markdown: escapes (CommonMark 2.4), MDC's own signs, and marks for their traits."""

import re
from typing import Final, Literal

Escaping = Literal["backslash", "entities", "none"]

_ALWAYS: Final = frozenset("\\`*[]<{}~")
_MDC_COMPONENT: Final = re.compile(r"(?<![\w:]):(?=[A-Za-z])|:(?=:)")
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")
_BLOCK_START: Final = re.compile(r"(?P<sign>[#+>=|-]|:|\d{1,9}[.)](?=\s|\Z))")
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
    if escaping == "none" or not _special(text, i, char, cell):
        return char
    return f"&#{ord(char)};" if escaping == "entities" else f"\\{char}"


def _special(text: str, i: int, char: str, cell: bool) -> bool:
    if char in _ALWAYS or (cell and char == "|"):
        return True
    if char == "_":
        return not (text[i - 1 : i].isalnum() and i > 0 and text[i + 1 : i + 2].isalnum())
    if char == ":":
        return bool(_MDC_COMPONENT.match(text, i))
    return char == "&" and bool(_ENTITY.match(text, i))


def escaped_start(text: str) -> str:
    """The start of a block's text, so that it begins no list, heading, quotation, table or component."""
    match = _BLOCK_START.match(text)
    if not match:
        return text
    sign = match["sign"]
    return f"{sign[:-1]}\\{text[len(sign) - 1 :]}" if sign[0].isdigit() else f"\\{text}"


def opening(mark: str, inside: str) -> str:
    """The sign that opens a trait or link around ``inside``."""
    if mark == "c":
        fence = _fence(inside)
        return fence + (" " if inside.startswith("`") or inside.endswith("`") else "")
    return "[" if mark.startswith("a:") else _MARKS[mark][0]


def closing(mark: str, inside: str) -> str:
    """The sign that closes a trait or link around ``inside``."""
    if mark == "c":
        return opening(mark, inside)[::-1]
    return f"]({_target(mark[2:])})" if mark.startswith("a:") else _MARKS[mark][1]


def _fence(inside: str) -> str:
    longest = max((len(run) for run in re.findall("`+", inside)), default=0)
    return "`" * (longest + 1)


def _target(href: str) -> str:
    href = _ENTITY.sub("&amp;", href)
    if not _HREF.search(href):
        return href
    return "<" + href.replace("\n", "").replace("<", "%3C").replace(">", "%3E").replace("\\", "\\\\") + ">"
