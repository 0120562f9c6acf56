"""The pages of the PDF in a book: a mark where each begins (EPUB Accessibility 1.1, 4.2; DPUB-ARIA, doc-pagebreak)."""

import re
from collections import deque
from collections.abc import Iterator

from exporter.backends.epub.xhtml import XhtmlWriter
from exporter.backends.html.paper_tables import paper_tables
from exporter.backends.html.text_units import UnitCounter, offset
from exporter.backends.losses import Loss
from exporter.diagnostics import Code, Severity
from exporter.model.document import Document, Pagination
from exporter.model.nodes import AnyNode
from exporter.theme.files import Theme

PAGES = Code(
    "epub-pages",
    Severity.LOSS,
    "A book without the list of its PDF's pages, since the PDF divides a wide table.",
    why="Readers of the book cannot go to a page that readers of the PDF name.",
    mend="Give the table fewer columns or shorter words: it is too wide even for a landscape page.",
)

MARK = '<span id="page.{0}" epub:type="pagebreak" role="doc-pagebreak" aria-label="{0}"></span>'
# A mark stands before such elements, not in them: it would be a part of their names.
_BEFORE = re.compile(r"<(?:h[1-6]|a|abbr|code|del|em|ins|kbd|mark|q|s|small|span|strong|sub|sup|u)\b[^>]*(?<!/)>")


def divided_tables(document: Document, theme: Theme) -> Loss:
    """Return the loss of the list of pages by tables that the PDF of the same export divides into several."""
    has_pdf = any(sibling.format == "pdf" for sibling in document.siblings)
    tables = paper_tables(document, theme) if has_pdf else None

    def is_divided(node: AnyNode) -> bool:
        return tables is not None and tables.divides(node)

    message = "the book has no list of the PDF's pages: the table is too wide for one, and the PDF divides it"
    return Loss(PAGES, message, "table", is_divided)


def with_page_marks(html: str, style: str, pagination: Pagination) -> tuple[str, tuple[int, ...]]:
    """Return a page of our templates as XHTML with a mark for each page, and the numbers of these pages.

    A book of other words than the PDF's gets no marks, since these would be at wrong places.
    """
    writer = _MarkWriter(style, pagination)
    written = writer.written(html)
    if writer.counter.units != pagination.units or writer.coming:
        return XhtmlWriter(style).written(html), ()
    return written, tuple(writer.numbers)


class _MarkWriter(XhtmlWriter):
    def __init__(self, style: str, pagination: Pagination) -> None:
        super().__init__(style)
        self.counter = UnitCounter(pagination.notes_at_foot)
        self.coming = deque((start, n) for n, start in enumerate(pagination.starts, 1) if start is not None)
        self.numbers: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        before = self.counter.units
        if self.counter.start(tag, dict(attrs)):
            for _ in self._beginning(before):
                self._mark()
        super().handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.counter.end(tag)
        super().handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        before, written = self.counter.units, 0
        self.counter.text(data)
        for start in self._beginning(before):
            at = _whole_word(data, offset(data, start - before))
            if at > written:
                super().handle_data(data[written:at])
                written = at
            self._mark()
        super().handle_data(data[written:])

    def _beginning(self, before: int) -> Iterator[int]:
        """Yield the starts of pages among the units that were counted last."""
        while self.coming and self.coming[0][0] < self.counter.units:
            start, number = self.coming.popleft()
            self.numbers.append(number)
            yield max(start, before)

    def _mark(self) -> None:
        """Put in the mark of the last page: behind the last text, before the elements that begin here."""
        at = len(self.out)
        while at and _BEFORE.fullmatch(self.out[at - 1]):
            at -= 1
        self.out.insert(at, MARK.format(self.numbers[-1]))


def _whole_word(text: str, at: int) -> int:
    """Return the offset at which the word around an offset begins, in scripts that divide words."""
    while at and _is_cased(text[at - 1]) and _is_cased(text[at]):
        at -= 1
    return at


def _is_cased(letter: str) -> bool:
    return letter.islower() or letter.isupper()
