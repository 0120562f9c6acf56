"""Tables: equally wide rows, spans inside their limits, scopes of header cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.lowering import LoweringLimits
from exporter.markdown.tree import MdcElement
from exporter.model.nodes import Table
from tests.lowering.outline import outline
from tests.lowering.trees import codes, el, lowered


def table(*rows: MdcElement) -> MdcElement:
    """A table of rows without groups."""
    return el("table", *rows)


def only_table(node: MdcElement, limits: LoweringLimits | None = None) -> Table:
    """The table that a node becomes."""
    page, _ = lowered(node, limits=limits)
    (found,) = page.body
    assert isinstance(found, Table)
    return found


def width_of_rows(found: Table) -> set[int]:
    """The widths of all rows, cells of rows above included."""
    widths, taken = set(), []
    for group in (found.head, found.body, found.foot):
        taken = []
        for row in group:
            taken = [n - 1 for n in taken if n > 1]
            widths.add(sum(c.colspan for c in row.cells) + len(taken))
            taken += [c.rowspan for c in row.cells for _ in range(c.colspan)]
    return widths


def test_short_rows_are_filled_with_empty_cells() -> None:
    """Rows of different lengths come out equally wide."""
    found = only_table(table(el("tr", el("td", "a"), el("td", "b")), el("tr", el("td", "c"))))
    assert width_of_rows(found) == {2}


def test_header_cells_have_their_scope() -> None:
    """Cells of the head are headers of columns, th in the body of rows; a written scope wins."""
    head = el("thead", el("tr", el("th", "x"), el("th", "y", colSpan=2)))
    body = el("tbody", el("tr", el("th", "r"), el("td", "1"), el("td", "2")), el("tr", el("th", "s", scope="col")))
    assert outline([only_table(el("table", head, body))]) == (
        "table\n  head | x (col) | y (colgroup, 2 columns)\n  body | r (row) | 1 | 2\n  body | s (col) |  | "
    )


def test_a_first_row_of_header_cells_is_the_head() -> None:
    """A table without thead whose first row holds only th repeats that row."""
    found = only_table(table(el("tr", el("th", "a"), el("th", "b")), el("tr", el("td", "1"), el("td", "2"))))
    assert len(found.head) == 1 and found.head[0].cells[0].scope == "col"


def test_a_row_span_takes_slots_of_the_rows_below() -> None:
    """The row below a spanning cell has one cell less and is as wide."""
    rows = [el("tr", el("td", "a", rowSpan="2"), el("td", "b")), el("tr", el("td", "c"))]
    assert outline([only_table(table(*rows))]) == "table\n  body | a (2 rows) | b\n  body | c"


def test_a_row_span_ends_with_its_group() -> None:
    """A rowspan beyond the rows that are left is cut, with a finding."""
    page, found = lowered(table(el("tr", el("td", "a", rowSpan="9"))))
    assert isinstance(page.body[0], Table) and page.body[0].body[0].cells[0].rowspan == 1
    assert codes(found) == ["table-span"]


def test_a_column_span_of_a_million_is_cut() -> None:
    """A span that would hang a renderer ends at the columns that other cells need."""
    page, found = lowered(table(el("tr", el("td", "a", colSpan="1000000")), el("tr", el("td", "b"), el("td", "c"))))
    assert isinstance(page.body[0], Table)
    assert width_of_rows(page.body[0]) == {2}
    assert codes(found) == ["table-span"]


def test_a_table_of_too_many_columns_is_cut() -> None:
    """Columns beyond the limit are left out, with a finding."""
    page, found = lowered(
        table(el("tr", *(el("td", str(n)) for n in range(10)))), limits=LoweringLimits(table_columns=4)
    )
    assert isinstance(page.body[0], Table) and len(page.body[0].body[0].cells) == 4
    assert codes(found) == ["table-size"]


def test_a_table_of_too_many_cells_is_cut() -> None:
    """Rows beyond the limit of cells are left out, with a finding."""
    rows = [el("tr", el("td", str(n))) for n in range(10)]
    page, found = lowered(table(*rows), limits=LoweringLimits(table_cells=4))
    assert isinstance(page.body[0], Table) and len(page.body[0].body) == 4
    assert codes(found) == ["table-size"]


def test_words_outside_of_cells_come_before_the_table() -> None:
    """Words that stand between rows are kept, before the table, as browsers show them."""
    page, _ = lowered(table(el("tr", el("td", "a"), "stray")))
    assert outline(page.body).splitlines()[0] == "p stray"


def test_alignment_comes_from_attribute_or_style() -> None:
    """GFM writes align, HTML pages write a style."""
    found = only_table(table(el("tr", el("td", "a", align="right"), el("td", "b", style="text-align: center"))))
    assert [c.align for c in found.body[0].cells] == ["right", "center"]


@pytest.mark.parametrize("span", ["0", "-1", "x", "", "1e9", "  3 ", "99999999999999999999"])
def test_odd_spans_are_read_as_browsers_do(span: str) -> None:
    """No value of a span raises, and every row is as wide as the others."""
    row = el("tr", el("td", "a", colSpan=span, rowSpan=span), el("td", "b"))
    assert len(width_of_rows(only_table(table(row, el("tr", el("td", "c")))))) == 1


cells = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=5)


@given(st.lists(cells, min_size=1, max_size=6))
def test_any_table_comes_out_rectangular(rows: list[list[tuple[int, int]]]) -> None:
    """Whatever the spans, all rows are equally wide and no slot is taken twice."""
    node = table(*(el("tr", *(el("td", "x", colSpan=c, rowSpan=r) for c, r in row)) for row in rows))
    assert len(width_of_rows(only_table(node))) == 1


def test_widths_of_columns_come_from_cols_and_cells() -> None:
    """A ``col`` goes before a cell, a style before an attribute; other lengths become pixels, nonsense is no width."""
    cols = el("colgroup", el("col", style="width: 10%"), el("col", width="60%"), el("col"))
    cells = el("tr", el("th", "a", width="50%"), el("th", "b"), el("th", "c", style="color: red; width:3em"))
    assert only_table(el("table", cols, cells)).widths == ("10%", "60%", "48px")
    assert only_table(el("table", el("tr", el("td", "a", width="-3"), el("td", "b", width="wide")))).widths == ()
    assert only_table(
        el("table", el("colgroup", span="2", width="120"), el("tr", el("td", "a"), el("td", "b")))
    ).widths == (
        "120px",
        "120px",
    )
