"""Lists: items, first number, task lists, description lists."""

from collections.abc import Iterator
from typing import Any

from exporter.lowering import codes
from exporter.lowering.anchors import blocks_with_ids, line_with_id
from exporter.lowering.context import Items, Lowering
from exporter.lowering.links import prop_place
from exporter.markdown.tree import MdcElement, MdcNode, MdcText
from exporter.model.nodes import Block, Container, List, ListItem

LARGEST_START = 32_767  # Word's w:start is a signed 16-bit number in practice (ECMA-376, 17.9.25)


def lower_list(lowering: Lowering, element: MdcElement) -> Items:
    """Lower a ``ul`` or ``ol``."""
    lowering.list_depth += 1
    try:
        if lowering.list_depth > lowering.limits.lists:
            lowering.report(
                codes.DEPTH, f"lists nested more than {lowering.limits.lists} deep", element.span, "make them flatter"
            )
            return words_alone(lowering, element)
        return _list(lowering, element)
    finally:
        lowering.list_depth -= 1


def _list(lowering: Lowering, element: MdcElement) -> Items:
    items = [item for item in (_item(lowering, child) for child in element.children) if item is not None]
    if not items:
        return []
    ordered = element.tag == "ol"
    if ordered:
        _report_numbering(lowering, element)
    node = List(
        items=tuple(items),
        ordered=ordered,
        start=_start(element.props.get("start", 1)) if ordered else 1,
        tight=not any(_has_paragraph(c) for c in element.children),
        role="tasks" if all(i.checked is not None for i in items) else "",
        pos=lowering.pos(element.span),
    )
    return [node]


def _report_numbering(lowering: Lowering, element: MdcElement) -> None:
    """Report numbers that the site shows and a document counts otherwise (HTML, sections 4.4.5 and 4.4.8)."""
    written = str(element.props.get("start", 1)).strip()
    losses: list[tuple[MdcElement, str, str]] = []
    if "reversed" in element.props and element.props["reversed"] is not False:
        losses.append((element, "reversed", "it counts down on the website, but up in the document"))
    if str(element.props.get("type", "1")) in ("a", "A", "i", "I"):
        losses.append((element, "type", "it has letters or Roman numerals on the website, but numbers in the document"))
    if written != str(_start(written)):
        losses.append(
            (element, "start", f"it starts at {written} on the website, but at {_start(written)} in the document")
        )
    for item in element.children:
        if isinstance(item, MdcElement) and item.tag == "li" and item.props.get("value") is not None:
            losses.append(
                (item, "value", f"an item has the number {item.props['value']} on the website, but not in the document")
            )
    for at, name, message in losses:
        lowering.report(codes.LOSS_LIST, f"<{at.tag}>: {message}", prop_place(at, name), subject=at.tag)


def _item(lowering: Lowering, node: MdcNode) -> ListItem | None:
    """Lower an ``li``, or other content of the list that shows something."""
    if isinstance(node, MdcElement) and node.tag == "li":
        checked, children = _task(node.children)
        blocks = blocks_with_ids(lowering, [node], lowering.blocks(children))
        return ListItem(children=blocks, checked=checked, pos=lowering.pos(node.span))
    blocks = lowering.blocks([node])
    return ListItem(children=blocks, pos=lowering.pos(node.span)) if blocks else None


def _task(children: list[MdcNode]) -> tuple[bool | None, list[MdcNode]]:
    """Return the state of a task list item's box (GFM, section 5.3), and the item without the box."""
    for i, child in enumerate(children):
        if not isinstance(child, MdcElement):
            continue
        if child.tag == "input" and child.props.get("type") == "checkbox":
            return bool(child.props.get("checked")), [*children[:i], *children[i + 1 :]]
        if child.tag == "p" and i == 0:
            checked, inside = _task(child.children)
            if checked is not None:
                paragraph = MdcElement(child.tag, child.props, inside, child.span)
                return checked, [paragraph, *children[1:]]
        return None, children
    return None, children


def _has_paragraph(node: MdcNode) -> bool:
    if not isinstance(node, MdcElement):
        return False
    return any(isinstance(c, MdcElement) and c.tag == "p" for c in node.children)


def _start(value: Any) -> int:
    try:
        return max(0, min(int(value), LARGEST_START))
    except (TypeError, ValueError):
        return 1


def lower_descriptions(lowering: Lowering, element: MdcElement) -> Items:
    """Lower a ``dl`` to a container of its terms, each with its descriptions."""
    items = tuple(_described(lowering, element))
    return [Container(role="descriptions", children=items, pos=lowering.pos(element.span))] if items else []


def _described(lowering: Lowering, element: MdcElement) -> Iterator[Container]:
    """Yield the terms with their descriptions; content outside of both has no term."""
    term: MdcElement | None = None
    inside: list[MdcNode] = []
    for child in (*_groups(element), None):
        if isinstance(child, MdcElement) and child.tag == "dd":
            inside.append(child)
            continue
        if term is not None or inside:
            yield from _description(lowering, term, inside)
        term, inside = (child, []) if isinstance(child, MdcElement) and child.tag == "dt" else (None, [])
        if child is not None and term is None:
            yield from _description(lowering, None, [child])


def _groups(element: MdcElement) -> Iterator[MdcNode]:
    """Yield the terms and descriptions of a list; groups of them may stand in ``div`` (HTML, section 4.4.9)."""
    for child in element.children:
        if isinstance(child, MdcElement) and child.tag == "div":
            yield from _groups(child)
        else:
            yield child


def _description(lowering: Lowering, term: MdcElement | None, nodes: list[MdcNode]) -> Iterator[Container]:
    title = line_with_id(lowering, term, lowering.inlines(term.children)) if term else ()
    blocks = tuple(block for node in nodes for block in _description_blocks(lowering, node))
    if title or blocks:
        pos = lowering.pos(term.span) if term else blocks[0].pos
        yield Container(role="description", title=title, children=blocks, pos=pos)


def _description_blocks(lowering: Lowering, node: MdcNode) -> tuple[Block, ...]:
    if isinstance(node, MdcElement) and node.tag == "dd":
        return blocks_with_ids(lowering, [node], lowering.blocks(node.children))
    return lowering.blocks([node])


def words_alone(lowering: Lowering, element: MdcElement) -> Items:
    """Return all words of an element, however deep, joined by blanks: the replacement for too deep nesting."""
    words = []
    stack: list[MdcNode] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, MdcText):
            words.append(node.value)
        elif isinstance(node, MdcElement):
            stack.extend(node.children[::-1])
    text = " ".join(words)
    return [lowering.generated(text, element.span)] if text.strip() else []
