"""Repairs of single elements of the tag tree: ``REPAIRS`` before their kids are repaired, ``complete`` after.

References: ISO 14289-1 (PDF/UA-1), ISO 32000-1 (PDF 1.7), and the Tagged PDF Best Practice Guide (PDF Association).
"""

from collections.abc import Callable, Mapping
from typing import Any

from exporter.backends.pdf.structure import SPLICED, Array, Dictionary, StructureTree

_PLAIN = frozenset({"Type", "S", "K", "Pg", "P"})  # keys that say nothing about the content
_HOLDS_TEXT = frozenset(
    {
        "/P",
        "/LBody",
        "/Lbl",
        "/TD",
        "/TH",
        "/Caption",
        "/Link",
        "/Code",
        "/Note",
        "/Span",
        "/Em",
        "/Strong",
        "/Div",
        "/Reference",
    }
    | {f"/H{level}" for level in range(1, 7)}
)
_INLINE = frozenset({"/Span", "/Link", "/Code", "/Reference", "/Figure", "/Em", "/Strong"})
_GROUPS = frozenset({"/Div", "/NonStruct"})


def is_superfluous(span: Any, parent: Any) -> bool:
    """Whether an element says nothing about its text, which the ``parent`` can have directly.

    A place that links lead to stays an element.
    """
    source = getattr(span, "source", None)
    return (
        span["S"] == "/Span"
        and parent["S"] in _HOLDS_TEXT
        and span.keys() <= _PLAIN
        and not (source is not None and source.get("id"))
    )


def kids_for(parent: Any, span: Any) -> list[Any]:
    """Return the kids of a superfluous element for its ``parent``: marked content of another page names its page."""
    if span["Pg"] == parent["Pg"]:
        return list(span["K"])
    return [_of_page(span["Pg"], kid) if isinstance(kid, int) else kid for kid in span["K"]]


def _of_page(page: Any, mark: int) -> Any:
    """Return a marked-content reference (ISO 32000-1, 14.7.4.3)."""
    return Dictionary({"Type": "/MCR", "Pg": page, "MCID": mark})


def is_rest_of_link(link: Any, before: Any) -> bool:
    """Whether a link goes on from the line above: it is one element with several annotations."""
    return (
        link["S"] == before["S"] == "/Link"
        and link["Pg"] == before["Pg"]
        and getattr(link, "source", None) is not None
        and link.source is getattr(before, "source", None)
    )


def complete(tree: StructureTree, element: Any) -> None:
    """Repair an element whose kids are repaired."""
    if element["S"] in _GROUPS:
        _put_caption_into_figure(tree, element)
        if element["K"] and all(_is_inline(tree, kid) for kid in element["K"]) and _has_words(tree, element):
            element["S"] = "/P"
    elif element["S"] == "/TOCI" and any(kid["S"] == "/Link" for kid in tree.elements(element)):
        element["K"] = Array([tree.add("/Reference", element, list(element["K"])).reference])


def _complete_list_item(tree: StructureTree, item: Any) -> None:
    """Make a list item a label and a body (ISO 14289-1, 7.6): other content goes into the body."""
    labels = [kid for kid in item["K"] if _kind(tree, kid) == "/Lbl"]
    rest = [kid for kid in item["K"] if kid not in labels]
    if rest and [element["S"] for element in map(tree.element, rest) if element is not None] != ["/LBody"]:
        for element in map(tree.element, rest):
            if element is not None and element["S"] == "/LBody":
                element["S"] = "/Div"
        rest = [tree.add("/LBody", item, rest).reference]
    item["K"] = Array(labels + rest)


def _kind(tree: StructureTree, kid: object) -> str:
    element = tree.element(kid)
    return "" if element is None else str(element["S"])


def _retag_list_of_notes(tree: StructureTree, element: Any) -> None:
    """Turn a list of notes into a division."""
    if any(kid["S"] == "/Note" for kid in tree.elements(element)):
        element["S"] = "/Div"
        element.pop("A", None)


def _splice_lines(tree: StructureTree, note: Any) -> None:
    """Put the lines of a note into the note itself: the box around them comes as a note of its own."""
    for kid in tree.elements(note):
        if kid["S"] == "/Note":
            kid["S"] = SPLICED


def _complete_table(tree: StructureTree, table: Any) -> None:
    """Make the foot of a table without a body, or else its head, the body (ISO 32000-1, 14.8.4.3.4)."""
    parts = {kid["S"]: kid for kid in tree.elements(table)}
    if "/TBody" not in parts and (part := parts.get("/TFoot") or parts.get("/THead")):
        part["S"] = "/TBody"


def _remove_headers(_: StructureTree, cell: Any) -> None:
    """Remove WeasyPrint's lists of headers, wrong behind a break: header cells have scopes (ISO 14289-1, 7.5)."""
    cell.pop("ID", None)
    attributes = cell.get("A")
    if attributes is not None:
        attributes.pop("Headers", None)
        if len(attributes) == 1:
            del cell["A"]


def _is_inline(tree: StructureTree, kid: object) -> bool:
    return _kind(tree, kid) in _INLINE or tree.element(kid) is None


def _has_words(tree: StructureTree, group: Any) -> bool:
    """Whether a group of inlines is more than pictures."""
    return any(_kind(tree, kid) != "/Figure" for kid in group["K"])


def _put_caption_into_figure(tree: StructureTree, group: Any) -> None:
    """Make the caption beside one picture a part of it, in its place before or behind the picture."""
    captions = [kid for kid in group["K"] if _kind(tree, kid) == "/Caption"]
    others = [kid for kid in group["K"] if kid not in captions]
    picture = tree.element(others[0]) if len(others) == 1 else None
    while picture is not None and picture["S"] in _GROUPS and len(picture["K"]) == 1:
        picture = tree.element(picture["K"][0])
    if picture is None or picture["S"] != "/Figure" or len(captions) != 1:
        return
    tree.element(captions[0])["P"] = picture.reference
    picture["K"].insert(0 if group["K"][0] is captions[0] else len(picture["K"]), captions[0])
    group["K"] = Array(others)


REPAIRS: Mapping[str, Callable[[StructureTree, Any], None]] = {
    "/LI": _complete_list_item,
    "/Table": _complete_table,
    "/L": _retag_list_of_notes,
    "/TD": _remove_headers,
    "/TH": _remove_headers,
    "/Note": _splice_lines,
}
