"""The text of the reference document: a line in each style, so that whoever edits one sees what it does.

It comes into no other file.
"""

from collections.abc import Iterable, Iterator

from exporter.backends.docx.style import Style, style_id
from exporter.ooxml import runs
from exporter.ooxml.elements import Element, element, properties

_UNSEEN = ("Table End", "Normal Table", "No List", "Default Paragraph Font")
_COLUMN = 2400  # twips


def examples(styles: Iterable[Style]) -> Iterator[Element]:
    """A paragraph or a table for each style that shows."""
    for style in styles:
        if style.name not in _UNSEEN:
            yield from _EXAMPLES[style.kind](style)


def _paragraph(style: Style) -> Iterator[Element]:
    look = [element("w:pStyle", val=style_id(style.name))]
    yield element("w:p", properties("w:pPr", look), runs.text(style.name))


def _words(style: Style) -> Iterator[Element]:
    yield element("w:p", runs.text(style.name, element("w:rStyle", val=style_id(style.name))))


def _table(style: Style) -> Iterator[Element]:
    look = [
        element("w:tblStyle", val=style_id(style.name)),
        element("w:tblW", w=2 * _COLUMN, type="dxa"),
        element("w:tblLook", val="0620", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
    ]
    grid = element("w:tblGrid", *(element("w:gridCol", w=_COLUMN) for _ in range(2)))
    rows = (_row(style, head=True), _row(style, head=False))
    yield element("w:tbl", properties("w:tblPr", look), grid, *rows)
    yield element("w:p")


def _row(style: Style, *, head: bool) -> Element:
    mark = properties("w:trPr", [element("w:tblHeader")]) if head else None
    return element("w:tr", mark, *(_cell(style.name) for _ in range(2)))


def _cell(words: str) -> Element:
    width = properties("w:tcPr", [element("w:tcW", w=_COLUMN, type="dxa")])
    look = properties("w:pPr", [element("w:pStyle", val=style_id("Table Text"))])
    return element("w:tc", width, element("w:p", look, runs.text(words)))


_EXAMPLES = {"paragraph": _paragraph, "character": _words, "table": _table}
