"""Font subsets with the characters of one document, for embedding in a web page."""

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from exporter.fonts.coverage import split
from exporter.fonts.families import Family, chain
from exporter.fonts.instances import instance
from exporter.fonts.math_table import FEATURES, ready_for_browsers
from exporter.fonts.orders import order
from exporter.fonts.store import kept_file


def subset(family: Family, weight: int, style: str, characters: Iterable[str]) -> bytes:
    """Return a WOFF2 font with just the glyphs that the ``characters`` need, empty if the family has none of them.

    ``weight`` is 100 to 900, ``style`` ``normal`` or ``italic``; the family's nearest weight is taken. The same
    arguments give the same bytes.
    """
    static = instance(family, weight, style)
    own, _ = split(set().union(*characters), [family])
    text = "".join(sorted(own.get(family, ())))
    if not text:
        return b""
    key = hashlib.sha256(text.encode()).hexdigest()[:24]
    path = f"subsets/{static.stem}-{key}.woff2"
    ordered = order("subset", family, weight, style, text)
    return kept_file(path, lambda: _woff2(static.read_bytes(), text), ordered).read_bytes()


def _woff2(data: bytes, text: str) -> bytes:
    options = Options(hinting=False, notdef_outline=True, name_IDs=[1, 2], drop_tables=["DSIG", "meta"])
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    if "MATH" in font:
        options.layout_features += FEATURES
        ready_for_browsers(font)
    subsetter = Subsetter(options)
    subsetter.populate(text=text + " -\u00ad\u2010")
    subsetter.subset(font)
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def font_face_rule(family: Family, weight: int, style: str, characters: Iterable[str]) -> str:
    """Return an ``@font-face`` rule with the subset inside it, empty if the family has none of the characters."""
    return rule_of(family, weight, style, subset(family, weight, style, characters))


def rule_of(family: Family, weight: int, style: str, data: bytes) -> str:
    """Return an ``@font-face`` rule with a WOFF2 font inside it, empty without a font."""
    if not data:
        return ""
    source = base64.b64encode(data).decode()
    return (
        f'@font-face{{font-family:"{family.name}";font-weight:{weight};font-style:{style};font-display:swap;'
        f'src:url(data:font/woff2;base64,{source}) format("woff2")}}\n'
    )


def fallback_rules(
    families: Sequence[Family],
    faces: Mapping[tuple[int, str], Iterable[str]],
    language: str = "en",
    whole: Mapping[Family, set[str]] | None = None,
) -> tuple[str, list[str]]:
    """Return ``@font-face`` rules for characters that ``families`` do not have, and the names of their families.

    ``faces`` are the characters by weight and style: a family gives those that it has, and its regular one with all.
    ``whole`` are characters of words that a family shows in full. Put the names behind the families of the style sheet.
    """
    names = [family.name for family in families]
    known = {family.name: family for family in families}
    given, _ = split(set().union(*faces.values()), chain(names, language, known))
    for family, own in (whole or {}).items():
        given[family] = given.get(family, set()) | own
    extra = {family: own for family, own in given.items() if family.name not in names}
    rules = []
    for family, own in extra.items():
        regular = (family.weights[0], "normal")
        has = {face for face in faces if face[0] in family.weights and face[1] in family.styles} - {regular}
        rules.append(font_face_rule(family, *regular, sorted(own)))
        rules += [font_face_rule(family, *face, sorted(own.intersection(faces[face]))) for face in sorted(has)]
    return "".join(rules), [family.name for family in extra]
