"""Whether a drawing looks the same as vectors in a PDF as in a browser, as far as WeasyPrint 70 draws SVG.

Each entry was found by drawing the feature with WeasyPrint and with resvg and comparing the pixels; the PDF shows a
drawing with one of them by its PNG. So it does with a drawing that PDF/A forbids (ISO 19005-3).
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

_ELEMENTS = frozenset({"radialGradient", "textPath", "filter", "image"})
_ATTRIBUTES = frozenset(
    {"rotate", "textLength", "lengthAdjust", "patternTransform", "maskContentUnits", "mask-type"}
    | {"paint-order", "text-decoration", "word-spacing", "baseline-shift", "writing-mode", "clip-rule", "font"}
    | {"filter", "mix-blend-mode", "isolation"}
)
_VALUES = {
    "stroke": re.compile(r"url\("),
    "orient": re.compile("auto-start-reverse"),
    "font-size": re.compile("%"),
    "font-family": re.compile(r"mono|courier|consolas|menlo", re.IGNORECASE),
}
_POLYGONAL = frozenset({"polyline", "polygon"})
_INK = re.compile(r"device-|icc-color", re.IGNORECASE)  # colours that are not sRGB (6.2.4.3)
DEPTH = 12  # elements in each other: WeasyPrint saves the graphics state for each, and 28 may be saved (6.1.13)
_NAMED = re.compile(r"#([^'\")\s]+)")
_DECLARATION = re.compile(r"([-\w]+)\s*:\s*([^;{}]*)")


def is_true_as_vectors(root: etree._Element) -> bool:
    """Return whether no element, attribute or style declaration of the drawing needs its PNG."""
    by_id = {str(element.get("id")): element for element in root.iter("{*}*") if element.get("id")}
    return _depth(root, by_id, {}) <= DEPTH and not any(_is_untrue(element) for element in root.iter("{*}*"))


def _depth(element: etree._Element, by_id: Mapping[str, etree._Element], known: dict[etree._Element, int]) -> int:
    """Return how many elements are in each other, counting parts that they refer to; none refers to itself."""
    if element not in known:
        named = {name for value in element.attrib.values() for name in _NAMED.findall(str(value))}
        inside = (*element.iterchildren("{*}*"), *(by_id[name] for name in named & by_id.keys()))
        known[element] = 1 + max((_depth(child, by_id, known) for child in inside), default=0)
    return known[element]


def _is_untrue(element: etree._Element) -> bool:
    name = etree.QName(element).localname
    if name in _ELEMENTS or (name == "text" and _in_clip_path(element)):
        return True
    return any(
        key in _ATTRIBUTES
        or (key in _VALUES and _VALUES[key].search(value) is not None)
        or (key.startswith("marker-") and name in _POLYGONAL)
        or _INK.search(value) is not None
        for key, value in _properties(element, name)
    )


def _properties(element: etree._Element, name: str) -> Iterator[tuple[str, str]]:
    """Yield the attributes of an element and the declarations of its style, or of its style sheet."""
    css = "".join(map(str, element.itertext())) if name == "style" else element.get("style", "")
    yield from ((key, value) for key, value in _DECLARATION.findall(css))
    yield from ((str(key), str(value)) for key, value in element.attrib.items())


def _in_clip_path(element: etree._Element) -> bool:
    return any(etree.QName(above).localname == "clipPath" for above in element.iterancestors())
