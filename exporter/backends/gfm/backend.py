"""The GitHub-flavoured Markdown backend.

Alerts become GitHub's (``> [!NOTE]``), questions headings, footnotes GitHub's footnotes. Links inside the document
lead to the ids that GitHub gives headings, pictures to their addresses on the site. Content without Markdown syntax
keeps its words in reading order, and is a loss.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from exporter.backends.base import Options, Rendered
from exporter.backends.front_back import back_blocks, front_blocks, generated_words
from exporter.backends.gfm.anchors import Anchors, anchors, leads_nowhere
from exporter.backends.gfm.blocks import BlockWriter, hanging
from exporter.backends.gfm.cells import is_plain
from exporter.backends.gfm.inlines import MarkdownInlineWriter, address_of
from exporter.backends.losses import (
    Loss,
    breaks_page,
    has_highlights,
    has_language,
    has_merged_cells,
    is_picture,
    losses,
)
from exporter.backends.typed_numbers import with_typed_numbers
from exporter.diagnostics import Code, Diagnostic, Severity
from exporter.model.document import Document
from exporter.model.markdown_escapes import escape
from exporter.model.nodes import AnyNode, Block, Cell, Image, Table
from exporter.theme.files import Theme
from exporter.theme.styles import roles

PICTURE = Code(
    "gfm-picture",
    Severity.LOSS,
    "a picture without an address on the site; only its description is shown",
    why="Markdown shows pictures by their address, and this picture has no address on the site.",
    mend="Put the picture below the public folder, and set site.url and the page's route.",
)
TABLE = Code(
    "gfm-table",
    Severity.LOSS,
    "merged cells, further headers, and blocks in cells of a table",
    why="Tables in Markdown have one row of headers and plain cells.",
    mend="Simplify the table, or leave Markdown out of the formats of this page.",
)
LANGUAGE = Code(
    "gfm-language",
    Severity.LOSS,
    "the language of a passage",
    why="Screen readers and translators do not learn the language of the passage.",
    mend="Nothing has to be done; if the language matters, offer HTML or PDF too.",
)
LINK = Code(
    "gfm-link",
    Severity.LOSS,
    "a link to a place other than a heading or question; its words stay",
    why="Readers cannot follow the link in the Markdown file.",
    mend="Link to a heading or a question.",
)
HIGHLIGHT = Code(
    "gfm-highlight",
    Severity.LOSS,
    "marks of lines of code",
    why="Readers of the Markdown file do not see which lines are marked.",
    mend="Say in words which lines are meant.",
)
PAGE_BREAK = Code(
    "gfm-page-break",
    Severity.LOSS,
    "a page break",
    why="Markdown has no pages.",
    mend="Nothing has to be done.",
)


class MarkdownBackend:
    """The GitHub-flavoured Markdown format."""

    name = "gfm"
    suffix = ".md"
    media_type = "text/markdown; charset=utf-8"
    public = True
    options: type[Options] = Options
    codes: tuple[Code, ...] = (PICTURE, TABLE, LANGUAGE, LINK, HIGHLIGHT, PAGE_BREAK)

    def environment(self) -> Mapping[str, str]:
        """Return no versions: the bytes depend on the exporter alone."""
        return {}

    def check(self, document: Document, options: Any, theme: Theme) -> tuple[Diagnostic, ...]:
        """Return the losses of Markdown."""
        words = generated_words(document, theme)
        document = with_typed_numbers(document, words)
        return losses(document, tuple(_kinds(document, anchors(document, _body(document, words)))))

    def render(self, document: Document, options: Any, theme: Theme) -> Rendered:
        """Return the document as UTF-8 Markdown with LF line ends."""
        words = generated_words(document, theme)
        document = with_typed_numbers(document, words)
        body = _body(document, words)
        known = anchors(document, body)
        blocks = BlockWriter(MarkdownInlineWriter(known, document.control.address), words, roles(theme))
        parts = [f"# {escape(document.title)}", escape(document.subtitle), blocks.text(body)]
        parts += [hanging(f"[^{n.number}]: ", blocks.inside.text(n.children), 4) for n in document.footnotes]
        text = "\n\n".join(part for part in parts if part)
        return Rendered(data=(text + "\n").encode("utf-8"), findings=losses(document, tuple(_kinds(document, known))))


BACKEND = MarkdownBackend()


def _body(document: Document, words: Mapping[str, str]) -> tuple[Block, ...]:
    return (*front_blocks(document, words), *document.body, *back_blocks(document, words))


def _kinds(document: Document, known: Anchors) -> Iterator[Loss]:
    page = document.control.address
    yield Loss(
        PICTURE,
        "a picture has no address on the site: only its description is shown",
        "img",
        lambda n: is_picture(n) and isinstance(n, Image) and not n.source and not address_of(n, page),
    )
    yield Loss(TABLE, "merged cells are shown in their first row and column only", "table", has_merged_cells)
    yield Loss(TABLE, "headers outside of the first row are plain cells", "table", _has_further_headers)
    yield Loss(TABLE, "lists, code and headings in a cell are plain lines", "td", _has_blocks)
    yield Loss(LANGUAGE, "the language of a passage is not marked", "span", has_language)
    yield Loss(LINK, "a link points to a missing heading: its words stay", "a", lambda n: leads_nowhere(n, known))
    yield Loss(PAGE_BREAK, "a page break is not shown", "page-break", breaks_page)
    yield Loss(HIGHLIGHT, "the marks of lines of code are not shown", "pre", has_highlights)


def _has_further_headers(node: AnyNode) -> bool:
    if not isinstance(node, Table):
        return False
    return len(node.head) > 1 or any(cell.scope for row in (*node.body, *node.foot) for cell in row.cells)


def _has_blocks(node: AnyNode) -> bool:
    return isinstance(node, Cell) and not is_plain(node.children)
