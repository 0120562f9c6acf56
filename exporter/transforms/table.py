"""From document to document: each a pure function, its findings apart. The order is the table's."""

from collections.abc import Callable
from dataclasses import replace

from exporter.diagnostics import Diagnostics
from exporter.model.document import Document
from exporter.transforms import (
    abbreviations,
    control_characters,
    footnotes,
    heading_levels,
    labels,
    link_targets,
    text_limits,
    titles,
    toc,
)

Transform = Callable[[Document, Diagnostics], Document]

CODES = (*text_limits.CODES, *heading_levels.CODES, *link_targets.CODES, *labels.CODES, *titles.CODES)


def outline(document: Document, _found: Diagnostics) -> Document:
    """Levels without gaps below the title, which is the heading of level 1; questions numbered through."""
    return replace(document, body=heading_levels.with_outline_levels(document.body, 2))


TRANSFORMS: tuple[Transform, ...] = (
    control_characters.without_control_characters,
    abbreviations.expanded_once,
    outline,  # first: what is listed later has its final level and number
    footnotes.with_numbers,  # before the contents, which show no marks of footnotes
    toc.with_toc,  # last: it copies from what is final
)


def apply(document: Document, diagnostics: Diagnostics) -> Document:
    """The document after all transforms."""
    for transform in TRANSFORMS:
        document = transform(document, diagnostics)
    return document
