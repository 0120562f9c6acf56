"""Words in columns of paper."""

from typing import Any

from exporter.backends.pdf import PdfOptions
from exporter.backends.pdf.relayout import boxes
from exporter.backends.pdf.rendering import Rendering
from exporter.model.document import Document
from exporter.model.nodes import Columns, Paragraph, Strong
from exporter.theme.files import Theme
from tests.backends.documents import text
from tests.backends.pdf.typography import text_of


def test_a_last_word_stays_whole_in_a_column(layouts: list[Any]) -> None:
    """Wherever it stands in its line, a word that fits a line of the column is not divided before its full stop."""
    words = [
        Paragraph(children=(Strong(children=text("x" * letters + " and industrial automation")), *text(".")))
        for letters in range(1, 30)
    ]
    body = tuple(Columns(widths=(1, 1, 1), columns=((one,),) * 3) for one in words)
    Rendering(Document(title="T", language="en", body=body), PdfOptions(), Theme()).run()
    lines = [text_of(box) for page in layouts[0].pages for box in boxes(page._page_box) if _is_line(box)]
    ends = [line for line in lines if line.strip().endswith(".")]
    assert len(ends) == 3 * len(words)
    assert [line for line in ends if "automation." not in line] == []


def _is_line(box: Any) -> bool:
    return type(box).__name__ == "LineBox" and box.element_tag == "p"
