"""The plain text backend: every word of the document in reading order.

A paragraph is one line, for the reader's program to wrap. Pictures are their alternative text, links carry their
address. Meaning that words alone cannot carry is a loss.
"""

from collections.abc import Mapping
from typing import Any

from exporter.backends.base import Options, Rendered
from exporter.backends.front_back import back_blocks, front_blocks, generated_words
from exporter.backends.losses import (
    Loss,
    breaks_page,
    has_highlights,
    has_language,
    has_merged_cells,
    has_title,
    is_picture,
    leads_inside,
    losses,
)
from exporter.backends.text.writer import TextWriter, hanging, heading
from exporter.backends.typed_numbers import with_typed_numbers
from exporter.diagnostics import Code, Diagnostic, Severity
from exporter.model.document import Document
from exporter.model.nodes import AnyNode, Span
from exporter.theme.files import Theme
from exporter.theme.styles import roles

PICTURE = Code(
    "text-picture",
    Severity.LOSS,
    "a picture; only its description is shown",
    why="Readers of the text file get the description instead of the picture.",
    mend="Describe the whole picture in 'alt', or offer another format too.",
)
TABLE = Code(
    "text-table",
    Severity.LOSS,
    "merged cells of a table",
    why="The text file shows the words of merged cells once, in their first row and column.",
    mend="Nothing has to be done; split the cells if the text file must show them in each row.",
)
LANGUAGE = Code(
    "text-language",
    Severity.LOSS,
    "the language of a passage",
    why="Readers of the text file do not learn the language of the passage.",
    mend="Nothing has to be done; if the language matters, offer another format too.",
)
LINK = Code(
    "text-link",
    Severity.LOSS,
    "the target of a link inside the document, and a link's title; its words stay",
    why="Readers of the text file see the words, but not the target of the link.",
    mend="Name the place in the words, such as 'see the section Costs'.",
)
MARK = Code(
    "text-mark",
    Severity.LOSS,
    "struck out, raised and lowered words, and marked lines of code",
    why="Readers of the text file see these words and lines without their marks.",
    mend="Explain the marks in words.",
)
PAGE_BREAK = Code(
    "text-page-break",
    Severity.LOSS,
    "a page break",
    why="A text file has no pages.",
    mend="Nothing has to be done.",
)
MARKS = frozenset({"strike", "sub", "sup"})


def _is_marked(node: AnyNode) -> bool:
    return isinstance(node, Span) and node.role in MARKS


LOSSES = (
    Loss(PICTURE, "a text file has no pictures: only the description is shown", "img", is_picture),
    Loss(TABLE, "merged cells are shown in their first row and column only", "table", has_merged_cells),
    Loss(LANGUAGE, "the language of a passage is not marked", "span", has_language),
    Loss(LINK, "only the words of a link inside the document are shown", "a", leads_inside),
    Loss(LINK, "the title of a link is not shown", "a", has_title),
    Loss(MARK, "struck out, raised and lowered words are plain", "span", _is_marked),
    Loss(MARK, "the marks of lines of code are not shown", "pre", has_highlights),
    Loss(PAGE_BREAK, "a page break is not shown", "page-break", breaks_page),
)


class TextBackend:
    """The plain text format."""

    name = "text"
    suffix = ".txt"
    media_type = "text/plain; charset=utf-8"
    public = True
    options: type[Options] = Options
    codes: tuple[Code, ...] = (PICTURE, TABLE, LANGUAGE, LINK, MARK, PAGE_BREAK)

    def environment(self) -> Mapping[str, str]:
        """Return no versions: the bytes depend on the exporter alone."""
        return {}

    def check(self, document: Document, options: Any, theme: Theme) -> tuple[Diagnostic, ...]:
        """Return the losses of plain text."""
        return losses(document, LOSSES)

    def render(self, document: Document, options: Any, theme: Theme) -> Rendered:
        """Return the document as UTF-8 text with LF line ends."""
        words = generated_words(document, theme)
        shown = with_typed_numbers(document, words).body
        body = (*front_blocks(document, words), *shown, *back_blocks(document, words))
        lines = [*heading(1, document.title), *([document.subtitle, ""] if document.subtitle else [])]
        writer = TextWriter(words, roles(theme))
        lines += writer.blocks(body)
        for note in document.footnotes:
            lines += ["", *hanging(f"[{note.number}] ", writer.blocks(note.children))]
        text = "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"
        return Rendered(data=text.encode("utf-8"), findings=self.check(document, options, theme))


BACKEND = TextBackend()
