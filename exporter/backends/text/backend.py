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
    has_highlights,
    has_language,
    has_merged_cells,
    has_title,
    is_picture,
    leads_inside,
    losses,
)
from exporter.backends.text.writer import TextWriter, hanging, heading
from exporter.diagnostics import Code, Diagnostic, Severity
from exporter.model.document import Document
from exporter.model.nodes import AnyNode, Span
from exporter.theme.files import Theme
from exporter.theme.styles import roles

PICTURE = Code(
    "text-picture",
    Severity.LOSS,
    "a picture: only its description is there",
    why="Readers of the text file get the description in place of the picture.",
    mend="Describe in 'alt' all that the picture says, or offer another format beside the text.",
)
TABLE = Code(
    "text-table",
    Severity.LOSS,
    "that cells of a table are merged",
    why="The text file shows the words of merged cells once, in their first row and column.",
    mend="Nothing has to be done; split the cells if the text file must show them in each row.",
)
LANGUAGE = Code(
    "text-language",
    Severity.LOSS,
    "that a passage is in another language",
    why="Readers of the text file are not told that the passage is in another language.",
    mend="Nothing has to be done; offer another format where the language matters.",
)
LINK = Code(
    "text-link",
    Severity.LOSS,
    "where a link inside the document leads, and a link's title; its words stay",
    why="Readers of the text file see the words, not where the link leads.",
    mend="Name the place in the words, such as 'see the section Costs'.",
)
MARK = Code(
    "text-mark",
    Severity.LOSS,
    "that words are struck out, raised or lowered, or that lines of code are marked",
    why="Readers of the text file do not see what is struck out, raised, lowered or marked.",
    mend="Say in words what the marks mean.",
)
MARKS = frozenset({"strike", "sub", "sup"})


def _is_marked(node: AnyNode) -> bool:
    return isinstance(node, Span) and node.role in MARKS


LOSSES = (
    Loss(PICTURE, "a picture cannot be in a text: only its description is there", "img", is_picture),
    Loss(TABLE, "merged cells stand in their first row and column alone", "table", has_merged_cells),
    Loss(LANGUAGE, "that a passage is in another language is not said", "span", has_language),
    Loss(LINK, "a link inside the document is its words alone", "a", leads_inside),
    Loss(LINK, "the title of a link is not shown", "a", has_title),
    Loss(MARK, "that words are struck out, raised or lowered is not shown", "span", _is_marked),
    Loss(MARK, "the marks of lines of code are not shown", "pre", has_highlights),
)


class TextBackend:
    """The plain text format."""

    name = "text"
    suffix = ".txt"
    media_type = "text/plain; charset=utf-8"
    public = True
    options: type[Options] = Options
    codes: tuple[Code, ...] = (PICTURE, TABLE, LANGUAGE, LINK, MARK)

    def environment(self) -> Mapping[str, str]:
        """Return no versions: the bytes depend on the exporter alone."""
        return {}

    def check(self, document: Document, options: Any, theme: Theme) -> tuple[Diagnostic, ...]:
        """Return the losses of plain text."""
        return losses(document, LOSSES)

    def render(self, document: Document, options: Any, theme: Theme) -> Rendered:
        """Return the document as UTF-8 text with LF line ends."""
        words = generated_words(document, theme)
        body = (*front_blocks(document, words), *document.body, *back_blocks(document, words))
        lines = [*heading(1, document.title), *([document.subtitle, ""] if document.subtitle else [])]
        writer = TextWriter(words, roles(theme))
        lines += writer.blocks(body)
        for note in document.footnotes:
            lines += ["", *hanging(f"[{note.number}] ", writer.blocks(note.children))]
        text = "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"
        return Rendered(data=text.encode("utf-8"), findings=self.check(document, options, theme))


BACKEND = TextBackend()
