"""The drawing of a formula: only the shapes of the library's SVG, without its text, metadata and style."""

import re
from typing import Final
from xml.etree import ElementTree

from exporter.model.math import EM, Drawing

_SVG: Final = "{http://www.w3.org/2000/svg}"
_SIZES: Final = {"width": r"([\d.]+)em", "height": r"([\d.]+)em", "style": r"vertical-align: (-?[\d.]+)em"}
_SHAPES: Final = frozenset({"g", "defs", "path", "use", "rect", "line", "polygon", "polyline", "circle", "ellipse"})
_GEOMETRY: Final = "id d x y x1 x2 y1 y2 cx cy r rx ry width height points transform"
_PAINT: Final = "fill stroke stroke-width stroke-linecap stroke-linejoin stroke-dasharray fill-rule opacity"
_ATTRIBUTES: Final = frozenset((*_GEOMETRY.split(), *_PAINT.split()))


def drawing(svg: str) -> Drawing:
    """Return a drawing of the library with its sizes in em."""
    root = ElementTree.fromstring(svg)
    width, height, depth = (_size(root.get(name, ""), pattern) for name, pattern in _SIZES.items())
    return drawing_of(root, width=width, height=height, depth=-depth)


def drawing_of(root: ElementTree.Element, *, width: float, height: float, depth: float) -> Drawing:
    """Return the shapes inside an element as a drawing; a unit is a thousandth of an em, y 0 the base line."""
    box = f"0 {(depth - height) * 1000:g} {width * 1000:g} {height * 1000:g}"
    made = ElementTree.Element("svg", {"xmlns": _SVG[1:-1], "viewBox": box})
    made.set("width", f"{width * EM:g}")
    made.set("height", f"{height * EM:g}")
    made.extend(_shapes(root))
    return Drawing(svg=ElementTree.tostring(made), width=width, height=height, depth=depth)


def _size(text: str, pattern: str) -> float:
    found = re.search(pattern, text)
    return float(found[1]) if found else 0.0


def _shapes(parent: ElementTree.Element) -> list[ElementTree.Element]:
    """Return the shapes inside an element, with the attributes of their geometry and colour."""
    made = []
    for child in parent:
        name = child.tag.removeprefix(_SVG)
        if name not in _SHAPES:
            continue
        shape = ElementTree.Element(name, {k: v for k, v in child.attrib.items() if k in _ATTRIBUTES})
        target = child.get("href", "")
        if target.startswith("#"):
            shape.set("href", target)
        shape.extend(_shapes(child))
        made.append(shape)
    return made
