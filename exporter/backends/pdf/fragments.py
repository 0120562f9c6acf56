"""Join the fragments of elements that page and column breaks divide.

WeasyPrint starts new elements on each page: a table over three pages is three tables, irregular if cells span rows
over a break; a list becomes several lists. In the finished tree each element of the page is one element, and the rows
that a table repeats at the top of a page are artifacts.
"""

from typing import Any

from exporter.backends.pdf.structure import ARTIFACT, StructureTree


def join_fragments(tree: StructureTree, element: Any) -> None:
    """Join the fragments among the kids of ``element``, and below."""
    kept: list[Any] = []
    by_source: dict[Any, Any] = {}
    growing: set[Any] = set()  # known to hold elements alone: a long one is checked once
    for kid in element["K"]:
        inner = tree.element(kid)
        source = getattr(inner, "source", None)
        key = (source, inner["S"]) if source is not None else None
        first = by_source.get(key)
        if first is None:
            kept.append(kid)
            if source is not None and source is not getattr(element, "source", None):
                by_source[key] = inner
        elif first["S"] == "/THead":
            inner["S"] = ARTIFACT
            kept.append(kid)
        elif not inner["K"]:
            continue  # the rest of a row on this page has nothing in this cell
        elif not first["K"] and _holds_elements(tree, inner):  # the cell begins on this page, its row on the one before
            tree.move(inner["K"], first)
            first["K"].extend(inner["K"])
            first["Pg"] = inner["Pg"]
        elif (key in growing or _holds_elements(tree, first)) and _holds_elements(tree, inner):
            growing.add(key)
            _append(tree, first, inner)
        else:
            kept.append(kid)
    element["K"][:] = kept
    for inner in tree.elements(element):
        join_fragments(tree, inner)


def _append(tree: StructureTree, first: Any, rest: Any) -> None:
    """Append the kids of ``rest`` to those of ``first``; join an anonymous box at the break with the one before."""
    kids = list(rest["K"])
    last, next_ = tree.element(first["K"][-1]), tree.element(kids[0])
    if _anonymous(first, last) and _anonymous(rest, next_) and last["S"] == next_["S"] and _joinable(tree, last, next_):
        _append(tree, last, next_)
        kids = kids[1:]
    for kid in kids:
        tree.element(kid)["P"] = first.reference
    first["K"].extend(kids)


def _anonymous(parent: Any, inner: Any) -> bool:
    source = getattr(inner, "source", None)
    return source is not None and source is getattr(parent, "source", None)


def _joinable(tree: StructureTree, last: Any, next_: Any) -> bool:
    return _holds_elements(tree, last) and _holds_elements(tree, next_)


def _holds_elements(tree: StructureTree, element: Any) -> bool:
    """Whether all kids are elements: marked content belongs to one page and stays with its element."""
    return bool(element["K"]) and all(tree.element(kid) is not None for kid in element["K"])
