"""Extract the text of a published PDF or DOCX, line by line, without running headers and footers."""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import IO, Any

from exporter.diagnostics import UsageError
from exporter.ooxml.elements import Element
from exporter.ooxml.names import qname
from exporter.ooxml.package import open_package, read_package
from exporter.published.codes import UNREADABLE
from exporter.published.normalized_words import LIST_MARKS

# a line on at least this share of the pages is a running header or footer
RUNNING_SHARE = 0.6
# lines at the top and the bottom of a page that may be such lines
EDGE = 3
PAGE_NUMBER = re.compile(r"(?:[Pp]age\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?")
SHOWING = (b"Tj", b"TJ", b"'", b'"')


def read_published(path: Path) -> list[str]:
    """Return the lines of a published file; raises ``ExporterError`` for anything but a readable PDF or DOCX."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise unreadable(f"'{path}' is not a PDF or DOCX", "name a .pdf or .docx file")
    return reader(path)


def read_pdf(path: Path | IO[bytes]) -> list[str]:
    """Return the lines of a PDF, page after page."""
    import pypdf  # noqa: PLC0415 (heavy, and needed for published PDFs alone)

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it logs each repair of a damaged file
    try:
        found = list(pypdf.PdfReader(path).pages)
        marked = [_remove_artifacts(page) for page in found]
        pages = [page.extract_text().splitlines() for page in found]
    except OSError as error:
        raise unreadable(f"cannot read '{path}': {error.strerror or error}", "check the path") from error
    except Exception as error:  # pypdf raises exceptions of any kind for damaged files
        raise unreadable(f"'{path}' cannot be read as a PDF: {error}", "check that the file is complete") from error
    stripped = [[line.strip() for line in page] for page in pages]
    # where running lines are marked, alike lines at the edges of pages are rows of tables
    return (
        [line for page in map(_filled, stripped) for line in page] if any(marked) else without_running_lines(stripped)
    )


def _remove_artifacts(page: Any) -> bool:
    """Remove the words of artifacts (ISO 32000-1, section 14.8.2.2), such as footers; return whether there are any."""
    from pypdf.generic import ContentStream, NameObject  # noqa: PLC0415 (as above)

    if "/Contents" not in page:
        return False
    content = ContentStream(page["/Contents"].get_object(), page.pdf, "bytes")
    kept = list(_without_marked_artifacts(content.operations))
    removed = len(kept) < len(content.operations)
    content.operations = kept
    page[NameObject("/Contents")] = content
    return removed


def _without_marked_artifacts(operations: Any) -> Iterator[Any]:
    marked: list[bool] = []
    for operands, operator in operations:
        if operator in (b"BMC", b"BDC"):
            marked.append(operands[0] == "/Artifact")
        elif operator == b"EMC" and marked:
            marked.pop()
        if operator not in SHOWING or not any(marked):
            yield operands, operator


def read_docx(path: Path | IO[bytes]) -> list[str]:
    """Return the paragraphs of a DOCX with all tracked changes accepted."""
    package = open_package(path) if isinstance(path, Path) else read_package(path)
    root = package.xml(package.main)
    if root is None:
        return []
    notes = count(1)
    lines = ("".join(_kept_text(paragraph, notes)).strip() for paragraph in root.iter(qname("w:p")))
    return [line for line in lines if line]


def _kept_text(paragraph: Element, notes: Iterator[int]) -> Iterator[str]:
    """Yield the text of a paragraph's runs and the numbers of its footnotes, which Word counts.

    Skips deleted and moved text (``w:del``, ``w:moveFrom``).
    """
    removed = (qname("w:del"), qname("w:moveFrom"))
    text, note = qname("w:t"), qname("w:footnoteReference")
    for node in paragraph.iter(text, note, qname("w:tab"), qname("w:br")):
        if any(parent.tag in removed for parent in node.iterancestors()):
            continue
        yield (node.text or "") if node.tag == text else str(next(notes)) if node.tag == note else " "


READERS = {".pdf": read_pdf, ".docx": read_docx}


def without_running_lines(pages: list[list[str]]) -> list[str]:
    """Return the lines of ``pages`` without empty lines, page numbers, and lines at the edge of most pages.

    Lines that differ only in numbers count as equal.
    """
    filled = list(map(_filled, pages))
    seen = Counter(shape for page in filled for shape in {_shape(line) for line in _edges(page)})
    least = max(2, RUNNING_SHARE * len(pages))
    running = {shape for shape, count in seen.items() if count >= least}
    return [line for page in filled for line in _inner(page, running)]


def _filled(page: list[str]) -> list[str]:
    return [line for line in page if line and line not in LIST_MARKS]


def _inner(page: list[str], running: set[str]) -> Iterator[str]:
    at_edge = [*range(EDGE), *range(len(page) - EDGE, len(page))]
    for at, line in enumerate(page):
        if at not in at_edge or not (_shape(line) in running or PAGE_NUMBER.fullmatch(line)):
            yield line


def _edges(page: list[str]) -> list[str]:
    return [*page[:EDGE], *page[-EDGE:]]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def unreadable(message: str, hint: str) -> UsageError:
    """Return the error of a file that cannot be read."""
    return UsageError(message, code=UNREADABLE.name, hint=hint)
