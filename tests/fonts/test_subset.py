"""Subsets for web pages."""

import base64
import re
from io import BytesIO

from fontTools.ttLib import TTFont

from exporter.fonts.families import BY_NAME
from exporter.fonts.subset import fallback_rules, font_face_rule, subset


def test_subset_holds_the_characters_asked_for() -> None:
    """The font has a glyph for each character asked for that the family has, and says its weight."""
    font = TTFont(BytesIO(subset(BY_NAME["Merriweather Sans"], 700, "normal", "Q. é")))
    assert {ord(c) for c in "Q.é"} <= set(font.getBestCmap())
    assert ord("Z") not in font.getBestCmap()
    assert font["OS/2"].usWeightClass == 700


def test_subset_is_the_same_whenever_it_is_made() -> None:
    """The order of the characters makes no difference to the bytes."""
    assert subset(BY_NAME["JetBrains Mono"], 400, "normal", "abc") == subset(
        BY_NAME["JetBrains Mono"], 400, "normal", ["c", "ba", "b"]
    )


def test_subset_of_characters_that_the_family_lacks_is_empty() -> None:
    """No font is made for characters that it does not have."""
    assert subset(BY_NAME["Merriweather Sans"], 400, "normal", "\N{LINK SYMBOL}") == b""
    assert font_face_rule(BY_NAME["Merriweather Sans"], 400, "normal", "\N{LINK SYMBOL}") == ""


def test_face_css_carries_the_font() -> None:
    """The rule names family, weight and style, and holds a WOFF2 font that can be read."""
    rule = font_face_rule(BY_NAME["Merriweather Sans"], 400, "italic", "abc")
    assert 'font-family:"Merriweather Sans"' in rule
    assert "font-style:italic" in rule
    found = re.search(r"base64,([^)]+)\)", rule)
    assert found
    assert TTFont(BytesIO(base64.b64decode(found[1]))).flavor == "woff2"


def test_fallback_css_names_the_families_of_the_characters_left() -> None:
    """Symbols and emoji come from families of their own, each with a rule."""
    css, names = fallback_rules(
        [BY_NAME["Merriweather Sans"]], {(400, "normal"): "a\N{LINK SYMBOL}\N{CHECK MARK}\N{RIGHTWARDS DOUBLE ARROW}"}
    )
    assert names == ["Noto Sans Math", "Noto Sans Symbols2", "Noto Emoji"]
    assert css.count("@font-face") == 3


def test_fallback_families_give_the_faces_that_they_have() -> None:
    """Greek in bold and italic has fonts of its own; Thai has bold; a face without letters of the family has none."""
    faces = {(400, "normal"): "αไ", (700, "normal"): "βไ", (400, "italic"): "γไ", (700, "italic"): "a"}
    css, names = fallback_rules([BY_NAME["Merriweather Sans"]], faces)
    found = re.findall(r'font-family:"([^"]+)";font-weight:(\d+);font-style:(\w+)', css)
    assert names == ["Noto Sans", "Noto Sans Thai"]
    assert found == [
        *(("Noto Sans", weight, style) for weight, style in (("400", "normal"), ("400", "italic"), ("700", "normal"))),
        *(("Noto Sans Thai", weight, "normal") for weight in ("400", "700")),
    ]
