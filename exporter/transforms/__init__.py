"""From document to document: each a pure function, its findings apart. The order is the table's."""

from collections.abc import Callable
from dataclasses import replace

from exporter.diagnostics import Diagnostics
from exporter.model.document import Document
from exporter.transforms import bounds, contents, controls, expansions, footnotes, headings, labels, links, titles

Bounds = bounds.Bounds
Transform = Callable[[Document, Diagnostics], Document]

CODES = (*bounds.CODES, *headings.CODES, *links.CODES, *labels.CODES, *titles.CODES)


def outline(document: Document, _found: Diagnostics) -> Document:
    """Levels without gaps below the title, which is the heading of level 1; questions numbered through."""
    return replace(document, body=headings.outlined(document.body, 2))


TRANSFORMS: tuple[Transform, ...] = (
    controls.without_controls,
    expansions.once,
    outline,  # first: what is listed later has its final level and number
    footnotes.numbered,  # before the contents, which show no marks of footnotes
    contents.listed,  # last: it copies from what is final
)


def apply(document: Document, diagnostics: Diagnostics) -> Document:
    """The document after all transforms."""
    for transform in TRANSFORMS:
        document = transform(document, diagnostics)
    return document
