"""Drawings (SVG): read with limits, reduced to drawing elements, refused if they have scripts or references.

The checked tree is written anew, so that renderers see no other bytes. Nothing in it runs, moves or refers to anything
outside the file (https://www.w3.org/TR/SVG2/). An element that cannot be drawn is left out, and a loss names it.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from typing import Any

import resvg_py
from lxml import etree

from exporter.assets import svg_labels
from exporter.assets.errors import BadPicture
from exporter.assets.picture_limits import Fonts, PictureLimits
from exporter.assets.raster import embedded
from exporter.assets.svg_complexity import check_complexity
from exporter.assets.svg_css import plain_rules
from exporter.assets.svg_vector import is_true_as_vectors
from exporter.diagnostics import counted, shortened
from exporter.model.document import Asset
from exporter.model.limit import raised

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
# Pixels of the PNG for one CSS pixel of the drawing: 288 dots an inch.
SCALE = 3
# Elements that run something are refused; others are left out, with a loss unless they only move, describe or link.
DRAWN = frozenset(
    {"svg", "g", "defs", "symbol", "use", "switch", "style", "title", "desc", "text", "tspan", "textPath", "stop"}
    | {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "linearGradient", "radialGradient"}
    | {"clipPath", "mask", "pattern", "marker", "image", "filter"}
    | {f"fe{name}" for name in ("Blend", "ColorMatrix", "ComponentTransfer", "Composite", "ConvolveMatrix", "Flood")}
    | {f"fe{name}" for name in ("DiffuseLighting", "DisplacementMap", "DistantLight", "DropShadow", "FuncA", "FuncB")}
    | {f"fe{name}" for name in ("FuncG", "FuncR", "GaussianBlur", "Merge", "MergeNode", "Morphology", "Offset")}
    | {f"fe{name}" for name in ("PointLight", "SpecularLighting", "SpotLight", "Tile", "Turbulence")}
)
REFUSED = frozenset({"script", "handler", "listener", "iframe", "object", "embed", "audio", "video"})
LEFT_OUT = frozenset({"a", "metadata", "view", "cursor", "set", "animate", "animateMotion", "animateTransform"})
SELECTOR = 50  # words of a selector or rule: renderers try longer ones on every element in every way
WORDS = 20_000  # characters of a drawing's text; more took a minute to lay out
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*>", re.IGNORECASE)
_URL = re.compile(r"url\(\s*['\"]?\s*([^'\")]*)", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def is_svg(name: str, data: bytes) -> bool:
    """Whether the file's name or its first bytes are those of an SVG."""
    return name.lower().endswith(".svg") or data.lstrip()[:256].lstrip(codecs.BOM_UTF8).startswith((b"<?xml", b"<svg"))


def read_svg(name: str, data: bytes, limits: PictureLimits, fonts: Fonts | None = None) -> Asset:
    """Return the drawing, and a PNG of it for formats that show no SVG. Raises ``BadPicture``."""
    if len(data) > limits.svg_bytes:
        more = raised("assets", "svg_bytes", limits.svg_bytes, len(data))
        hint = f"at most {counted(limits.svg_bytes, 'byte')}: save it as PNG, or allow more: {more}"
        raise BadPicture(f"the drawing is too large ({counted(len(data), 'byte')})", hint)
    root = _parse(data)
    width, height = _size(root, limits)
    losses = tuple(dict.fromkeys(_clean(root, limits, width)))
    etree.cleanup_namespaces(root)
    clean = etree.tostring(root, encoding="utf-8")
    words = _words(root)
    return Asset(
        name=name,
        media_type="image/svg+xml",
        data=clean,
        width=width,
        height=height,
        vector=is_true_as_vectors(root),
        losses=losses,
        words=words,
        fallback=_png(clean, width, height, limits, _fonts(words, fonts)),
    )


def _parse(data: bytes) -> etree._Element:
    """Return the drawing's tree; leave out a document type that only names SVG, refuse one with declarations."""
    plain = _DOCTYPE.sub(b"", data, count=1)
    if b"<!DOCTYPE" in plain.upper() or b"<!ENTITY" in plain.upper():
        raise BadPicture("the drawing declares entities", "save it as plain SVG")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True, remove_comments=True
    )
    try:
        root = etree.fromstring(plain, parser)
    except etree.XMLSyntaxError as error:
        raise BadPicture(f"the drawing is broken ({error.msg})", "save it again with a drawing program") from error
    if root.getroottree().docinfo.internalDTD is not None:  # in an encoding that the search for ASCII above misses
        raise BadPicture("the drawing declares a document type", "save it as plain SVG in UTF-8")
    if root.tag != f"{{{SVG}}}svg":
        raise BadPicture("the file is not an SVG drawing", f'its root element must be <svg xmlns="{SVG}">')
    return root


def _clean(root: etree._Element, limits: PictureLimits, width: float) -> Iterator[str]:
    """Remove elements that draw nothing, and yield what is lost with others. Raises ``BadPicture``."""
    svg_labels.resolve_switches(root)
    yield from svg_labels.as_text(root)
    yield from _clean_inside(root, limits)
    _clean_style(root, width)
    check_complexity(root, limits)


