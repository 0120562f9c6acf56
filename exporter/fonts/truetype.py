"""Fonts of very many characters, reduced to those of one document and converted to TrueType outlines.

PDF maps the characters of a CID-keyed CFF font by their CIDs, which WeasyPrint takes for glyph numbers: in a subset
both differ. A TrueType font has glyph numbers alone.
"""

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

from exporter.fonts.families import Family, fingerprint
from exporter.fonts.instances import instance
from exporter.fonts.orders import order
from exporter.fonts.store import kept_file

MAX_ERROR = 1.0  # of a curve, in units of the em square (1000)


def truetype_subset(family: Family, characters: frozenset[str]) -> Path:
    """Return the file of the family's regular font with only ``characters``, as TrueType."""
    text = "".join(sorted(characters | {" "}))
    key = hashlib.sha256(f"{fingerprint(family, 'normal')} {text}".encode()).hexdigest()[:24]
    ordered = order("truetype", family, text=text)
    return kept_file(f"limited/{key}.ttf", lambda: _subset(instance(family, 400).read_bytes(), text), ordered)


def _subset(data: bytes, text: str) -> bytes:
    options = Options(hinting=False, name_IDs=[1, 2, 3, 4, 6], drop_tables=["DSIG", "VORG", "BASE", "vhea", "vmtx"])
    return subset_as_truetype(data, options, frozenset(map(ord, text)))


def subset_as_truetype(data: bytes, options: Options, codes: frozenset[int]) -> bytes:
    """Return a font with only the characters of these code points, as TrueType."""
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    if "CFF " in font:
        to_true_type(font)
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def to_true_type(font: Any) -> None:
    """Convert a font's outlines to TrueType: ``glyf``, ``loca`` and a ``maxp`` of version 1.0 replace ``CFF``."""
    glyphs = font.getGlyphSet()
    order = font.getGlyphOrder()
    drawn = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        drawn[name] = pen.glyph()
    del font["CFF "]
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, drawn
    font["head"].glyphDataFormat = 0
    font["maxp"] = maxp = newTable("maxp")
    maxp.tableVersion = 0x00010000
    for field in (
        *("numGlyphs", "maxPoints", "maxContours", "maxCompositePoints", "maxCompositeContours", "maxZones"),
        *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements"),
        *("maxSizeOfInstructions", "maxComponentElements", "maxComponentDepth"),
    ):
        setattr(maxp, field, 1 if field == "maxZones" else 0)
    font["post"].formatType = 3.0
    font.sfntVersion = "\000\001\000\000"
