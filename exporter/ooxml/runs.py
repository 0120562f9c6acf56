"""Runs (ECMA-376 part 1, 17.3.2): text with one set of properties, breaks, and fields (17.16)."""

import re
from collections.abc import Iterable
from copy import deepcopy

from exporter.ooxml.elements import Element, clean, element, properties

_PIECES = re.compile(r"[\t\n]|[^\t\n]+")
_BREAKS = {"\t": "w:tab", "\n": "w:br"}


def text(words: str, *look: Element | None, deleted: bool = False) -> Element:
    """A run that shows ``words``: a tab and a line feed become the elements for them."""
    run = element("w:r", properties("w:rPr", look))
    name = "w:delText" if deleted else "w:t"
    for piece in _PIECES.findall(clean(words)):
        if piece in _BREAKS:
            run.append(element(_BREAKS[piece]))
            continue
        part = element(name, xml_space="preserve" if piece != piece.strip() or "  " in piece else None)
        part.text = piece
        run.append(part)
    return run


def holding(child: Element, *look: Element | None) -> Element:
    """A run around one element: a drawing, a footnote mark."""
    return element("w:r", properties("w:rPr", look), child)


def field(instruction: str, result: Iterable[Element], *look: Element | None, dirty: bool = False) -> list[Element]:
    """A field with the result that stands there until Word updates it (17.16.2).

    ``instruction`` is written by the exporter alone: words of a page never come into a field code.
    """
    code = element("w:instrText", xml_space="preserve")
    code.text = f" {instruction} "
    begin = element("w:fldChar", fldCharType="begin", dirty="true" if dirty else None)
    return [
        holding(begin, *map(deepcopy, look)),
        holding(code, *map(deepcopy, look)),
        holding(element("w:fldChar", fldCharType="separate"), *map(deepcopy, look)),
        *result,
        holding(element("w:fldChar", fldCharType="end"), *map(deepcopy, look)),
    ]
