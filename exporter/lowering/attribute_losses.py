"""Losses of words in attributes: a finding for each that no format shows, at its place."""

from collections.abc import Iterable, Iterator

from exporter.lowering import codes
from exporter.lowering.attribute_text import TEXT_ATTRIBUTES, captioned, is_hidden, place, written
from exporter.lowering.context import Lowering
from exporter.lowering.elements import ELEMENTS
from exporter.markdown.tree import MdcElement, MdcNode

# Elements that have a finding of their own, or whose words replace what is not shown.
REPORTED_ELSEWHERE = frozenset(
    {
        *("form", "input", "select", "textarea", "option", "optgroup", "datalist", "progress", "meter", "dialog"),
        *("iframe", "video", "audio", "embed", "object", "frame", "frameset", "applet", "portal", "svg"),
        *("canvas", "script", "style", "link", "meta", "base", "title", "head", "noscript"),
    }
)
# The ones among them whose content browsers do not show.
UNSEEN_INSIDE = frozenset(
    {
        *("iframe", "video", "audio", "object", "svg", "math", "canvas"),
        *("script", "style", "head", "title", "noscript"),
    }
)
ABBREVIATIONS = frozenset({"abbr", "acronym", "dfn"})


def report_attributes(lowering: Lowering, nodes: Iterable[MdcNode]) -> None:
    """Report each attribute with words that the elements of ``nodes`` have and no format shows."""
    stack: list[tuple[MdcNode, MdcElement | None]] = [(node, None) for node in nodes]
    stack.reverse()
    while stack:
        node, parent = stack.pop()
        if not isinstance(node, MdcElement) or "dataFootnoteBackref" in node.props:
            continue
        takes_props = _takes_props(lowering, node)
        if is_hidden(node) and not takes_props:
            continue
        if not takes_props and node.tag not in REPORTED_ELSEWHERE:
            for name in _lost(node, parent):
                message = f"<{node.tag}>: its '{written(name)}' is not shown"
                lowering.report(codes.LOSS_ATTRIBUTE, message, place(node, name), subject=node.tag)
        if takes_props or node.tag not in UNSEEN_INSIDE:
            stack.extend((child, node) for child in node.children[::-1])


def _takes_props(lowering: Lowering, element: MdcElement) -> bool:
    """Whether it is a component, known or unknown: components report their props themselves."""
    html = element.tag.removeprefix("prose-") in ELEMENTS
    if (element.component or not html) and lowering.registry.find(element.tag) is not None:
        return True
    return not html and (element.component or "-" in element.tag)


def _lost(element: MdcElement, parent: MdcElement | None) -> Iterator[str]:
    for name in TEXT_ATTRIBUTES:
        if not str(element.props.get(name) or element.props.get(f":{name}") or "").strip():
            continue
        if name == "title" and _shows_title(element, parent):
            continue
        if name == "ariaLabel" and element.tag == "math":  # where formulas are spoken; elsewhere their source is shown
            continue
        if name == "alt" and element.tag in ("img", "image", "area"):
            continue
        yield name


def _shows_title(element: MdcElement, parent: MdcElement | None) -> bool:
    if element.tag == "a":
        return bool(element.props.get("href"))
    if element.tag in ("img", "image"):
        return parent is not None and captioned(parent) is element
    return element.tag in ABBREVIATIONS
