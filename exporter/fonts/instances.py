"""Static fonts made from variable ones.

WeasyPrint would make them again for each file that it writes; here each weight is made once on a machine and kept.
"""

from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from fontTools.unicodedata import script
from fontTools.varLib.instancer import instantiateVariableFont

from exporter.fonts.families import Family, fingerprint, source
from exporter.fonts.orders import order
from exporter.fonts.store import kept_file

# OS/2 fsSelection and head macStyle bits (OpenType 1.9)
ITALIC, BOLD, REGULAR, STYLE_BITS = 1 << 0, 1 << 5, 1 << 6, (1 << 0) | (1 << 5) | (1 << 6)
MAC_BOLD, MAC_ITALIC = 1 << 0, 1 << 1
# name table ids: family, subfamily, unique, full, PostScript, typographic family and subfamily
NAME_IDS = (1, 2, 3, 4, 6, 16, 17, 21, 22, 25)


def instance(family: Family, weight: int, style: str = "normal") -> Path:
    """Return the file of the family's static font of ``weight`` (100 to 900) and ``style`` (``normal``, ``italic``).

    The nearest weight of the family stands for a weight that it does not have.
    """
    style = style if style in family.styles else "normal"
    weight = min(family.weights, key=lambda have: abs(have - weight))
    data = source(family, style, weight)
    suffix = "otf" if data[:4] == b"OTTO" else "ttf"
    path = f"instances/{fingerprint(family, style, weight)[:16]}-{weight}-{style}.{suffix}"
    return kept_file(path, lambda: static_font(data, family, weight, style), order("instance", family, weight, style))


def static_font(data: bytes, family: Family, weight: int, style: str) -> bytes:
    """Return the static font of one weight, named so that CSS finds it; the same arguments give the same bytes.

    Scripts that the family excludes are taken out of its character map, so that no library draws them from it.
    """
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    if "fvar" in font:
        limits = {a.axisTag: weight if a.axisTag == "wght" else a.defaultValue for a in font["fvar"].axes}
        font = instantiateVariableFont(font, limits, inplace=True)
    font.recalcTimestamp = False
    font.flavor = None  # of a WOFF2 file
    _exclude(font, family.excluded)
    _describe(font, family.name, weight, style)
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _exclude(font: Any, scripts: frozenset[str]) -> None:
    for table in font["cmap"].tables if scripts else ():
        if table.format != 14:  # variation sequences
            table.cmap = {code: glyph for code, glyph in table.cmap.items() if script(chr(code)) not in scripts}


def _describe(font: Any, name: str, weight: int, style: str) -> None:
    words = [w for w, has in (("Bold", weight >= 600), ("Italic", style == "italic")) if has]
    subfamily = " ".join(words) or "Regular"
    os2, head, names = font["OS/2"], font["head"], font["name"]
    os2.usWeightClass = weight
    bits = (ITALIC if style == "italic" else 0) | (BOLD if weight >= 600 else 0)
    os2.fsSelection = (os2.fsSelection & ~STYLE_BITS) | (bits or REGULAR)
    head.macStyle = (MAC_BOLD if weight >= 600 else 0) | (MAC_ITALIC if style == "italic" else 0)
    post_script = f"{name}-{subfamily}".replace(" ", "")
    for name_id in NAME_IDS:
        names.removeNames(nameID=name_id)
    for name_id, text in ((1, name), (2, subfamily), (3, post_script), (4, f"{name} {subfamily}"), (6, post_script)):
        names.setName(text, name_id, 3, 1, 0x409)
    if "STAT" in font:
        del font["STAT"]
