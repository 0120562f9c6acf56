"""The shape of a finished tag tree: heading order, and the parts of lists and tables.

The conditions of the mark look at the model. A theme's own templates may write other elements than the model says, and
only the tags show that. Numbers are Matterhorn checkpoints.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from exporter.backends.pdf.structure import StructureTree

_PARTS = frozenset({"/THead", "/TBody", "/TFoot"})
_KIDS: Mapping[str, frozenset[str]] = {  # 09-004 to 09-008
    "/Table": _PARTS | {"/TR", "/Caption"},
    **dict.fromkeys(_PARTS, frozenset({"/TR"})),
    "/TR": frozenset({"/TH", "/TD"}),
    "/L": frozenset({"/L", "/LI", "/Caption"}),
    "/LI": frozenset({"/Lbl", "/LBody"}),
    "/TOC": frozenset({"/TOC", "/TOCI", "/Caption"}),
}
_PARENTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("/TH", "/TD"), frozenset({"/TR"})),
    "/TR": _PARTS | {"/Table"},
    **dict.fromkeys(_PARTS, frozenset({"/Table"})),
    "/LI": frozenset({"/L"}),
    "/LBody": frozenset({"/LI"}),
    "/TOCI": frozenset({"/TOC"}),
}
_LEVELS = {f"/H{level}": level for level in range(1, 7)}


def fault(tree: StructureTree) -> str:
    """Return the first fault of the tree; empty if there is none."""
    level = 0
    for element in _walk(tree, tree.document):
        kind = element["S"]
        for inner in tree.elements(element):
            if inner["S"] not in _KIDS.get(kind, {inner["S"]}) or kind not in _PARENTS.get(inner["S"], {kind}):
                return f"an element {inner['S'][1:]} stands in {kind[1:]}"
        if kind == "/Table" and not _is_regular(tree, element):
            return "rows of a table are of different widths"  # 15-003
        if kind in _LEVELS:
            if _LEVELS[kind] > level + 1:
                return f"a heading of level {_LEVELS[kind]} stands under one of level {level}"  # 14-003
            level = _LEVELS[kind]
    return ""


def _walk(tree: StructureTree, element: Any) -> Iterator[Any]:
    """Yield an element and those in it, in reading order."""
    waiting = [element]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += list(tree.elements(element))[::-1]


def _is_regular(tree: StructureTree, table: Any) -> bool:
    """Whether all rows are equally wide, spans counted, and no span leaves the table."""
    parts = [part for part in tree.elements(table) if part["S"] != "/Caption"]
    rows = [row for part in parts for row in ([part] if part["S"] == "/TR" else tree.elements(part))]
    spanned: Counter[int] = Counter()  # columns of a row that cells of the rows above fill
    widths = set()
    for at, row in enumerate(rows):
        spans = [(a.get("ColSpan", 1), a.get("RowSpan", 1)) for cell in tree.elements(row) for a in [cell.get("A", {})]]
        widths.add(spanned[at] + sum(columns for columns, _ in spans))
        for columns, down in spans:
            spanned.update(dict.fromkeys(range(at + 1, at + down), columns))
    return len(widths) <= 1 and all(at < len(rows) for at in spanned)
