"""The table of document transforms, in their order."""

from collections.abc import Callable
from dataclasses import replace

from exporter.diagnostics import Diagnostics
from exporter.model.document import Document
from exporter.transforms import (
    abbreviation_list,
    abbreviations,
    citations,
    code_languages,
    control_characters,
    footnotes,
    heading_levels,
    labels,
    link_targets,
    numbers,
    page_breaks,
    paragraph_anchors,
    references,
    text_limits,
    titles,
    toc,
    typography,
)

Transform = Callable[[Document, Diagnostics], Document]

CODES = (
    *text_limits.CODES,
    *heading_levels.CODES,
    *link_targets.CODES,
    *labels.CODES,
    *titles.CODES,
    *references.CODES,
    *citations.CODES,
    *abbreviation_list.CODES,
    *code_languages.CODES,
)


def outline(document: Document, _diagnostics: Diagnostics) -> Document:
    """Close gaps in the levels of headings below the title, which has level 1, and number the questions."""
    return replace(document, body=heading_levels.with_outline_levels(document.body, 2))


TRANSFORMS: tuple[Transform, ...] = (
    control_characters.without_control_characters,
    abbreviations.expanded_once,
    page_breaks.without_empty_pages,
    outline,  # before the contents, which copy levels and numbers
    citations.with_citations,  # behind the outline, to which the headings of its lists do not belong
    abbreviation_list.with_abbreviation_list,  # behind the works, whose words may have some
    paragraph_anchors.with_paragraph_anchors,
    numbers.with_numbers,  # behind the outline, by whose levels headings count
    references.with_references,  # behind the numbers that they show
    numbers.with_lists,  # behind the references, whose words captions may have
    footnotes.with_numbers,  # before the contents, which show no footnote marks
    toc.with_toc,  # last: it copies from the final document
)


def apply(document: Document, diagnostics: Diagnostics, *, smart: bool = False) -> Document:
    """Return the document after all transforms; ``smart`` as of ``typography.typeset``, which begins."""
    document = typography.typeset(document, smart=smart)
    for transform in TRANSFORMS:
        document = transform(document, diagnostics)
    return document
