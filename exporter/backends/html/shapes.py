"""Column widths and wished picture widths as classes with a rule each: content never writes a style attribute."""

from collections.abc import Iterator

from exporter.model.document import Document
from exporter.model.nodes import Columns, Image
from exporter.model.walk import walk


def column_shape(node: Columns) -> str:
    """The class of these column widths: ``columns-1-3``."""
    return "-".join(["columns", *map(str, node.widths)])


def width_shape(node: Image) -> str:
    """The class of a picture's wished width: ``width-320``; empty where it has none."""
    return f"width-{round(node.width)}" if node.width else ""


def shape_css(document: Document) -> str:
    """The rules of the shapes that ``document`` has, each once, in order."""
    head = [document.picture] if document.picture else []
    nodes = [*head, *document.body, *(block for note in document.footnotes for block in note.children)]
    return "\n".join(sorted({rule for node in walk(nodes) for rule in _rules(node)}))


def _rules(node: object) -> Iterator[str]:
    match node:
        case Columns():
            widths = " ".join(f"minmax(0, {width}fr)" for width in node.widths)
            yield f".{column_shape(node)} {{ grid-template-columns: {widths} }}"
        case Image(width=float() | int() as width) if width:
            yield f".{width_shape(node)} {{ width: {round(width)}px; height: auto }}"
        case _:
            pass
