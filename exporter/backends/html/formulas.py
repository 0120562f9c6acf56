"""Formulas in a page: MathML, on paper a drawing, and the source of one that cannot be read."""

from typing import Protocol

from markupsafe import Markup

from exporter.backends.html.formula_pictures import formula_class, formula_picture
from exporter.backends.html.mathml import mathml
from exporter.model.document import Asset
from exporter.model.math import Math

_TEMPLATE = "html/nodes/formula.html.j2"


class Surroundings(Protocol):
    """The page around a formula."""

    @property
    def screen(self) -> bool:
        """Whether it is a browser's page."""

    @property
    def book(self) -> bool:
        """Whether it is an e-book."""

    def image(self, asset: Asset, /) -> str:
        """Return the address of a picture."""

    def macro(self, template: str, name: str, *values: object) -> Markup:
        """Return the markup of a template's macro."""


def formula(node: Math, page: Surroundings) -> Markup:
    """Return the markup of a formula."""
    if node.read is None:
        return page.macro(_TEMPLATE, "formula_source", node)
    if page.screen or page.book:
        return Markup(mathml(node))
    drawing = node.read.drawing
    return page.macro(_TEMPLATE, "formula", node, page.image(formula_picture(drawing)), formula_class(drawing))
