"""Faces for documents that carry their fonts with them: TrueType, whole or with the scripts that a reader types."""

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

from fontTools.subset import Options
from fontTools.ttLib import TTFont
from fontTools.unicodedata import script

from exporter.fonts.coverage import characters
from exporter.fonts.families import Family
from exporter.fonts.instances import instance
from exporter.fonts.orders import order
from exporter.fonts.store import kept_file
from exporter.fonts.truetype import subset_as_truetype

_RANGES = (
    *((0x20, 0x7F), (0xA0, 0x180), (0x192, 0x193), (0x218, 0x21C), (0x2C6, 0x2DE), (0x300, 0x30D), (0x2010, 0x2028)),
    *((0x2030, 0x203B), (0x2044, 0x2045), (0x20A0, 0x20C0), (0x2116, 0x2117), (0x2122, 0x2123), (0x2190, 0x2194)),
    *((0x2212, 0x2213), (0x2248, 0x2249), (0x2260, 0x2261), (0x2264, 0x2266)),
)
LATIN = frozenset(code for first, end in _RANGES for code in range(first, end))
"""The letters and signs of European languages in Latin script."""

_SHARED = ("Zinh", "Zyyy")
# features that word processors leave out unless asked to use them; their glyphs are a third of a font of code
_UNUSED = frozenset({"calt", "clig", "frac", "numr", "dnom"})


@dataclass(frozen=True, slots=True)
class FaceDescription:
    """The properties of a face by which another one is chosen in its place (OpenType 1.9, OS/2 and post)."""

    panose: tuple[int, ...]
    unicode_ranges: tuple[int, ...]
    code_pages: tuple[int, ...]


@cache
def description(family: Family) -> FaceDescription:
    """Return the description of the family's regular face."""
    os2: Any = TTFont(BytesIO(instance(family, 400).read_bytes()), lazy=True)["OS/2"]
    return FaceDescription(
        panose=tuple(getattr(os2.panose, field) for field in _PANOSE),
        unicode_ranges=tuple(getattr(os2, f"ulUnicodeRange{number}") for number in range(1, 5)),
        code_pages=tuple(getattr(os2, f"ulCodePageRange{number}", 0) for number in range(1, 3)),
    )


_PANOSE = (
    *("bFamilyType", "bSerifStyle", "bWeight", "bProportion", "bContrast"),
    *("bStrokeVariation", "bArmStyle", "bLetterForm", "bMidline", "bXHeight"),
)


def repertoire(family: Family, text: Iterable[str]) -> frozenset[int]:
    """Return the family's characters for a document with ``text``: Latin, and each script that the text has.

    Of Latin letters beyond Europe's, the text asks for all.
    """
    have = characters(family)
    own = {ord(c) for c in set().union(*text)} & have
    scripts = {script(chr(code)) for code in own - LATIN}.difference(_SHARED)
    return frozenset(code for code in have if code in LATIN or code in own or script(chr(code)) in scripts)


def whole_face(family: Family, weight: int, style: str) -> bytes:
    """Return a face with all characters of the family."""
    data = instance(family, weight, style).read_bytes()
    return data if data[:4] != b"OTTO" else subset_face(family, weight, style, characters(family))


def subset_face(family: Family, weight: int, style: str, codes: frozenset[int]) -> bytes:
    """Return a face with the glyphs of the characters ``codes``. The same arguments give the same bytes."""
    data = instance(family, weight, style).read_bytes()
    key = hashlib.sha256(data + repr(sorted(codes)).encode()).hexdigest()[:24]
    ordered = order("face", family, weight, style, "".join(map(chr, sorted(codes))))
    return kept_file(f"limited/{key}.ttf", lambda: _subset(data, codes), ordered).read_bytes()


def packed_size(data: bytes) -> int:
    """Return the size of a face in an archive."""
    return len(zlib.compress(data, 6))


def _subset(data: bytes, codes: frozenset[int]) -> bytes:
    options = Options(notdef_outline=True, name_IDs=[1, 2, 3, 4, 6], drop_tables=["DSIG", "meta"])
    options.layout_features = [feature for feature in options.layout_features if feature not in _UNUSED]
    return subset_as_truetype(data, options, codes)
