"""Pictures: their source, alternative text, size and side, and whether they are decoration."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from exporter.lowering import codes
from exporter.lowering.context import Items, Lowering
from exporter.lowering.inline_style import declared
from exporter.lowering.links import prop_place, text_prop
from exporter.markdown.tree import MdcElement
from exporter.model.characters import CONTROL
from exporter.model.nodes import Block, Figure, Image, Inline, Link, Paragraph

Align = Literal["", "left", "center", "right"]

_LENGTH = re.compile(r"(\d{1,5}(?:\.\d{1,3})?)\s*(%|px|pt|em|rem|cm|mm|in)?")
_PIXELS = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "in": 96.0}
_SIDES: Mapping[str, Align] = {
    "left": "left",
    "start": "left",
    "inline-start": "left",
    "right": "right",
    "end": "right",
    "inline-end": "right",
    "center": "center",
    "middle": "center",
}
_CLASSES = {
    "mx-auto": "center",
    "text-center": "center",
    "ml-auto": "right",
    "float-left": "left",
    "float-right": "right",
}


def lower_image(lowering: Lowering, element: MdcElement) -> Items:
    """Lower an ``img`` element."""
    source = CONTROL.sub("", text_prop(element, "src") or "").strip()
    if not source:
        lowering.report(codes.IMAGE_SOURCE, "picture without a source", element.span, "name its file in src")
        return []
    alt = lowering.printable(text_prop(element, "alt") or "", prop_place(element, "alt")).strip()
    size = _size(element)
    image = Image(
        asset=source,
        alt=alt,
        decorative=not alt and decorative(lowering, element),
        width=size.get("width"),
        percent=size.get("percent"),
        height=size.get("height"),
        align=alignment(element),
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


def _size(element: MdcElement) -> dict[str, float]:
    """Return the size that the page asks for: its width in pixels or in percent of the line, else its height.

    A picture keeps its proportions, as on sites whose style sheet has ``height: auto``.
    """
    found = _LENGTH.fullmatch(declared(element, "width") or str(element.props.get("width", "")).strip().lower())
    if found and float(found[1]):
        if found[2] == "%":
            return {"percent": min(100.0, float(found[1]))}
        return {"width": float(found[1]) * _PIXELS[found[2] or "px"]}
    found = _LENGTH.fullmatch(declared(element, "height") or str(element.props.get("height", "")).strip().lower())
    if found and float(found[1]) and found[2] != "%":
        return {"height": float(found[1]) * _PIXELS[found[2] or "px"]}
    return {}


def alignment(element: MdcElement) -> Align:
    """Return the side that an element asks for, by ``align``, its style, or a class of Tailwind."""
    classes = str(element.props.get("class") or "").split()
    asked = (
        *(declared(element, name) for name in ("float", "text-align")),
        str(element.props.get("align") or "").lower(),
        "center" if declared(element, "margin", "margin-inline", "margin-left").endswith("auto") else "",
        *(_CLASSES.get(name, "") for name in classes),
        "center" if element.tag == "center" else "",
    )
    return next((_SIDES[one] for one in asked if one in _SIDES), "")


def aligned(items: Items, align: Align) -> Items:
    """Return items with pictures that stand alone in their line on a side, unless they ask for another."""
    return [_aligned(item, align) for item in items] if align else items


def _aligned(item: Block | Inline, align: Align) -> Block | Inline:
    match item:
        case Image(align=""):
            return replace(item, align=align)
        case Figure(image=Image(align="") as image):
            return replace(item, image=replace(image, align=align))
        case Paragraph(children=(Image(align="") as image,)):
            return replace(item, children=(replace(image, align=align),))
        case Link(children=(Image(align="") as image,)):
            return replace(item, children=(replace(image, align=align),))
        case _:
            return item


def among_words(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the inlines of a line; a picture that has words beside it stands where it stands among them."""
    if len(inlines) < 2:
        return inlines
    return tuple(replace(node, align="") if isinstance(node, Image) and node.align else node for node in inlines)