def _clean_inside(element: etree._Element, limits: PictureLimits) -> Iterator[str]:
    """Clean one element and its descendants; the parser keeps the depth below 256."""
    _clean_attributes(element, limits)
    for child in list(element):
        name = _local(child)
        if name is None or (name in LEFT_OUT and name != "a"):
            _leave_out(child)
        elif name == "a":
            _make_group(child)
            yield from _clean_inside(child, limits)
        elif name in DRAWN:
            yield from _clean_inside(child, limits)
        elif name in REFUSED:
            raise BadPicture(f"the drawing has a <{name}> element", "save it as plain SVG, or as PNG")
        else:
            yield f"the drawing's <{name}> is left out"
            _leave_out(child)


def _local(element: etree._Element) -> str | None:
    """Return the name of an SVG element; None for elements of other vocabularies (a drawing program's notes)."""
    if not isinstance(element.tag, str):
        return None
    name = etree.QName(element)
    return name.localname if name.namespace == SVG else None


def _leave_out(element: etree._Element) -> None:
    """Remove an element with its content; lxml would remove the text behind it too."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + (element.tail or "")
    else:
        before.tail = (before.tail or "") + (element.tail or "")
    parent.remove(element)


def _make_group(link: etree._Element) -> None:
    """Turn a link into a group of its content."""
    link.tag = f"{{{SVG}}}g"
    for key in ("href", f"{{{XLINK}}}href", "target"):
        link.attrib.pop(key, "")


def _clean_attributes(element: etree._Element, limits: PictureLimits) -> None:
    for key, value in [(str(k), str(v)) for k, v in element.attrib.items()]:
        name = etree.QName(key)
        if name.localname.lower().startswith("on"):
            raise BadPicture(f"the drawing has a script ({name.localname})", "save it as plain SVG, or as PNG")
        if name.localname == "href" and name.namespace in (None, XLINK):
            if _local(element) == "image":
                element.attrib[key] = embedded(value, limits)
            elif not value.startswith("#"):
                raise BadPicture(f"the drawing refers to '{shortened(value)}'", "embed it as paths, or save it as PNG")
        elif name.namespace not in (None, SVG, "http://www.w3.org/XML/1998/namespace") or name.localname == "content":
            del element.attrib[key]
        elif not _stays_inside(value):
            raise BadPicture(f"the drawing refers to '{shortened(value)}'", "embed it as paths, or save it as PNG")


def _stays_inside(css: str) -> bool:
    """Whether every ``url()`` refers to a part of the drawing."""
    return "\\" not in css and all(address.startswith("#") for address in _URL.findall(css))


def _clean_style(root: etree._Element, width: float) -> None:
    for style in root.iter(f"{{{SVG}}}style"):
        css = style.text = plain_rules("".join(str(t) for t in style.itertext()), width)
        if any(len(selector.split()) > SELECTOR for selector in re.split(r"[{},]", css)):
            raise BadPicture(
                "the drawing's style sheet has a selector that is too long", "save it as plain SVG, or as PNG"
            )
        if not _stays_inside(css) or len(style):
            raise BadPicture("the drawing's style sheet refers to other files", "save it as plain SVG, or as PNG")


def _size(root: etree._Element, limits: PictureLimits) -> tuple[float, float]:
    """Return width and height in CSS pixels, from the attributes or the view box, and write them to the root."""
    box = [float(n) for n in _NUMBER.findall(root.get("viewBox", ""))]
    width, height = _length(root.get("width")), _length(root.get("height"))
    if len(box) == 4 and min(box[2:]) > 0:
        if width is None:
            width = height * box[2] / box[3] if height is not None else box[2]
        height = width * box[3] / box[2] if height is None else height
    width, height = width or 300.0, height or 150.0
    if not (0 < width <= limits.side and 0 < height <= limits.side):
        raise BadPicture(f"the drawing's size is {width:g} x {height:g} pixels", "give it a usual width and height")
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    return width, height


_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


def _length(value: str | None) -> float | None:
    """Return a length in CSS pixels; None if it is missing or relative (``100%``)."""
    number = _NUMBER.match((value or "").strip())
    if number is None or value is None:
        return None
    unit = value.strip()[number.end() :].strip().lower()
    return float(number[0]) * _UNITS[unit] if unit in _UNITS else None


def _words(root: etree._Element) -> str:
    words = "".join(str(text) for element in root.iter(f"{{{SVG}}}text") for text in element.itertext())
    if len(words) > WORDS:
        raise BadPicture(
            f"the drawing has {counted(len(words), 'character')} of text", f"at most {WORDS:,}, or save it as PNG"
        )
    return words


def _fonts(words: str, fonts: Fonts | None) -> dict[str, Any]:
    """Return resvg's font arguments, empty for a drawing without words; resvg ignores unknown families."""
    if fonts is None or not words.strip():
        return {}
    usual = dict.fromkeys(
        ("font_family", "serif_family", "sans_serif_family", "cursive_family", "fantasy_family"), fonts.text
    )
    return {**usual, "monospace_family": fonts.code, "font_files": [str(file) for file in fonts.files(words)]}


def _png(data: bytes, width: float, height: float, limits: PictureLimits, fonts: Mapping[str, Any]) -> bytes:
    scale = min(SCALE, limits.print_width / width, limits.print_height / height)
    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=data.decode("utf-8"),
                width=max(1, round(width * scale)),
                height=max(1, round(height * scale)),
                skip_system_fonts=True,
                **fonts,
            )
        )
    except ValueError as error:
        raise BadPicture(f"the drawing cannot be shown ({error})", "save it as PNG") from error
