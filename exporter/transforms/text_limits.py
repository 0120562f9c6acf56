"""Limits of a document's words, so that the time for layout grows linearly with the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from exporter import formulas
from exporter.diagnostics import Code, Diagnostics, Severity, counted
from exporter.model.document import Document
from exporter.model.limit import Limit, raised
from exporter.model.math import Math
from exporter.model.nodes import CodeBlock, Image, Inline, Link, Text
from exporter.model.position import Pos
from exporter.model.text_lines import line
from exporter.model.walk import every_node, plain_text, rebuild_inlines

LONG_WORD = Code(
    "long-word",
    Severity.ERROR,
    "A word, a run of blanks, or a title that is longer than the limit.",
    why="The layout would take too long.",
    mend="Break it up with blanks, or put it into a file that the page links to.",
    lowered=True,
)
CODES = (LONG_WORD,)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLimits:
    """The limits of a document's words, in characters."""

    word: Annotated[
        int,
        Limit(
            "the time to break it into lines grows with its square; a word of 8,000 took the"
            " layout of a PDF a minute, and so did as many tabs in a line. The longest keys and addresses that pages"
            " show have some hundred."
        ),
    ] = 2_000
    title: Annotated[int, Limit("every page repeats it.")] = 1_000


def check(document: Document, limits: TextLimits, diagnostics: Diagnostics) -> None:
    """Report each word, each run of blanks in a line, and the title, that exceeds its limit.

    A word may continue across marks and links.
    """
    if len(document.title) > limits.title:
        message = f"title of {counted(len(document.title), 'character')}, but at most {limits.title:,} are allowed"
        more = raised("document", "title", limits.title, len(document.title))
        diagnostics.add(LONG_WORD, message, document.pos, f"shorten it, or allow more: {more}")
    long = re.compile(rf"\S{{{limits.word + 1}}}|[^\S\n]{{{limits.word + 1}}}")
    for text, pos in _texts_of(document, limits.word):
        if len(text) > limits.word and (run := long.search(text)):
            what = "run of blanks" if run[0].isspace() else "word"
            message = f"{what} of more than {counted(limits.word, 'character')}: '{text.lstrip()[:20]}...'"
            more = raised("document", "word", limits.word)
            diagnostics.add(LONG_WORD, message, pos, f"break it up, or allow more: {more}")


def _without_read_formula(node: Inline) -> tuple[Inline, ...]:
    """Replace a formula that will be drawn, and so is no word; it has a limit of its own."""
    drawn = isinstance(node, Math) and all(fault.shown for fault in formulas.check(node.source, node.language))
    return (Text(text=" "),) if drawn and formulas.available() else (node,)


def _texts_of(document: Document, longest: int) -> Iterator[tuple[str, Pos | None]]:
    control = document.control
    head = (document.subtitle, document.description, document.author, document.publisher, *document.keywords)
    history = (text for entry in control.history for text in (entry.version, entry.text))
    works = (text for work in document.bibliography.works for text in (work.key, work.text, work.title, *work.authors))
    for text in (
        *head,
        control.identifier,
        control.status,
        *control.legal,
        *history,
        *works,
        *document.abbreviations.values(),
    ):
        yield text, document.pos
    for node in every_node(document):
        if (own := line(node)) is not None:
            words = plain_text(own)
            yield words if len(words) <= longest else plain_text(rebuild_inlines(own, _without_read_formula)), node.pos
        match node:
            case CodeBlock():
                yield node.text, node.pos
            case Image():
                yield node.alt, node.pos
            case Link():
                yield node.title, node.pos
            case _:
                pass
