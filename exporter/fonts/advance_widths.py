"""The widths of a family's letters, by which a program lays words out."""

from collections.abc import Mapping
from functools import lru_cache

from fontTools.ttLib import TTFont

from exporter.fonts.families import BY_NAME
from exporter.fonts.instances import instance

_REGULAR, _BOLD = 400, 700
_STYLES = ((_REGULAR, "normal"), (_BOLD, "normal"), (_REGULAR, "italic"), (_BOLD, "italic"))


def advance_widths(family: str, characters: frozenset[str]) -> tuple[Mapping[str, float], ...]:
    """Return the widths in em of the characters that a family has: upright, bold, italic and bold italic ones."""
    return tuple(_widths(family, weight, style, characters) for weight, style in _STYLES)


@lru_cache(maxsize=64)
def _widths(family: str, weight: int, style: str, characters: frozenset[str]) -> Mapping[str, float]:
    with TTFont(instance(BY_NAME[family], weight, style), lazy=True) as font:
        units, names, advances = font["head"].unitsPerEm, font.getBestCmap(), font["hmtx"].metrics
        known = (one for one in sorted(characters) if ord(one) in names)
        return {one: round(advances[names[ord(one)]][0] / units, 4) for one in known}
