"""What every table has: its width and place, columns that stay as wide as they are, and a direction (17.4.59)."""

from collections.abc import Iterable, Sequence

from exporter.backends.docx.writing import Place, Writing
from exporter.model.languages import language_of
from exporter.ooxml.elements import Element, element, properties


def grid(writing: Writing, place: Place, widths: Sequence[int], look: Iterable[Element | None]) -> Element:
    """A table with columns of these widths, and ``look`` beside what every table has; it has no rows yet."""
    shared = [
        element("w:tblW", w=sum(widths), type="dxa"),
        element("w:tblInd", w=place.left, type="dxa") if place.left else None,
        element("w:tblLayout", type="fixed"),
        element("w:bidiVisual") if language_of(writing.document.language).right_to_left else None,
    ]
    columns = (element("w:gridCol", w=width) for width in widths)
    return element("w:tbl", properties("w:tblPr", [*shared, *look]), element("w:tblGrid", *columns))


def table_look(*, head: bool = False, foot: bool = False, first_column: bool = False) -> Element:
    """Which parts of its style a table shows (17.4.55); rows and columns are never banded."""
    flags = {"firstRow": head, "lastRow": foot, "firstColumn": first_column, "lastColumn": False}
    value = 0x20 * head + 0x40 * foot + 0x80 * first_column + 0x600
    bits = {name: int(on) for name, on in flags.items()}
    return element("w:tblLook", val=f"{value:04X}", **bits, noHBand=1, noVBand=1)
