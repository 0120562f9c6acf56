"""The pictures that a document shows, each with the largest width that it is shown at."""

from collections.abc import Iterator, Mapping

from exporter.model.document import Document
from exporter.model.nodes import AnyNode, Container, Image
from exporter.model.position import Pos
from exporter.model.walk import walk

# Largest widths in CSS pixels: of a logo in a head (80 mm on a cover), and by the role of the picture or of the
# container around it. Two cards stand side by side, and no format shows their pictures higher than 224.
LOGO_WIDTH = 320.0
WIDTHS = {"card": 320.0, "avatar": 144.0}

DisplayWidths = Mapping[str, tuple[float | None, Pos | None]]


def display_widths(document: Document) -> DisplayWidths:
    """Return each picture's path with its largest width in CSS pixels (None: the page's) and its first place."""
    shown: dict[str, tuple[float | None, Pos | None]] = {}
    if document.logo:
        shown[document.logo] = (LOGO_WIDTH, document.pos)
    narrow = _narrow(document)
    for image in images(document):
        widths = [width for width in (image.width, narrow.get(id(image)), WIDTHS.get(image.role)) if width is not None]
        width = min(widths, default=None)
        if image.asset in shown:
            other, pos = shown[image.asset]
            shown[image.asset] = (max(other, width) if other is not None and width is not None else None, pos)
        else:
            shown[image.asset] = (width, image.pos)
    return shown


def images(document: Document) -> Iterator[Image]:
    """Yield every picture of a document but its logo, in reading order."""
    if document.picture is not None:
        yield document.picture
    yield from (node for node in _nodes(document) if isinstance(node, Image))


def _narrow(document: Document) -> dict[int, float]:
    """Return the width that containers leave for the pictures in them, by the identity of the picture."""
    narrow: dict[int, float] = {}
    for node in _nodes(document):
        if isinstance(node, Container) and (width := WIDTHS.get(node.role)) is not None:
            inside = (image for image in walk(node.children) if isinstance(image, Image))
            narrow |= {id(image): min(width, narrow.get(id(image), width)) for image in inside}
    return narrow


def _nodes(document: Document) -> Iterator[AnyNode]:
    yield from walk((*document.body, *(block for note in document.footnotes for block in note.children)))
