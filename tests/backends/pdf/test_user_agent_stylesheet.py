"""The reduced user agent style sheet leaves out costly rules, and gives the same bytes."""

import pytest

from exporter.backends.pdf import BACKEND, engine
from exporter.backends.pdf.options import PdfOptions
from exporter.backends.pdf.user_agent_stylesheet import reduced
from exporter.model.document import Document
from exporter.theme.files import Theme
from tests.backends.documents import faq_document, sample_document

SHEET = """\
li { display: list-item }
::marker { text-transform: none }
::footnote-call { content: counter(footnote); vertical-align: super }
::note-marker { content: counter(note) ". " }
@page {
  @top-left            { text-align: left;   vertical-align: middle }
  @top-left-corner     { text-align: right;  vertical-align: middle }
}
"""


def test_rules_for_every_element_and_unused_margins_go() -> None:
    """Footnotes' marks and margin boxes that no style sheet names go; markers are left to list items."""
    kept = [line for line in reduced(SHEET, frozenset({"top-left"})).splitlines() if line]
    assert kept == [
        "li { display: list-item }",
        ":is(li, summary)::marker { text-transform: none }",
        "@page {",
        "  @top-left            { text-align: left;   vertical-align: middle }",
        "}",
    ]


@pytest.mark.parametrize("document", [faq_document(), sample_document()], ids=["faq", "sample"])
def test_no_byte_depends_on_what_is_left_out(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is the same with the whole style sheet."""
    ours = BACKEND.render(document, PdfOptions(), Theme()).data
    monkeypatch.setattr(engine, "html_class", lambda html, _: html)
    assert BACKEND.render(document, PdfOptions(), Theme()).data == ours
