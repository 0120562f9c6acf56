"""The last step of the site's parser (@nuxtjs/mdc, ``parser/compiler``): drop empty nodes, give headings their ids."""

import re

from exporter.markdown.html.element_names import HEADINGS
from exporter.markdown.tree import NOWHERE, MdcElement, MdcNode, MdcText, SourceSpan, plain_text
from exporter.model.slugs import Slugs, heading_id

_BREAKS = re.compile(r"\n*\Z")


def compile_tree(parent: MdcElement, slugs: Slugs) -> None:
    """Drop empty nodes, unwrap paragraphs in items, number headings, and widen each span to hold its children's."""
    children: list[MdcNode] = []
    ended = None  # where the paragraph before ends
    for child in parent.children:
        if isinstance(child, MdcElement):
            if child.tag in HEADINGS:
                child.props["id"] = heading_id(str(child.props.get("id") or slugs.numbered(plain_text(child))))
            if "." in child.tag or "#" in child.tag:
                _take_selector(child)
            compile_tree(child, slugs)
            if child.tag == "p" and parent.tag == "li":  # empty ones too
                if ended is not None:
                    start = max(ended, *(c.span.end for c in children[-1:]))
                    children.append(MdcElement("br", span=SourceSpan(min(start, child.span.start), child.span.start)))
                children.extend(child.children)
                ended = child.span.end
                continue
            if child.tag == "p" and all(isinstance(c, MdcText) and not c.value.strip() for c in child.children):
                continue
        elif isinstance(child, MdcText) and _BREAKS.match(child.value):
            continue
        children.append(child)
    parent.children = children
    parent.span = _around(parent.span, children)
    if parent.span != NOWHERE:
        _settle(children, parent.span.start)


def _take_selector(element: MdcElement) -> None:
    """Split a name in raw HTML such as ``tabs.item`` into tag, classes and id (npm package hastscript)."""
    element.tag, *parts = re.split(r"(?=[.#])", element.tag)
    classes = [part[1:] for part in parts if part[0] == "." and part[1:]]
    own = element.props.get("class")
    if classes:
        element.props["class"] = " ".join([*classes, *([str(own)] if own else [])])
    for part in parts:
        if part[0] == "#" and part[1:]:
            element.props.setdefault("id", part[1:])


def _settle(children: list[MdcNode], at: int) -> None:
    """Place empty copies of elements behind the node before them."""
    for child in children:
        if child.span == NOWHERE and isinstance(child, MdcElement):
            child.span = SourceSpan(at, at)
            _settle(child.children, at)
        at = child.span.end


def _around(span: SourceSpan, children: list[MdcNode]) -> SourceSpan:
    """Return a span that holds the children's: HTML may have moved them; a copied element has no span of its own."""
    spans = [child.span for child in children if child.span != NOWHERE]
    if span != NOWHERE:
        spans.append(span)
    return SourceSpan(min(s.start for s in spans), max(s.end for s in spans)) if spans else NOWHERE
