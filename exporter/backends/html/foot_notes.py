"""Footnotes that stand at the foot of their page, where the words are that they belong to."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from exporter.model.document import Document, Footnote
from exporter.model.nodes import AnyNode, Columns, FootnoteReference, Paragraph, Table
from exporter.model.walk import children, walk

FootNotes = Mapping[int, tuple[Paragraph, ...]]
"""The paragraphs of each note by its number."""


def foot_notes(document: Document) -> FootNotes:
    """Return the notes of a document if all can stand at the foot of pages, else none: notes stand at one place.

    The page for paper writes a note among the words that refer to it, where lists, code and tables cannot be. Notes in
    tables and columns are not placed reliably by the engine, which lays these out more than once.
    """
    notes = {note.number: paragraphs for note in document.footnotes if (paragraphs := _paragraphs(note))}
    first: dict[int, bool] = {}
    for number, in_text in _references(document.body, True):
        first.setdefault(number, in_text)
    placed = {number for number, in_text in first.items() if in_text}
    return notes if placed == set(notes) and len(notes) == len(document.footnotes) else {}


def _paragraphs(note: Footnote) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a note, none if it has other content or refers to another note."""
    paragraphs = tuple(block for block in note.children if isinstance(block, Paragraph) and not block.change)
    refers = any(isinstance(node, FootnoteReference) for node in walk(note.children))
    return paragraphs if len(paragraphs) == len(note.children) and not refers else ()


def _references(nodes: Iterable[AnyNode], in_text: bool) -> Iterator[tuple[int, bool]]:
    """Yield the number of each reference, in order, with whether it stands outside of tables and columns."""
    for node in nodes:
        if isinstance(node, FootnoteReference):
            yield node.number, in_text
        beside = isinstance(node, Table | Columns) or getattr(node, "role", "") == "card-group"
        yield from _references(children(node), in_text and not beside)


def has_all_notes(layout: Any) -> bool:
    """Whether the pages of a layout have every note that its page wrote among the words: an engine may lose some."""
    written = {element for element in layout._html.etree_element.iter("span") if element.get("class") == "footnote"}
    areas = (box for page in layout.pages for box in page._page_box.children if type(box).__name__ == "FootnoteAreaBox")
    return written <= {note.element for area in areas for note in area.descendants()}
