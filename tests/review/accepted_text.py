"""The two texts of a reviewed document: as it was, and as it is once every change is accepted."""

from pathlib import Path

from exporter.ooxml.package import open_package
from exporter.review.word.document import DocumentView, paragraphs
from exporter.review.word.reader import read


def document_text(path: Path, view: DocumentView) -> list[str]:
    """The paragraphs of a view of the DOCX at ``path``, empty ones left out."""
    return [p.text for p in paragraphs(read(open_package(path)).characters, view) if p.text]


def accepted_text(path: Path) -> list[str]:
    """The paragraphs that stay once every tracked change is accepted."""
    return document_text(path, DocumentView.FINAL)


def rejected_text(path: Path) -> list[str]:
    """The paragraphs that stay once every tracked change is rejected."""
    return document_text(path, DocumentView.ORIGINAL)
