"""The text of a published PDF or DOCX, line by line, without what repeats on every page."""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from exporter.diagnostics import UsageError
from exporter.ooxml.elements import Element
from exporter.ooxml.names import qname
from exporter.ooxml.package import open_package

# a line that stands on at least this part of the pages is a running header or footer
RUNNING_SHARE = 0.6


def read_published(path: Path) -> list[str]:
    """The lines of a published file; raises ``ExporterError`` where it is no PDF or DOCX that can be read."""
    readers = {".pdf": read_pdf, ".docx": read_docx}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UsageError(f"'{path}' is neither a PDF nor a DOCX", code="published", hint="name a .pdf or .docx file")
    return reader(path)


def read_pdf(path: Path) -> list[str]:
    """The lines of a PDF, page after page."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it logs each repair of a damaged file
    try:
        pages = [page.extract_text().splitlines() for page in pypdf.PdfReader(path).pages]
    except Exception as error:  # pypdf raises whatever a damaged file leads it to
        raise UsageError(f"'{path}' can not be read as a PDF: {error}", code="published") from error
    return without_running_lines([[line.strip() for line in page] for page in pages])


def read_docx(path: Path) -> list[str]:
    """The paragraphs of a DOCX as they read with all tracked changes accepted."""
    package = open_package(path)
    root = package.xml(package.main)
    if root is None:
        return []
    lines = ("".join(_kept_text(paragraph)).strip() for paragraph in root.iter(qname("w:p")))
    return [line for line in lines if line]


def _kept_text(paragraph: Element) -> Iterator[str]:
    """The text of a paragraph's runs; what a change deletes or moves away is in ``w:del`` and ``w:moveFrom``."""
    gone = (qname("w:del"), qname("w:moveFrom"))
    for node in paragraph.iter(qname("w:t"), qname("w:tab"), qname("w:br")):
        if not any(parent.tag in gone for parent in node.iterancestors()):
            yield node.text or "" if node.tag == qname("w:t") else " "


def without_running_lines(pages: list[list[str]]) -> list[str]:
    """The lines of ``pages`` without empty ones and those that most pages share but for their numbers."""
    if len(pages) < 2:
        return [line for page in pages for line in page if line]
    seen = Counter(shape for page in pages for shape in {_shape(line) for line in page if line})
    least = max(2, RUNNING_SHARE * len(pages))
    return [line for page in pages for line in page if line and seen[_shape(line)] < least]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)
