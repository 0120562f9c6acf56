"""Limit the work of drawing an SVG: each element counts as often as others refer to it.

Patterns of eight parts each, nested seven deep, are drawn two million times; ``use`` does the same.
"""

import re
from collections.abc import Mapping

from lxml import etree

from exporter.assets.errors import BadPicture
from exporter.assets.picture_limits import PictureLimits
from exporter.model.limit import raised

_HREF = ("href", "{http://www.w3.org/1999/xlink}href")
_NAMED = re.compile(r"url\(\s*['\"]?\s*#([^'\")\s]*)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_CLASS = re.compile(r"\.([\w-]+)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[eE]\+?\d{1,3})?")
_POINT = re.compile(r"\d+")
_LAYER = re.compile(r"(?<![\w-])(?:opacity|mask|mix-blend-mode|isolation|filter)\b")
_FILTER = re.compile(r"\}(?:fe[A-Z]\w+|image)$")
# A layer is as large as the picture, whatever its content: it takes as long as some dozen plain elements.
LAYER = 25
MATCHES = 1_000_000  # rules of style sheets times elements: each rule is tried on every element
EVERY = ""
LARGEST = 64  # of a filter's numbers that multiply its work: octaves of noise, radius, order of a matrix
_MULTIPLIERS = ("numOctaves", "radius", "order")


def check_complexity(root: etree._Element, limits: PictureLimits) -> None:
    """Raise ``BadPicture`` if drawing needs more than the limits allow, or if an element refers to itself."""
    by_id = {e.get("id", ""): e for e in root.iter() if e.get("id")}
    rules = sum(str(style.text).count("{") for style in root.iter("{*}style"))
    if rules * sum(1 for _ in root.iter()) > MATCHES:
        raise BadPicture("the drawing's style sheet has too many rules", "save it as plain SVG, or as PNG")
    if any(float(n) > LARGEST for e in root.iter() for key in _MULTIPLIERS for n in _NUMBER.findall(e.get(key, ""))):
        raise BadPicture("a filter of the drawing takes too long", "save it as plain SVG, or as PNG")
    styled = _named_in_styles(root)
    counted: dict[etree._Element, int] = {}

    def count(element: etree._Element, depth: int) -> int:
        if depth > limits.svg_depth:
            raise BadPicture("the drawing is nested too deeply", "save it as plain SVG, or as PNG")
        if element not in counted:
            total = (LAYER if _is_layer(element) else 1) + sum(count(child, depth + 1) for child in element)
            for name, times in _named(element, styled):
                if name in by_id:
                    total += times * count(by_id[name], depth + 1)
            if total > limits.svg_nodes:
                more = raised("assets", "svg_nodes", limits.svg_nodes)
                hint = f"at most {limits.svg_nodes:,}: save it as PNG, or allow more: {more}"
                raise BadPicture("the drawing has too many parts", hint)
            counted[element] = total
        return counted[element]

    count(root, 0)


def _named(element: etree._Element, styled: Mapping[str, tuple[str, ...]]) -> list[tuple[str, int]]:
    """Return the ids that an element refers to, and how often: a marker is drawn at each point of a line."""
    points = len(_POINT.findall(element.get("d", "") + element.get("points", "")))
    found = [(value[1:], 1) for key in _HREF if (value := element.get(key, ""))]
    for key, value in [(str(k), str(v)) for k, v in element.attrib.items()]:
        times = max(1, points) if "marker" in key + value else 1
        found += [(name, times) for name in _NAMED.findall(value)]
    classes = (EVERY, *element.get("class", "").split())
    return found + [(name, max(1, points)) for one in classes for name in styled.get(one, ())]


def _named_in_styles(root: etree._Element) -> dict[str, tuple[str, ...]]:
    """Return the ids that style sheets refer to, by the class of the rule; ``EVERY`` for any other selector."""
    found: dict[str, tuple[str, ...]] = {}
    for style in root.iter("{*}style"):
        for selector, body in _RULE.findall("".join(str(t) for t in style.itertext())):
            names = tuple(_NAMED.findall(body))
            for one in _CLASS.findall(selector) or (EVERY,):
                found[one] = (*found.get(one, ()), *names) if names else found.get(one, ())
    return found


def _is_layer(element: etree._Element) -> bool:
    return _FILTER.search(str(element.tag)) is not None or any(
        _LAYER.search(str(key)) or (key == "style" and _LAYER.search(str(value))) for key, value in element.items()
    )
