"""Boxes and rows of columns that may break at the end of a page."""

from exporter.backends.html.breaking_boxes import breaking_boxes
from exporter.model.document import Document
from exporter.model.nodes import Block, Columns, Container, List, ListItem, Quote
from tests.backends.documents import paragraph

LONG = paragraph("words " * 200)  # about 16 lines of a page, twice as many of a column


def breaking(*blocks: Block) -> frozenset[int]:
    """The identities of what may break in a document of these blocks."""
    return breaking_boxes(Document(title="T", body=blocks))


def test_a_box_longer_than_a_third_of_a_page_may_break() -> None:
    """A short one stays whole; a long one breaks wherever it stands."""
    short, long = Container(role="alert-note", children=(paragraph("a"),)), Container(role="card", children=(LONG,))
    listed = List(items=(ListItem(children=(Quote(children=(long,)),)),))
    assert breaking(short, listed) == {id(long)}


def test_a_box_in_a_column_is_longer() -> None:
    """The same words take more lines in a column, where they let the box and its row break."""
    half = paragraph("words " * 110)
    box, other = Container(role="card", children=(half,)), Container(role="card", children=(half, paragraph("end")))
    row = Columns(widths=(1, 1), columns=((box,), ()))
    assert breaking(row, other) == {id(row), id(box)}
