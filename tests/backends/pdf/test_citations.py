"""Citations on paper."""

from typing import Any

from exporter.backends.pdf import PdfOptions
from exporter.backends.pdf.relayout import boxes
from exporter.backends.pdf.rendering import Rendering
from exporter.model.document import Document
from exporter.model.nodes import Paragraph, Reference, Text
from exporter.theme.files import Theme
from tests.backends.pdf.typography import text_of

LABEL = "[PDF/UA-1]"


def test_a_short_label_stays_on_one_line(layouts: list[Any]) -> None:
    """Wherever a line ends, the label of a citation is not divided behind its slash."""
    cited = Reference(target="#a", kind="citation", children=(Text(text=LABEL),))
    words = [Paragraph(children=(Text(text=f"{'i' * count} word " * 5), cited)) for count in range(1, 60)]
    Rendering(Document(title="Cited", language="en", body=tuple(words)), PdfOptions(), Theme()).run()
    lines = [box for page in layouts.pop().pages for box in boxes(page._page_box) if type(box).__name__ == "LineBox"]
    assert sum(LABEL in text_of(line) for line in lines) == len(words)
