"""Single properties of paragraphs and runs, made from points and colours: the pieces of styles."""

import re
from collections.abc import Mapping
from typing import Any

from exporter.backends.docx.theme_tokens import Tokens
from exporter.ooxml.elements import Element, element

MAX_SPACE = 31  # points between a border and the text, as the schema has it


def twips(points: float) -> int:
    """Convert points to twips, twentieths of a point."""
    return round(points * 20)


def measure(length: str | None) -> int:
    """Return a length of a part in twips; a number without a unit is in twips (ST_SignedTwipsMeasure, 22.9.2.14)."""
    found = _LENGTH.fullmatch(length or "")
    return round(float(found[1]) * _TWIPS[found[2]]) if found else 0


_TWIPS = {"": 1.0, "mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440.0, "pt": 20.0, "pc": 240.0, "pi": 240.0}
_LENGTH = re.compile(rf"(-?\d+(?:\.\d+)?)({'|'.join(_TWIPS)})")


def spacing(before: float = 0, after: float = 0, line: int | None = None) -> Element:
    """Return the space around a paragraph, in points, and its leading, in 240ths of a line."""
    rule = "auto" if line else None
    return element("w:spacing", before=twips(before), after=twips(after), line=line, lineRule=rule)


def indent(left: int = 0, right: int = 0, hanging: int = 0) -> Element:
    """Return indents, in twips."""
    return element("w:ind", left=left, right=right, hanging=hanging or None)


def size(points: float) -> Element:
    """Return a font size, rounded to half a point."""
    return element("w:sz", val=round(points * 2))


def color(code: str) -> Element:
    """Return a text colour."""
    return element("w:color", val=code)


def fonts(family: str) -> Element:
    """Return one font family for all Latin, Greek, Cyrillic and right-to-left text."""
    return element("w:rFonts", ascii=family, hAnsi=family, cs=family)


def code_font(tokens: Tokens) -> tuple[Element, ...]:
    """Return font and size of code, and no proofing."""
    return (fonts(tokens.font("code")), element("w:noProof"), size(tokens.points("size-code")))


def fill(code: str) -> Element:
    """Return a ground behind words or paragraphs."""
    return element("w:shd", val="clear", color="auto", fill=code)


def line(side: str, code: str, width: float, space: float = 0) -> Element:
    """Return a border of one side; ``width`` and ``space`` in points."""
    return element(f"w:{side}", val="single", sz=round(width * 8), space=min(MAX_SPACE, round(space)), color=code)


def role_run_properties(look: Mapping[str, Any], tokens: Tokens) -> list[Element]:
    """Return the run properties of a role's look."""
    made: list[Element] = []
    if "font" in look:
        made += [fonts(tokens.font(look["font"])), element("w:noProof")]
    made += [element(f"w:{name}") for key, name in _SWITCHES.items() if look.get(key)]
    if look.get("underline"):
        made.append(element("w:u", val="single"))
    if "color" in look:
        made.append(color(tokens.color(look["color"])))
    if "size" in look:
        made.append(size(tokens.points(f"size-{look['size']}")))
    if "position" in look:
        made.append(element("w:vertAlign", val=f"{look['position']}script"))
    return made


_SWITCHES = {"bold": "b", "italic": "i", "caps": "caps", "strike": "strike"}


def frame(look: Mapping[str, Any], tokens: Tokens) -> list[Element]:
    """Return borders, ground and indents of a role's look.

    Word draws borders outside the indents, so the text moves in by border and padding. Where there is a ground, the
    sides without a border get one of the ground's colour: it makes the padding.
    """
    border = look.get("border")
    ground = tokens.color(look["fill"]) if "fill" in look else None
    padding = min(MAX_SPACE, round(tokens.rem(look.get("padding", 0))))
    width = look.get("width", 0.75)
    own = tokens.color(look["line"]) if "line" in look else ""
    drawn = {"box": _SIDES, None: ()}.get(border, (border,))
    lines = [
        line(side, own, width, padding) if side in drawn else line(side, str(ground), 0.5, padding)
        for side in _SIDES
        if side in drawn or ground
    ]
    sides = {part.tag.partition("}")[2]: width if part.tag.partition("}")[2] in drawn else 0.5 for part in lines}
    left, right = (twips(padding + sides[side]) if side in sides else 0 for side in ("left", "right"))
    left += twips(tokens.rem(look.get("indent", 0)))
    made = [element("w:pBdr", *lines)] if lines else []
    made += [fill(ground)] if ground else []
    made += [indent(left, right)] if left or right else []
    made += [element("w:jc", val=_ALIGNED[look["align"]])] if "align" in look else []
    return made


_SIDES = ("top", "left", "bottom", "right")
_ALIGNED = {"left": "start", "center": "center", "right": "end"}
