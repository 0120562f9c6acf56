"""The characters that a family has glyphs for."""

import sys
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from io import BytesIO

from fontTools.ttLib import TTFont
from fontTools.unicodedata import script

from exporter.disk import read_regular
from exporter.fonts.families import Family, fingerprint, source
from exporter.fonts.orders import order
from exporter.fonts.store import kept_file

# Shaping ignores these if a font has no glyph (Unicode 15.1, Default_Ignorable_Code_Point, and white space).
IGNORABLE = frozenset(
    {
        *(0x09, 0x0A, 0x0D, 0xAD, 0x034F, 0x061C, 0x3164, 0xFEFF, 0xFFA0),
        *range(0x115F, 0x1161),
        *range(0x17B4, 0x17B6),
        *range(0x180B, 0x1810),
        *range(0x200B, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        *range(0xE0000, 0xE1000),
    }
)


@cache
def characters(family: Family) -> frozenset[int]:
    """Return the code points of the characters that the family gives: its upright font's, without excluded scripts."""
    name = f"characters/{fingerprint(family, 'normal')[:16]}.txt"
    path = kept_file(name, lambda: _ranges(family), order("characters", family))
    try:
        return _codes(read_regular(path))
    except (OSError, ValueError):  # a damaged file: ask the font again
        return _codes(_ranges(family))


def _codes(text: bytes) -> frozenset[int]:
    """Return the code points of a list of spans. Raises ``ValueError``."""
    spans = [tuple(int(code, 16) for code in span.split(b"-")) for span in text.split()]
    if any(len(span) != 2 or not 0 <= span[0] <= span[1] <= sys.maxunicode for span in spans):
        raise ValueError("no spans of code points")
    return frozenset(code for first, last in spans for code in range(first, last + 1))


def _ranges(family: Family) -> bytes:
    font = TTFont(BytesIO(source(family, "normal")), lazy=True)
    codes = sorted(code for code in font.getBestCmap() if script(chr(code)) not in family.excluded)
    spans: list[list[int]] = []
    for code in codes:
        if spans and spans[-1][1] == code - 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "".join(f"{first:x}-{last:x}\n" for first, last in spans).encode()


def needed(text: Iterable[str]) -> set[str]:
    """Return the characters of ``text`` that need a glyph."""
    return {c for c in set().union(*text) if ord(c) not in IGNORABLE}


def split(wanted: Iterable[str], families: Sequence[Family]) -> tuple[dict[Family, set[str]], set[str]]:
    """Return the ``wanted`` characters by the first of the ``families`` that has them, and the characters left over.

    The result has only families that give a character, in the order of ``families``.
    """
    left = {c for c in wanted if ord(c) not in IGNORABLE}
    given: dict[Family, set[str]] = {}
    for family in families:
        if not left:
            break
        have = characters(family)
        own = {c for c in left if ord(c) in have}
        if own:
            given[family] = own
            left -= own
    return given, left


def character_name(character: str) -> str:
    """Return the character as a finding names it: ``U+1F517 link symbol``."""
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X} {name}".rstrip()
