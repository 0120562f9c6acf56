"""The theme part (DrawingML, ECMA-376 part 1, 20.1.6.9): the colours and fonts that Word's menus offer."""

from collections.abc import Sequence

from exporter.ooxml.elements import Element, element, root

_COLORS = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")


def theme(name: str, colors: Sequence[str], heading: str, text: str) -> Element:
    """Return a theme of twelve ``colors`` (dark, light, dark, light, six accents, two of links) and two families."""
    made = root("a:theme", name=name)
    scheme = [element(f"a:{slot}", element("a:srgbClr", val=code)) for slot, code in zip(_COLORS, colors, strict=True)]
    made.append(
        element(
            "a:themeElements",
            element("a:clrScheme", *scheme, name=name),
            element("a:fontScheme", _family("a:majorFont", heading), _family("a:minorFont", text), name=name),
            element(
                "a:fmtScheme",
                element("a:fillStyleLst", *(_fill() for _ in range(3))),
                element("a:lnStyleLst", *(element("a:ln", _fill(), w=9525) for _ in range(3))),
                element("a:effectStyleLst", *(element("a:effectStyle", element("a:effectLst")) for _ in range(3))),
                element("a:bgFillStyleLst", *(_fill() for _ in range(3))),
                name=name,
            ),
        )
    )
    return made


def _family(tag: str, family: str) -> Element:
    other = (element(f"a:{name}", typeface="") for name in ("ea", "cs"))
    return element(tag, element("a:latin", typeface=family), *other)


def _fill() -> Element:
    return element("a:solidFill", element("a:schemeClr", val="phClr"))
