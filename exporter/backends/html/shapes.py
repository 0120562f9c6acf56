"""Column widths and wished picture widths as classes with a rule each: content never writes a style attribute."""

from collections.abc import Iterator

from exporter.model.document import Document
from exporter.model.nodes import Columns, Image
from exporter.model.walk import walk

FEW = 3  # equal columns that have room for words beside each other


def column_shape(node: Columns) -> str:
    """The class of these column widths: ``columns-1-3``."""
    return "-".join(["columns", *map(str, node.widths)])


def width_shape(node: Image) -> str:
    """The class of a picture's wished width: ``width-320``; empty where it has none."""
    return f"width-{round(node.width)}" if node.width else ""


def shape_css(document: Document, *, screen: bool = False) -> str:
    """The rules of the shapes that ``document`` has, each once, in order.

    Many equal columns would be too narrow for words: they wrap, on the screen as its width asks, on paper to a fixed
    number (WeasyPrint fills no columns by itself).
    """
    head = [document.picture] if document.picture else []
    nodes = [*head, *document.body, *(block for note in document.footnotes for block in note.children)]
    return "\n".join(sorted({rule for node in walk(nodes) for rule in _rules(node, screen)}))


def _rules(node: object, screen: bool) -> Iterator[str]:
    match node:
        case Columns():
            yield f".{column_shape(node)} {{ grid-template-columns: {_tracks(node.widths, screen)} }}"
        case Image(width=float() | int() as width) if width:
            yield f".{width_shape(node)} {{ width: {round(width)}px; height: auto }}"
        case _:
            pass


def _tracks(widths: tuple[int, ...], screen: bool) -> str:
    number = len(widths)
    if number > FEW and len(set(widths)) == 1:
        share = f"calc((100% - {number - 1} * var(--space-6)) / {number})"
        return f"repeat(auto-fit, minmax(max(10rem, {share}), 1fr))" if screen else "repeat(3, minmax(0, 1fr))"
    return " ".join(f"minmax(0, {width}fr)" for width in widths)
