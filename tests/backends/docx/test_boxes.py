"""Boxes as cells: around tables and code, and cards of a row, which are equally high."""

from exporter.model.nodes import Cell, CodeBlock, Columns, Container, Row, Table
from exporter.ooxml.names import qname
from tests.backends.documents import paragraph
from tests.backends.docx.test_blocks import opened_body

TABLE = Table(head=(), body=(Row(cells=(Cell(children=(paragraph("in the table"),)),)),))


def card(*blocks: object) -> Container:
    """A card with a title."""
    return Container(role="card", title=paragraph("Title").children, children=blocks)  # type: ignore[arg-type]


def test_tables_and_code_are_inside_their_boxes() -> None:
    """The cell has the borders, and no paragraph in it has those of its style; a card of words needs no table."""
    code = CodeBlock(text="x")
    for block in (card(paragraph("words"), TABLE), card(code), Container(role="alert-note", children=(TABLE,))):
        opened = opened_body(block)
        (cell,) = opened.find("//w:body/w:tbl/w:tr/w:tc")
        assert {part.tag for part in cell.iter(qname("w:tcBorders"))}
        framed = [
            p for p in cell.findall(qname("w:p")) if "Source" not in p.xpath("string(.//@w:val)", namespaces=p.nsmap)
        ]
        drawn = {side.get(qname("w:val")) for p in framed for side in p.iterfind(f".//{qname('w:pBdr')}/*")}
        assert drawn <= {"nil"}
        (row,) = opened.find("//w:body/w:tbl/w:tr")
        assert row.find(f"{qname('w:trPr')}/{qname('w:cantSplit')}") is not None
    assert not opened_body(card(paragraph("words"))).find("//w:tbl")


def test_cards_of_a_row_are_equally_high() -> None:
    """Each card is a cell with borders in one row, a gap between them, and the row is as wide as the text and whole."""
    opened = opened_body(Columns(widths=(1, 1), columns=((card(paragraph("a")),), (card(TABLE),))))
    (row,) = opened.find("//w:body/w:tbl/w:tr")
    bordered = [cell.find(f"{qname('w:tcPr')}/{qname('w:tcBorders')}") is not None for cell in row.iter(qname("w:tc"))]
    assert bordered[:3] == [True, False, True]
    assert row.find(f"{qname('w:trPr')}/{qname('w:cantSplit')}") is not None
    (size,), (margins,) = opened.find("//w:sectPr/w:pgSz"), opened.find("//w:sectPr/w:pgMar")
    text = int(size.get(qname("w:w"))) - sum(int(margins.get(qname(f"w:{side}"))) for side in ("left", "right"))
    widths = [int(one.get(qname("w:w"))) for one in opened.find("//w:body/w:tbl/w:tblGrid/w:gridCol")]
    assert 0 <= text - sum(widths) < len(widths)
