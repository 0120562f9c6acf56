"""Rows of pipe tables come, go and move as lines; columns and cells that come or go are left to people."""

import re

import pytest

from exporter.review import assess, rows
from tests.review.docxfile import read_page
from tests.review.exported import BY, Edit, all_of, behind, outcome, session_of, words_replaced

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


_MARKS = re.compile(r'<w:(del|ins) w:id="900[34]".*?</w:\1>')


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


def row(*cells: str, tracked: bool = True) -> str:
    """A row that a reviewer inserted."""
    mark, start, end = (f'<w:ins w:id="7" {BY}/>', f'<w:ins w:id="6" {BY}>', "</w:ins>") if tracked else ("", "", "")
    inside = ""
    for words in cells:
        runs = f"{start}<w:r><w:t>{words}</w:t></w:r>{end}" if words else ""
        inside += f'<w:tc><w:p><w:pPr><w:pStyle w:val="TableText"/><w:rPr>{mark}</w:rPr></w:pPr>{runs}</w:p></w:tc>'
    return f"<w:tr><w:trPr>{mark}</w:trPr>{inside}</w:tr>"


def rows_behind(words: str, *inserted: str) -> Edit:
    """Rows behind the one that has these words."""

    def edit(xml: str) -> str:
        at = xml.index("</w:tr>", xml.index(f">{words}<")) + len("</w:tr>")
        return xml[:at] + "".join(inserted) + xml[at:]

    return edit


BARE = PAGE.replace("| Name | Size |\n|------|------|", "Name | Size\n--- | ---")
for _words in ("Bolt | Ten", "Nut | **Two**", "Pin | One"):
    BARE = BARE.replace(f"| {_words} |", _words)
WRITTEN: dict[str, tuple[str, Edit, list[str]]] = {
    "between others": (PAGE, rows_behind("Nut", row("Screw", "Five")), ["+| Screw | Five |"]),
    "first": (PAGE, rows_behind("Size", row("Screw", "5 | 6")), ["+| Screw | 5 \\| 6 |"]),
    "at the end": (PAGE, rows_behind("Pin", row("Screw", ""), row("Nail", "1")), ["+| Screw |  |", "+| Nail | 1 |"]),
    "without pipes at the edges": (BARE, rows_behind("Bolt", row("Screw", "Five")), ["+Screw | Five"]),
    "moved": (
        PAGE,
        all_of(rows_behind("Pin", row("Bolt", "Ten")), row_deleted("Bolt")),
        ["-| Bolt | Ten |", "+| Bolt | Ten |"],
    ),
    "with a line break": (
        PAGE,
        rows_behind("Nut", row("Screw", "5</w:t><w:br/><w:t>6")),
        ["+| Screw | 5<br>6 |"],
    ),
    "in an item": (
        PAGE.replace("| ", "  | ").replace("|--", "  |--").replace("  | Name", "- Sizes\n\n  | Name"),
        rows_behind("Nut", row("Screw", "Five")),
        ["+  | Screw | Five |"],
    ),
}
LEFT: dict[str, tuple[str, Edit, str]] = {
    "with another column": (PAGE, rows_behind("Nut", row("a", "b", "c")), "it has other columns than the table"),
    "in front of the head": (
        PAGE,
        lambda xml: row("a", "b").join((xml[: (at := xml.rindex("<w:tr>", 0, xml.index(">Name<")))], xml[at:])),
        "a table begins with its head",
    ),
    "in a table of HTML": (
        "<table><tr><td>Bolt</td><td>Ten</td></tr><tr><td>Nut</td><td>Two</td></tr></table>\n",
        rows_behind("Bolt", row("Screw", "Five")),
        "its table is not one of pipes",
    ),
}


