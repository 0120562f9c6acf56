"""Whether a drawing looks the same as vectors in a PDF as in a browser, as far as WeasyPrint 70 draws SVG.

Each entry was found by drawing the feature with WeasyPrint and with resvg and comparing the pixels; the PDF shows a
drawing with one of them by its PNG.
"""

import re
from collections.abc import Iterator

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
_DECLARATION = re.compile(r"([-\w]+)\s*:\s*([^;{}]*)")


def is_true_as_vectors(root: etree._Element) -> bool:
    """Return whether no element, attribute or style declaration of the drawing needs its PNG."""
    return not any(_is_untrue(element) for element in root.iter() if isinstance(element.tag, str))


def _is_untrue(element: etree._Element) -> bool:
    name = etree.QName(element).localname
    if name in _ELEMENTS or (name == "text" and _in_clip_path(element)):
        return True
    return any(
        key in _ATTRIBUTES
        or (key in _VALUES and _VALUES[key].search(value) is not None)
        or (key.startswith("marker-") and name in _POLYGONAL)
        for key, value in _properties(element, name)
    )


def _properties(element: etree._Element, name: str) -> Iterator[tuple[str, str]]:
    """Yield the attributes of an element and the declarations of its style, or of its style sheet."""
    css = "".join(map(str, element.itertext())) if name == "style" else element.get("style", "")
    yield from ((key, value) for key, value in _DECLARATION.findall(css))
    yield from ((str(key), str(value)) for key, value in element.attrib.items())


def _in_clip_path(element: etree._Element) -> bool:
    return any(etree.QName(above).localname == "clipPath" for above in element.iterancestors())
