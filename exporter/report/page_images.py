"""Pictures of the pages that differ between two PDFs."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from itertools import zip_longest
from typing import Any

from exporter.diagnostics import Code, Diagnostic, Severity

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


def differing(before: bytes | None, after: bytes | None) -> list[PagePair]:
    """Return the pages that look different; None stands for a PDF without pages."""
    pages = zip_longest(_pictures(before), _pictures(after))
    return [PagePair(number, old, new) for number, (old, new) in enumerate(pages, 1) if old != new]


def _pictures(pdf: bytes | None) -> Iterator[bytes]:
    if pdf is None:
        return
    import pypdfium2  # noqa: PLC0415 (needs the extra "preview")

    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            out = BytesIO()
            page.render(scale=SCALE).to_pil().convert("P", palette=1, colors=64).save(out, "PNG", optimize=True)
            yield out.getvalue()
    finally:
        document.close()
