"""Runs (ECMA-376 part 1, 17.3.2): text with one set of properties, breaks, and fields (17.16)."""

import re
from collections.abc import Iterable
from copy import deepcopy

from exporter.ooxml.elements import Element, clean, element, properties

_PIECES = re.compile(r"[\t\n]|[^\t\n]+")
_BREAKS = {"\t": "w:tab", "\n": "w:br"}


def text(words: str, *formatting: Element | None, deleted: bool = False) -> Element:
    """Return a run that shows ``words``; tabs and line feeds become elements."""
    run = element("w:r", properties("w:rPr", formatting))
    name = "w:delText" if deleted else "w:t"
    for piece in _PIECES.findall(clean(words)):
        if piece in _BREAKS:
            run.append(element(_BREAKS[piece]))
            continue
        part = element(name, xml_space="preserve" if piece != piece.strip() or "  " in piece else None)
        part.text = piece
        run.append(part)
    return run


def around(child: Element, *formatting: Element | None) -> Element:
    """Return a run around one element: a drawing, a footnote mark."""
    return element("w:r", properties("w:rPr", formatting), child)


def field(
    instruction: str, result: Iterable[Element], *formatting: Element | None, dirty: bool = False
) -> list[Element]:
    """Return the runs of a field with the result to show until Word updates it (17.16.2).

    The exporter alone writes ``instruction``: words of a page never come into a field code.
    """
    code = element("w:instrText", xml_space="preserve")
    code.text = f" {instruction} "
    begin = element("w:fldChar", fldCharType="begin", dirty="true" if dirty else None)
    return [
        around(begin, *map(deepcopy, formatting)),
        around(code, *map(deepcopy, formatting)),
        around(element("w:fldChar", fldCharType="separate"), *map(deepcopy, formatting)),
        *result,
        around(element("w:fldChar", fldCharType="end"), *map(deepcopy, formatting)),
    ]
