"""Formulas as pictures on paper: their assets, and a class with the size and the depth of each."""

import hashlib
from dataclasses import replace

from exporter.model.document import Asset, Document
from exporter.model.math import EM, Drawing, Math
from exporter.model.walk import every_node


def formula_picture(drawing: Drawing) -> Asset:
    """Return a drawing as a picture, named by its content."""
    digest = hashlib.sha256(drawing.svg).hexdigest()[:16]
    return Asset(
        name=f"formula-{digest}.svg",
        media_type="image/svg+xml",
        data=drawing.svg,
        width=drawing.width * EM,
        height=drawing.height * EM,
    )


def with_formula_pictures(document: Document) -> Document:
    """Return the document with the drawings of its formulas among its pictures."""
    drawings = (node.read.drawing for node in every_node(document) if isinstance(node, Math) and node.read)
    made = {picture.name: picture for picture in map(formula_picture, drawings)}
    return replace(document, assets={**document.assets, **made}) if made else document


def formula_class(drawing: Drawing) -> str:
    """Return the class of a drawing's width, height and depth, in thousandths of the letters' size."""
    return f"formula-{round(drawing.width * 1000)}-{round(drawing.height * 1000)}-{round(drawing.depth * 1000)}"


def formula_rule(drawing: Drawing) -> str:
    """Return the rule of the class. A formula wider than its line is smaller, and keeps its form."""
    size = f"width: {drawing.width:.3f}em; vertical-align: {-drawing.depth:.3f}em"
    return f"img.{formula_class(drawing)} {{ {size}; height: auto }}"
