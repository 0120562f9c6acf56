"""A format finds all before it renders a document, but for findings that need a layout."""

from dataclasses import replace

import pytest

from exporter.backends import FORMATS, load
from exporter.model.document import Document
from exporter.model.nodes import Image, Link, Paragraph, Text
from exporter.model.position import Point, Pos
from exporter.theme.files import Theme
from tests.backends.documents import faq_document, paragraph, sample_document

HERE = Pos("page.md", Point(7, 3, 90), Point(7, 30, 117))
FAULTY = Document(
    title="A title",
    body=(
        paragraph("x"),
        Paragraph(
            children=(
                Link(target="#nowhere", children=(Text(text="x"),), pos=HERE),
                Link(target="irc://example.org", children=(Text(text="x"),), pos=HERE),
                Image(asset="none.png", alt="A picture", pos=HERE),
            )
        ),
    ),
)
LINKS = replace(FAULTY, body=(Paragraph(children=FAULTY.body[1].children[:2]),))  # type: ignore[union-attr]
DOCUMENTS = {"sample": sample_document(), "faq": faq_document(), "links": LINKS}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_check_finds_what_rendering_finds(name: str, document: str) -> None:
    """``validate`` calls the one, ``build`` the other."""
    backend = load(name)
    given = (DOCUMENTS[document], backend.options(), Theme())
    only_rendered = {code.name for code in backend.codes if code.needs_layout}
    before, after = backend.check(*given), backend.render(*given).findings
    assert set(before) == {found for found in after if found.code not in only_rendered}


def test_a_faulty_document_has_findings() -> None:
    """The comparison is of something: links and pictures that lead nowhere are found by several formats."""
    found = {name: {f.code for f in load(name).check(FAULTY, load(name).options(), Theme())} for name in FORMATS}
    assert found["docx"] == {"docx-link", "docx-picture"}
    assert found["epub"] == {"epub-link"}
    assert {"pdf-picture", "pdf-anchor"} <= found["pdf"]
    assert {"gfm-link", "gfm-picture"} <= found["gfm"]
