"""Pictures of the pages that differ between two PDFs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from io import BytesIO
from itertools import islice, zip_longest
from typing import Any

from exporter.diagnostics import Code, Diagnostic, Severity
from exporter.published.extraction import unreadable

NO_PICTURES = Code(
    "no-page-pictures",
    Severity.NOTE,
    "A change report has no pictures of pages, since a package is missing.",
    why="The report shows changes of words alone.",
    mend="Install the package: pip install 'mdc-exporter[preview]'.",
)
CODES = (NO_PICTURES,)
# pixels per point: wide enough to read, small enough for a mail
SCALE = 1.0
PAGE_PAIRS = 8  # of a download, the most that a report shows
_MARGIN = 3  # pixels above and below a line


@dataclass(frozen=True, slots=True)
class PdfPair:
    """A PDF before and after, and the names of their releases if these differ; None stands for no PDF."""

    before: bytes | None = field(repr=False)
    after: bytes | None = field(repr=False)
    versions: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class PagePair:
    """A page before and after as PNG; None if a PDF has no such page. Numbers count from 1."""

    number: int
    before: bytes | None
    after: bytes | None


def available() -> bool:
    """Return whether pictures of pages can be made here."""
    return find_spec("pypdfium2") is not None


def unavailable() -> Diagnostic:
    """Return the finding that no pictures can be made here."""
    hint = "install it with: pip install 'mdc-exporter[preview]'"
    return NO_PICTURES.finding("the report has no pictures of pages: pypdfium2 is missing", None, hint)


def differing(pair: PdfPair) -> list[PagePair]:
    """Return the first pages that look different, besides lines with the name of a release.

    Raises ``UsageError`` for a file that is not a PDF.
    """
    old, new = pair.versions if pair.versions[0] != pair.versions[1] else ("", "")
    pages = enumerate(zip_longest(_pages(pair.before, old), _pages(pair.after, new)), 1)
    found = (
        PagePair(number, before.picture() if before else None, after.picture() if after else None)
        for number, (before, after) in pages
        if before is None or after is None or before.differs(after)
    )
    return list(islice(found, PAGE_PAIRS))


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as an image of Pillow, and the rows of pixels with the name of the release."""

    image: Any
    named: tuple[range, ...]

    def differs(self, other: "_Page") -> bool:
        return self._unnamed(other) != other._unnamed(self)

    def _unnamed(self, other: "_Page") -> tuple[tuple[int, int], bytes]:
        """Return the size and the pixels without the lines in which both pages have the name of their release."""
        image = self.image.copy()
        for rows in (r for r in self.named if any(r.start < o.stop and o.start < r.stop for o in other.named)):
            image.paste((255, 255, 255), (0, rows.start, image.width, rows.stop))
        return image.size, image.tobytes()

    def picture(self) -> bytes:
        """Return the page as PNG."""
        out = BytesIO()
        self.image.convert("P", palette=1, colors=64).save(out, "PNG", optimize=True)
        return out.getvalue()


def _pages(pdf: bytes | None, version: str) -> Iterator[_Page]:
    if pdf is None:
        return
    import pypdfium2  # noqa: PLC0415 (needs the extra "preview")

    try:
        with pypdfium2.PdfDocument(pdf) as document:
            for page in document:
                image = page.render(scale=SCALE).to_pil().convert("RGB")
                yield _Page(image, tuple(_rows(page, version)) if version else ())
    except pypdfium2.PdfiumError as error:
        raise unreadable(f"the PDF cannot be drawn: {error}", "check that the file is complete") from error


def _rows(page: Any, version: str) -> Iterator[range]:
    """Yield the rows of pixels of each line with the name of the release."""
    text, height = page.get_textpage(), page.get_height()
    search = text.search(version, match_case=True)
    while (found := search.get_next()) is not None:
        _, bottom, _, top = text.get_charbox(found[0])
        yield range(max(0, int((height - top) * SCALE) - _MARGIN), int((height - bottom) * SCALE) + _MARGIN)
