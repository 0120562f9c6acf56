"""Every bundled face: its letters are drawn, and drawn as themselves."""

import unicodedata
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from exporter.fonts.coverage import IGNORABLE, characters, split
from exporter.fonts.families import BY_NAME, FAMILIES, Family, chain, installed
from exporter.fonts.instances import instance

ALIKE = frozenset("ӏ")  # the palochka of Caucasian languages: small and capital are one stroke
BLANK = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
# all weights of a style have the same characters
FACES = [(f, w, s) for f in FAMILIES if installed(f) for w in f.weights[:1] for s in f.styles]

Outline = tuple[Any, ...]


def outlines(font: TTFont) -> Callable[[str], Outline]:
    """Return a function that gives the outline of a glyph, empty if nothing is drawn."""
    glyphs = font.getGlyphSet()

    @cache
    def outline(name: str) -> Outline:
        pen = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(pen)
        return tuple((operator, tuple(points)) for operator, points in pen.value)

    return outline


@pytest.mark.parametrize(("family", "weight", "style"), FACES, ids=lambda value: getattr(value, "name", str(value)))
def test_letters_are_drawn_as_themselves(family: Family, weight: int, style: str) -> None:
    """No character of a face is empty or a box, and no small letter has its capital's outline."""
    font = TTFont(BytesIO(instance(family, weight, style).read_bytes()), lazy=True)
    glyph_of, outline = font.getBestCmap(), outlines(font)
    box = outline(".notdef")
    every = characters(family) & glyph_of.keys() - IGNORABLE - {0x2800}  # an empty Braille cell
    shown = {chr(code) for code in every if not family.language or code < 0x3000 or code % 20 == 0}  # of many, some
    blank = [
        c for c in sorted(shown) if unicodedata.category(c) not in BLANK and outline(glyph_of[ord(c)]) in ((), box)
    ]
    capitals = [
        c
        for c in sorted(shown)
        if c != c.upper() and len(c.upper()) == 1 and ord(c.upper()) in glyph_of and c not in ALIKE
        if outline(glyph_of[ord(c)]) == outline(glyph_of[ord(c.upper())])
    ]
    assert (blank, capitals) == ([], [])


@pytest.mark.parametrize("family", [f for f in FAMILIES if f.excluded], ids=lambda family: family.name)
def test_excluded_scripts_come_from_another_family(family: Family) -> None:
    """No face of the family has a character of a script that it excludes, and the next family gives them all."""
    greek = "ΑΒΓΔΩαβγδωάέήίόύώϊϋΐΰς\N{OHM SIGN}"
    given, missing = split(greek, chain([family.name]))
    assert (list(given), missing) == ([BY_NAME["Noto Sans"]], set())
    for style in family.styles:
        font = TTFont(BytesIO(instance(family, 400, style).read_bytes()), lazy=True)
        assert not {ord(c) for c in greek} & font.getBestCmap().keys()
