"""Rows of pipe tables: a deleted row's line goes, all other changes of tables are left to people."""

from exporter.review import assess, rows
from tests.review.docxfile import read_page
from tests.review.exported import BY, Edit, outcome, session_of

PAGE = """---
title: Tables
---

## Sizes

| Name | Size |
|------|------|
| Bolt | Ten |
| Nut | **Two** |
| Pin | One |
"""


def row_deleted(words: str) -> Edit:
    """The row that has these words deleted, as Word does: its properties, its runs."""

    def edit(xml: str) -> str:
        at = xml.index(f">{words}<")
        start, end = xml.rindex("<w:tr>", 0, at), xml.index("</w:tr>", at)
        row = xml[start:end].replace("<w:t>", "<w:delText>").replace("</w:t>", "</w:delText>")
        row = row.replace("<w:r>", f'<w:del w:id="9" {BY}><w:r>').replace("</w:r>", "</w:r></w:del>")
        mark = f'<w:del w:id="8" {BY}/>'
        if "</w:trPr>" not in row:
            row = row.replace("<w:tr>", "<w:tr><w:trPr></w:trPr>")
        row = row.replace("</w:trPr>", f"{mark}</w:trPr>")
        return xml[:start] + row + xml[end:]

    return edit


def cells_deleted(words: str) -> Edit:
    """The words of a row and their marks deleted, but not the row."""
    return lambda xml: row_deleted(words)(xml).replace(f'<w:del w:id="8" {BY}/></w:trPr>', "</w:trPr>")


def test_a_row_deleted() -> None:
    """The line of the row is gone, and the list says so of the row and its cells."""
    assert outcome(PAGE, row_deleted("Nut")) == (["-| Nut | **Two** |"], [])
    session = session_of(PAGE, row_deleted("Nut"))
    found = [(row.kind, row.status) for row in rows(session, assess(session, read_page))]
    assert found == [("row deleted", "automatic"), *[("deleted paragraph", "automatic")] * 2]


def test_the_head_of_a_table_stays() -> None:
    """A table without its head is no table in Markdown: that is left to people."""
    lines, left = outcome(PAGE, row_deleted("Name"))
    assert lines == []
    assert {reason.split(":")[0] for reason in left} == {"by hand"}


def test_a_row_emptied() -> None:
    """A row whose words alone go stays in the document: that is left to people."""
    lines, left = outcome(PAGE, cells_deleted("Nut"))
    assert lines == []
    assert {reason.split(":")[0] for reason in left} == {"by hand"}
