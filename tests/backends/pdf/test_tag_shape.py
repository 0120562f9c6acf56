"""A theme's own templates may break the tags: the file then has no mark, and a finding says why."""

import pytest

from exporter.backends.pdf import PdfOptions
from exporter.backends.pdf.rendering import Rendering
from exporter.model.document import Document
from exporter.model.nodes import Cell, Container, Heading, Row, Table
from exporter.theme.files import Theme
from tests.backends.documents import bullets, paragraph, text
from tests.backends.pdf.marks import claimed

NODES = "templates/html/nodes"
CHANGES = {
    "headings": (
        f"{NODES}/heading.html.j2",
        "h{{ level }}",
        "h{{ level + 2 }}",
        "a heading of level 4 stands under one of level 1",
    ),
    "rows": (f"{NODES}/table.html.j2", "<tr", "<tr><td>more</td></tr><tr", "rows of a table are of different widths"),
    "items": (f"{NODES}/container.html.j2", 'data-pdf="L"', 'data-pdf="Div"', "an element LI stands in Div"),
}
BODY = (
    Heading(level=2, children=text("Head"), anchor="a"),
    Table(head=(), body=(Row(cells=(Cell(children=(paragraph("a"),)), Cell(children=(paragraph("b"),)))),)),
    Container(
        role="descriptions",
        children=(Container(role="description", title=text("Term"), children=(paragraph("Words"),)),),
    ),
    bullets("c"),
)


@pytest.mark.parametrize(
    ("name", "standard"), [*((name, "ua-1") for name in CHANGES), ("headings", "ua-2"), ("rows", "ua-2")]
)
def test_templates_that_break_the_tags(name: str, standard: str) -> None:
    """Headings that skip a level, rows of other widths, and items without a list cost the mark, with the reason."""
    file, old, new, reason = CHANGES[name]
    themes = Theme(), Theme(files={file: Theme().text(file).replace(old, new).encode()})
    document = Document(title="T", body=BODY)
    right, wrong = (
        Rendering(document, PdfOptions.model_validate({"standard": (standard,)}), theme).run() for theme in themes
    )
    assert (right.findings, right.unmet) == ((), ())
    assert right.data
    assert f"PDF/{standard.upper()}" in claimed(right.data)
    (finding,) = wrong.findings
    assert finding.code == "pdf-unmarked"
    assert reason in finding.message
    assert wrong.unmet
    assert wrong.data
    assert not any(mark.startswith(("PDF/UA", "WTPDF")) for mark in claimed(wrong.data))
