"""A handful of pages as they look."""

from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest

from exporter.model.document import Document
from exporter.model.nodes import Image
from tests.backends.pdf.conftest import render
from tests.visual.pictures import assert_looks_the_same


def picture(data: bytes, page: int, share: float = 1.0) -> bytes:
    """A page of a PDF, or the upper share of it, as PNG."""
    out = BytesIO()
    with pypdfium2.PdfDocument(data) as pdf:
        image = pdf[page].render(scale=1.0).to_pil()
        image.crop((0, 0, image.width, round(image.height * share))).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("page", [0, 1, 2, 3])
def test_every_node(sample_pdf: bytes, page: int) -> None:
    """Head, contents, prose, lists, code, tables, alerts, cards and roles."""
    assert_looks_the_same(f"pdf-nodes-{page + 1}", picture(sample_pdf, page))


def test_questions(faq: Document) -> None:
    """A page of questions and answers, with its running head and foot."""
    rendered = render(faq)
    assert rendered.data
    assert_looks_the_same("pdf-questions", picture(rendered.data, 1, share=0.6))


def test_plain_theme(faq: Document) -> None:
    """The theme that saves ink."""
    rendered = render(faq, "plain")
    assert rendered.data
    assert_looks_the_same("pdf-plain", picture(rendered.data, 1, share=0.6))


def test_cover(sample: Document) -> None:
    """A cover page with logo, picture, title and document control."""
    rendered = render(replace(sample, picture=Image(asset="diagram.png", alt="A diagram")), cover=True)
    assert rendered.data
    assert_looks_the_same("pdf-cover", picture(rendered.data, 0))
