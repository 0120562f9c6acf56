"""Footnotes: the site's ``section.footnotes`` and the marks that lead to it (mdast-util-to-hast, ``footer``)."""

from exporter.lowering.context import Items, Lowering
from exporter.lowering.text import whole_number
from exporter.markdown.tree import MdcElement, MdcNode, MdcText
from exporter.model.characters import CONTROL
from exporter.model.document import Footnote
from exporter.model.nodes import FootnoteReference, Paragraph

NOTE_ID = "user-content-fn-"


def is_section(element: MdcElement) -> bool:
    """Whether an element is the section of a page's footnotes."""
    return element.tag == "section" and "dataFootnotes" in element.props


def reference(element: MdcElement) -> MdcElement | None:
    """Return the link of a footnote's mark if ``element`` is it, or the ``sup`` around it.

    In another link it stands alone: HTML knows no link in a link (HTML standard, 13.2.6.4.7).
    """
    if element.tag == "a" and "dataFootnoteRef" in element.props:
        return element
    inside = [c for c in element.children if isinstance(c, MdcElement)]
    if element.tag == "sup" and len(inside) == 1 and "dataFootnoteRef" in inside[0].props:
        return inside[0]
    return None


def is_footnote_part(element: MdcElement) -> bool:
    """Whether the site's parser made the element, with its id, for a footnote."""
    return is_section(element) or reference(element) is not None


def lower_reference(lowering: Lowering, element: MdcElement, link: MdcElement) -> Items:
    """Lower a footnote's mark."""
    label = _label(str(link.props.get("href", "")).removeprefix("#"))
    words = "".join(c.value for c in link.children if isinstance(c, MdcText))
    return [FootnoteReference(label=label, number=whole_number(words) or 1, pos=lowering.pos(element.span))]


def _label(note_id: str) -> str:
    return CONTROL.sub("", note_id.removeprefix(NOTE_ID))


def lower_section(lowering: Lowering, section: MdcElement) -> Items:
    """Move the items of the section to the page's footnotes; nothing stays in the flow."""
    for child in section.children:
        if isinstance(child, MdcElement) and child.tag == "ol":
            for item in child.children:
                if isinstance(item, MdcElement) and item.tag == "li":
                    _note(lowering, item)
    return []


def _note(lowering: Lowering, item: MdcElement) -> None:
    label = _label(str(item.props.get("id", "")))
    blocks = lowering.blocks(_without_back_links(item.children))
    shown = tuple(b for b in blocks if not (isinstance(b, Paragraph) and not b.children))
    number = len(lowering.footnotes) + 1
    lowering.footnotes.append(Footnote(label=label, number=number, children=shown))


def _without_back_links(nodes: list[MdcNode]) -> list[MdcNode]:
    kept: list[MdcNode] = []
    for node in nodes:
        if not isinstance(node, MdcElement):
            kept.append(node)
        elif "dataFootnoteBackref" not in node.props:
            inside = _without_back_links(node.children) if node.tag == "p" else node.children
            kept.append(MdcElement(node.tag, node.props, inside, node.span, node.places, node.component, node.yaml))
    return kept
