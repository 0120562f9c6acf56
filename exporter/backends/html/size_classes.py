"""CSS classes for cells, widths of columns and sizes of pictures: content never writes a style attribute."""

from collections.abc import Iterator, Mapping

from exporter.backends.html.formula_pictures import formula_rule
from exporter.backends.paging import LINE
from exporter.model.document import Asset, Document
from exporter.model.math import Math, ReadFormula
from exporter.model.nodes import Cell, Columns, Image, Table
from exporter.model.table_grid import Placed
from exporter.model.walk import every_node, plain_text

FEW = 3  # equal columns that leave room for words
# letters of a cell whose column gets room on a narrow screen: for some words, or for a line as long as the screen
WORDY = ((160, "sentences"), (40, "wordy"))


def column_class(node: Columns) -> str:
    """Return the class of these column widths: ``columns-1-3``, or ``columns-of-8`` for many equal ones."""
    if is_many(node.widths):
        return f"columns-of-{len(node.widths)}"
    return "-".join(["columns", *map(str, node.widths)])


def column_letters(node: Columns) -> list[float]:
    """Return the letters that a line of each column has room for on paper."""
    if is_many(node.widths):
        return [LINE / _side_by_side(len(node.widths))] * len(node.widths)
    return [LINE * width / max(1, sum(node.widths)) for width in node.widths]


def cell_classes(placed: Placed[Cell], numbers: Mapping[int, bool], *, screen: bool) -> str:
    """Return the classes of a cell in a table with these columns of numbers."""
    cell = placed.cell
    align = cell.align or ("right" if numbers.get(placed.start) else "")
    length = len(plain_text(cell.children)) if screen else 0
    names = (
        f"align-{align}" if align else "",
        "figures" if placed.start in numbers and not cell.scope else "",
        next((name for letters, name in WORDY if length > letters), ""),
    )
    return " ".join(filter(None, names))


def given_class(width: str) -> str:
    """Return the class of a column with a width that the page gives: ``col-40p``, ``col-120px``."""
    return f"col-{width.replace('.', '_').replace('%', 'p')}" if width else ""


def image_classes(node: Image) -> str:
    """Return the classes of a picture's size and side: ``width-320``, ``percent-50``, ``height-120``, ``at-center``."""
    sizes = (("width", node.width), ("percent", node.percent), ("height", node.height))
    size = next((f"{name}-{round(value)}" for name, value in sizes if value), "")
    return " ".join(filter(None, (size, node.align and f"at-{node.align}")))


def picture_classes(asset: Asset) -> str:
    """Return the classes ``upright`` (higher than wide) and ``photo`` that a picture has."""
    found = {
        "upright": asset.width < asset.height,
        "photo": asset.photograph,
    }
    return " ".join(name for name, holds in found.items() if holds)


def size_css(document: Document, *, screen: bool = False, sheets: bool = False) -> str:
    """Return the rules of the size classes of ``document``, each once, in order; ``sheets`` are those of a PDF.

    Many equal columns would be too narrow for words. They wrap: on the screen by its width, on paper (of a browser
    too) to a fixed number, since WeasyPrint has no ``auto-fill``.
    """
    nodes = (*([document.picture] if document.picture else []), *every_node(document))
    return "\n".join(sorted({rule for node in nodes for rule in _rules(node, screen, sheets)}))


def _rules(node: object, screen: bool, sheets: bool) -> Iterator[str]:
    match node:
        case Columns():
            rule = f".{column_class(node)} {{ grid-template-columns: {_tracks(node.widths, screen)} }}"
            paper = f".{column_class(node)} {{ grid-template-columns: {_tracks(node.widths, False)} }}"
            yield rule if rule == paper else f"{rule} @media print {{ {paper} }}"
            yield from _cells(node) if sheets and not is_many(node.widths) else ()
        case Table():
            yield from (f".{given_class(width)} {{ width: {width} }}" for width in node.widths if width)
        case Math(read=ReadFormula() as read) if sheets:
            yield formula_rule(read.drawing)
        case Image(width=float() | int() as width) if width:
            yield f".width-{round(width)} {{ width: {round(width)}px; height: auto }}"
        case Image(percent=float() | int() as percent) if percent:
            yield f"img.percent-{round(percent)} {{ width: {round(percent)}%; height: auto }}"
        case Image(height=float() | int() as height) if height:
            yield f"img.height-{round(height)} {{ height: {round(height)}px; width: auto }}"
        case _:
            pass


def _cells(node: Columns) -> Iterator[str]:
    """Yield the widths of columns as cells of a table: a row of these breaks where a row of a grid does not."""
    for at, width in enumerate(node.widths, 1):
        share, gap = width / sum(node.widths), "var(--space-6)"
        cell = f"calc((100% - {len(node.widths)} * {gap}) * {share:.4g} + {gap})"
        yield f".{column_class(node)}.breaking > :nth-child({at}) {{ width: {cell} }}"


def _tracks(widths: tuple[int, ...], screen: bool) -> str:
    if is_many(widths):
        return MANY_ON_SCREEN if screen else f"repeat({_side_by_side(len(widths))}, minmax(0, 1fr))"
    return " ".join(f"minmax(0, {width}fr)" for width in widths)


MANY_ON_SCREEN = "repeat(auto-fill, minmax(max(10rem, calc((100% - 3 * var(--space-6)) / 4)), 1fr))"


def is_many(widths: tuple[int, ...]) -> bool:
    """Whether columns are so many that they stand in several rows."""
    return len(widths) > FEW and len(set(widths)) == 1


def _side_by_side(number: int) -> int:
    """Return the number of columns in a row of paper that makes the rows even: four are two and two."""
    rows = -(-number // FEW)
    return -(-number // rows)
