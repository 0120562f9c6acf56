"""Pictures: their source, alternative text and width, and whether they are decoration."""

import re

from exporter.lowering import codes
from exporter.lowering.context import Items, Lowering
from exporter.lowering.links import prop_place, text_prop
from exporter.markdown.tree import MdcElement
from exporter.model.characters import CONTROL
from exporter.model.nodes import Image

PIXELS = re.compile(r"\s*(\d{1,5}(?:\.\d+)?)\s*(?:px)?\s*\Z")


def lower_image(lowering: Lowering, element: MdcElement) -> Items:
    """Lower an ``img`` element."""
    source = CONTROL.sub("", text_prop(element, "src") or "").strip()
    if not source:
        lowering.report(codes.IMAGE_SOURCE, "picture without a source", element.span, "name its file in src")
        return []
    alt = lowering.printable(text_prop(element, "alt") or "", prop_place(element, "alt")).strip()
    image = Image(
        asset=source,
        alt=alt,
        decorative=not alt and decorative(lowering, element),
        width=width(element),
        pos=lowering.pos(element.span),
    )
    return [image]


def decorative(lowering: Lowering, element: MdcElement) -> bool:
    """Whether the page marks the picture as decoration (HTML, section 4.8.4.4.6; WAI-ARIA 1.2).

    An ``alt`` that is written out and empty does so; ``![](path)`` only omits it.
    """
    if element.props.get("role") in ("presentation", "none") or str(element.props.get("ariaHidden")) == "true":
        return True
    if "alt" not in element.props:
        return False
    return "alt" in element.places or lowering.source.startswith("<", element.span.start)


def width(element: MdcElement) -> float | None:
    """Return the width that the page asks for, in CSS pixels; None for no width or a percentage."""
    found = PIXELS.match(str(element.props.get("width", "")))
    return float(found[1]) or None if found else None
