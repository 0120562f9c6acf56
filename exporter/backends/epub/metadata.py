"""Metadata of a book: the time of its last change, and accessibility features that were checked.

EPUB Accessibility 1.1, with the words of https://www.w3.org/2021/a11y-discov-vocab/latest/.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from exporter.backends.front_back import changed
from exporter.model.dates import moment
from exporter.model.document import Asset, Document
from exporter.model.math import Math
from exporter.model.motion import moves
from exporter.model.nodes import Heading, Image, QuestionAnswer
from exporter.model.walk import every_node, walk

# The year of a book without a date, as in ZIP entries. The format needs a date, and a new one for each version of a
# book, so that the time in that year is made from the content.
NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)
YEAR = 366 * 24 * 3600  # seconds of 1980


@dataclass(frozen=True, slots=True)
class Accessibility:
    """Values of the properties ``schema:accessMode`` and so on."""

    modes: tuple[str, ...]
    sufficient: str
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    summary: str


def accessibility(
    document: Document, logo: Image | None, pictures: Iterable[Asset], *, pages: bool = False
) -> Accessibility:
    """Return the accessibility of this document; the book has ``pictures``, its head shows ``logo``.

    ``pages`` says that it has the pages of the PDF.
    """
    shown = [image for image in (logo, document.picture, *_images(document)) if image and not image.decorative]
    described = all(image.alt.strip() for image in shown)
    still = not any(map(moves, pictures))
    features = {
        "structuralNavigation": any(isinstance(n, Heading | QuestionAnswer) for n in walk(document.body)),
        "tableOfContents": bool(document.toc),
        "alternativeText": bool(shown) and described,
        "MathML": has_formulas(document),
        "pageNavigation": pages,
        "pageBreakMarkers": pages,
    }
    return Accessibility(
        modes=("textual", "visual") if shown else ("textual",),
        sufficient="textual" if described else "textual,visual",
        features=tuple(name for name, true in features.items() if true) or ("none",),
        hazards=("none",) if still else ("unknown",),
        summary=" ".join(_summary(document, features, pictures=bool(shown), described=described, still=still)),
    )


def has_formulas(document: Document) -> bool:
    """Whether the book has MathML (EPUB 3.3, section D.6.1.2)."""
    return any(isinstance(node, Math) and node.read is not None for node in every_node(document))


def _summary(
    document: Document, features: Mapping[str, bool], *, pictures: bool, described: bool, still: bool
) -> Iterator[str]:
    """Yield the sentences of the summary, in English, as its properties are."""
    has = {
        "structuralNavigation": "headings",
        "tableOfContents": "a table of contents",
        "pageNavigation": "the page numbers of the PDF",
    }
    named = [words for name, words in has.items() if features[name]]
    *first, last = named or [""]
    listed = f"{', '.join(first)} and {last}" if first else last
    yield f"The book is text with {listed}." if named else "The book is text."
    if pictures:
        yield "All pictures with a meaning have descriptions." if described else "Some pictures have no description."
    if not still:
        yield "Some pictures may move."
    judged = document.evaluation
    yield f"{judged.by} evaluated it." if judged else "Checks of a program found these facts; no person evaluated it."


def _images(document: Document) -> Iterator[Image]:
    notes = (block for note in document.footnotes for block in note.children)
    return (node for node in walk((*document.body, *notes)) if isinstance(node, Image))


def modified(document: Document, epoch: str | None, files: Mapping[str, bytes]) -> str:
    """Return ``dcterms:modified``: the document's date, else SOURCE_DATE_EPOCH, else the last commit of its pages.

    Without any of these it is a time in 1980 made from the bytes of ``files``: the same for the same book on any day,
    a new one after any change.
    """
    known = moment(changed(document))
    if known is None and epoch:
        known = datetime.fromtimestamp(int(epoch), UTC)
    when = known or moment(document.modified) or _made_from(files)
    return when.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def _made_from(files: Mapping[str, bytes]) -> datetime:
    digest = hashlib.sha256()
    for path, data in sorted(files.items()):
        digest.update(f"{path} {len(data)}\n".encode() + data)
    return NO_DATE + timedelta(seconds=int.from_bytes(digest.digest()[:8], "big") % YEAR)
