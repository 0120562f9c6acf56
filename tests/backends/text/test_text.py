from pathlib import Path

from exporter.backends.text import BACKEND
from exporter.model.document import Document
from exporter.model.nodes import BlockChange, Cell, Heading, Paragraph, Row, Table
from exporter.theme.files import Theme
from tests.backends.documents import paragraph, sample_document, text

GOLDEN = Path(__file__).with_name("sample.txt")


def written(document: Document) -> str:
    """The document as text."""
    data = BACKEND.render(document, BACKEND.options(), Theme()).data
    assert data is not None
    return data.decode()


def test_every_node_as_text() -> None:
    """The sample of all nodes, its head and its end, as the golden file has it."""
    assert written(sample_document()) == GOLDEN.read_text("utf-8")


def test_cells_stand_in_their_columns() -> None:
    """Below a cell over two rows the first column is empty, not the last."""
    wide = Cell(children=(paragraph("a"),), rowspan=2)
    b, c = (Cell(children=(paragraph(words),)) for words in "bc")
    document = Document(title="T", body=(Table(head=(), body=(Row(cells=(wide, b)), Row(cells=(c,)))),))
    assert written(document) == "T\n=\n\na | b\n | c\n"


def test_changes_of_whole_blocks_are_marked() -> None:
    """A redline as text says what goes and what comes."""
    new, old = (BlockChange(change, "A", "") for change in ("inserted", "deleted"))
    body = (
        Heading(level=2, children=text("New"), anchor="new", change=new),
        Paragraph(children=text("Old words."), change=old),
    )
    assert written(Document(title="T", body=body)) == "T\n=\n\n[+New+]\n-------\n\n[-Old words.-]\n"