@pytest.mark.parametrize("tracked", [True, False])
@pytest.mark.parametrize("name", WRITTEN)
def test_a_row_inserted(name: str, tracked: bool) -> None:
    """The row is a line in the manner of its neighbours, tracked or not."""
    page, edit, lines = WRITTEN[name]
    if not tracked and name == "moved":
        return  # a row that goes without tracking looks like emptied cells
    mark = f'<w:ins w:id="7" {BY}/>'
    changed = edit if tracked else lambda xml: edit(xml).replace(mark, "").replace(f'<w:ins w:id="6" {BY}>', "")
    last = edit if tracked else lambda xml: changed(xml).replace("</w:ins>", "")
    assert outcome(page, last, untracked=not tracked) == (lines, [])


@pytest.mark.parametrize("name", LEFT)
def test_a_row_left(name: str) -> None:
    """A row that the page's table cannot have is told with its reason."""
    page, edit, reason = LEFT[name]
    lines, left = outcome(page, edit)
    assert lines == []
    assert [found.startswith(f"by hand: {reason}") for found in left] == [True], left


def test_a_row_is_one_change() -> None:
    """The list has one row for a new row, with its cells."""
    session = session_of(PAGE, rows_behind("Nut", row("Screw", "Five")))
    found = [(row.kind, row.after, row.status) for row in rows(session, assess(session, read_page))]
    assert found == [("row inserted", "", "automatic"), ("new row", "Screw | Five", "automatic")]


def test_a_paragraph_of_a_cell_without_tracking() -> None:
    """A second paragraph of a cell is told, though it was written with tracking off."""
    plain = '<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr><w:r><w:t>More</w:t></w:r></w:p>'
    session = session_of(PAGE, behind("Two", plain))
    assert [(c.kind, c.after) for c in session.changes] == [("new paragraph", "More¶")]


def test_a_row_deleted() -> None:
    """The line of the row is gone, and the list says so of the row and its cells."""
    assert outcome(PAGE, row_deleted("Nut")) == (["-| Nut | **Two** |"], [])
    session = session_of(PAGE, row_deleted("Nut"))
    found = [(row.kind, row.status) for row in rows(session, assess(session, read_page))]
    assert found == [("row deleted", "automatic"), *[("deleted paragraph", "automatic")] * 2]


def row_gone(words: str) -> Edit:
    """The row that has these words, gone without tracking."""

    def edit(xml: str) -> str:
        at = xml.index(f">{words}<")
        return xml[: xml.rindex("<w:tr>", 0, at)] + xml[xml.index("</w:tr>", at) + len("</w:tr>") :]

    return edit


def test_a_row_gone_without_tracking() -> None:
    """The line of the row goes on demand."""
    assert outcome(PAGE, row_gone("Nut"), untracked=True) == (["-| Nut | **Two** |"], [])


@pytest.mark.parametrize("tracked", [True, False])
def test_a_cell_emptied(tracked: bool) -> None:
    """The words of one cell go, of the head too, and the row stays."""
    for words, old, now in (("Two", "| Nut | **Two** |", "| Nut |  |"), ("Size", "| Name | Size |", "| Name |  |")):
        gone = words_replaced(words, "")
        edit = gone if tracked else lambda xml, gone=gone: _MARKS.sub("", gone(xml))
        assert outcome(PAGE, edit, untracked=not tracked) == (["-" + old, "+" + now], [])


def test_the_head_of_a_table_stays() -> None:
    """A table without its head is no table in Markdown: that is left to people."""
    lines, left = outcome(PAGE, row_deleted("Name"))
    assert lines == []
    assert {reason.split(":")[0] for reason in left} == {"by hand"}


def test_a_row_emptied() -> None:
    """A row whose words alone go stays in the document, and in the page."""
    assert outcome(PAGE, cells_deleted("Nut")) == (["-| Nut | **Two** |", "+|  |  |"], [])


def test_the_sign_that_libreoffice_tracks_rows_by_is_no_word() -> None:
    """A row that LibreOffice inserted has an invisible sign in its first cell, which the page does not get."""
    assert outcome(PAGE, rows_behind("Bolt", row("Rod\u200d", "Six"))) == (["+| Rod | Six |"], [])
