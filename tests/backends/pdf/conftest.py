"""PDFs that several tests look at, made once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from exporter.backends.base import Rendered
from exporter.backends.pdf import PdfOptions, engine
from exporter.build.rendering import Job
from exporter.build.rendering import render as rendering
from exporter.model.document import Document
from exporter.theme.files import Theme
from tests.backends.documents import faq_document, sample_document
from tests.backends.pdf.tagtree import TagTree

Render = Callable[..., Rendered]


def render(document: Document, theme: str = "specworks", **options: object) -> Rendered:
    """``document`` as a PDF with these options."""
    return rendering(
        Job(format="pdf", document=document, options=PdfOptions.model_validate(options), theme=Theme(theme))
    )


@pytest.fixture(scope="session")
def sample() -> Document:
    """The document with every node."""
    return sample_document()


@pytest.fixture(scope="session")
def faq() -> Document:
    """The document like the FAQ page."""
    return faq_document()


@pytest.fixture(scope="session")
def sample_pdf(sample: Document) -> bytes:
    """The document with every node, as a PDF with contents and undivided words."""
    rendered = render(sample, toc="always", hyphenation=False)
    assert rendered.data, rendered.findings
    return rendered.data


@pytest.fixture(scope="session")
def faq_pdf(faq: Document) -> bytes:
    """The document like the FAQ page, as a PDF."""
    rendered = render(replace(faq), hyphenation=False)
    assert rendered.data, rendered.findings
    return rendered.data


@pytest.fixture(scope="session")
def sample_tree(sample_pdf: bytes) -> TagTree:
    """The tag tree of the document with every node."""
    return TagTree.of(sample_pdf)


@pytest.fixture(scope="session")
def faq_tree(faq_pdf: bytes) -> TagTree:
    """The tag tree of the document like the FAQ page."""
    return TagTree.of(faq_pdf)


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every layout that would be written meanwhile."""
    kept: list[Any] = []

    def keeping(_: engine.Typesetter, layout: Any, *rest: Any) -> bytes:
        kept.append(layout)
        return b""

    monkeypatch.setattr(engine.Typesetter, "write", keeping)
    return kept
