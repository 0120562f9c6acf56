"""The list of the abbreviations that a document uses, at the place that the page has for it, else behind the body."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from exporter.diagnostics import Code, Diagnostics, Severity
from exporter.model.abbreviations import ABBREVIATION_LIST, abbreviation_pattern
from exporter.model.anchors import anchored
from exporter.model.document import Document
from exporter.model.nodes import Block, Cell, Container, Heading, Paragraph, Row, Table, Text
from exporter.model.slugs import UniqueNames, anchor_of
from exporter.model.walk import every_node, rebuild

BAD_ABBREVIATION = Code(
    "bad-abbreviation",
    Severity.WARNING,
    "An abbreviation without words, with other words on another page of a book, or a list of another kind.",
    why="Readers do not get the words of the abbreviation.",
    mend="Write a mapping such as 'IoT: Internet of Things'.",
)
CODES = (BAD_ABBREVIATION,)
LEVEL = 2


def with_abbreviation_list(document: Document, _diagnostics: Diagnostics) -> Document:
    """Return the document with the list of its abbreviations, if it asks for it."""
    used = _used(document) if document.abbreviations_list else {}
    table = (_table(used),) if used else ()
    there = False

    def placed(block: Block) -> tuple[Block, ...]:
        nonlocal there
        if not (isinstance(block, Container) and block.role == ABBREVIATION_LIST):
            return (block,)
        there = True
        return (replace(block, role="", children=table),) if table else ()

    body = rebuild(document.body, placed)
    if table and not there:
        body = (*body, _heading(document), *table)
    return replace(document, body=body) if body != document.body else document


def _used(document: Document) -> dict[str, str]:
    """Return the abbreviations in the document's texts, in the order of the alphabet."""
    pattern = abbreviation_pattern(document.abbreviations)
    if pattern is None:
        return {}
    texts = (node.text for node in every_node(document) if isinstance(node, Text))
    terms = {found[1] for text in texts for found in pattern.finditer(text) if found[1]}
    return {term: document.abbreviations[term] for term in sorted(terms, key=lambda term: (term.casefold(), term))}


def _heading(document: Document) -> Heading:
    names = UniqueNames()
    for node in anchored(every_node(document)):
        names.free(node.anchor)
    words = document.labels["abbreviations"]
    anchor = names.free(anchor_of(words) or "abbreviations")
    return Heading(level=LEVEL, children=(Text(text=words),), anchor=anchor, numbering="unnumbered")


def _table(used: Mapping[str, str]) -> Table:
    return Table(head=(), body=tuple(_rows(used)))


def _rows(used: Mapping[str, str]) -> Iterator[Row]:
    for term, words in used.items():
        yield Row(cells=(Cell(children=_words(term), scope="row"), Cell(children=_words(words))))


def _words(text: str) -> tuple[Block, ...]:
    return (Paragraph(children=(Text(text=text),)),)
