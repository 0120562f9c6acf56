"""Names, character references, escapes and tags: the syntax that blocks and inlines share."""

import re
import unicodedata
from functools import lru_cache
from html.entities import html5

#: a component's name: no underscore at its end (remark-mdc, ``createName``)
NAME = r"[A-Za-z](?:[A-Za-z0-9_-]*[A-Za-z0-9-])?(?![A-Za-z0-9_-])"

_ATTRIBUTE = r"""\s++[A-Za-z_:][A-Za-z0-9_.:-]*+(?:\s*+=\s*+(?:[^\s"'=<>`]++|'[^']*+'|"[^"]*+"))?+"""
#: raw HTML (CommonMark, section 6.6)
OPEN_TAG = rf"<[A-Za-z][A-Za-z0-9-]*+(?:{_ATTRIBUTE})*+\s*+/?>"
CLOSE_TAG = r"</[A-Za-z][A-Za-z0-9-]*+\s*+>"

#: the classes of formulas (mdast-util-math): in a line, and on lines of their own
INLINE_MATH, DISPLAY_MATH = "language-math math-inline", "language-math math-display"

#: character references (section 2.5)
ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
#: backslash escapes (section 2.4)
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ESCAPED = re.compile(rf"{ESCAPE.pattern}|({ENTITY.pattern})")


#: the borders between a name's words (npm package scule, ``splitByCase``); digits have no case
_HUMP = re.compile(r"(?<=[^A-Z0-9_/.-])(?=[A-Z])|(?<=[^_/.-])(?=[A-Z][^A-Z0-9_/.-])")


@lru_cache(4096)
def kebab(name: str) -> str:
    """Return a component's or prop's name as the site has it: ``ShTwoColumns`` is ``sh-two-columns``."""
    return re.sub(r"[_/.]", "-", _HUMP.sub("-", name)).lower()


def entity(reference: str) -> str | None:
    """Return the character of a whole reference such as ``&auml;`` (CommonMark, section 2.5)."""
    if reference[1] == "#":
        number = int(reference[3:-1], 16) if reference[2] in "xX" else int(reference[2:-1])
        return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    return html5.get(reference[1:])


def unescape(text: str) -> str:
    """Return ``text`` with its backslash escapes and character references resolved."""
    if "\\" not in text and "&" not in text:
        return text
    return _ESCAPED.sub(lambda m: m[1] or entity(m[2]) or m[2], text)


def label_key(label: str) -> str:
    """Return a link label in the form in which labels are compared (CommonMark, section 6.3)."""
    return re.sub(r"[ \t\r\n]+", " ", label).strip().casefold()


@lru_cache(2048)
def is_punctuation(character: str) -> bool:
    """Whether Unicode calls it punctuation or a symbol (CommonMark, section 2.1)."""
    return unicodedata.category(character)[0] in "PS"
