"""Review files that LibreOffice has saved as ODT: nothing is silent, and what it tracks is what it was."""

from io import BytesIO
from pathlib import Path

import pytest

from exporter.ooxml.package import open_package, read_package
from exporter.review import assess, read_pages, rows, session_of
from exporter.review.listing.rows import ListedRow
from tests.office.conftest import Convert
from tests.review.docxfile import read_page
from tests.review.edit_cases import edited
from tests.review.exported import export
from tests.review.redline_loop import PATH
from tests.review.round.reviewers import commented
from tests.review.write.test_new_blocks import PAGE as BLOCKS

PAGE = """---
title: Widgets
---

## Scope

A widget is a *small* part of a machine[^1].

- iron
- steel

Many shops sell widgets.

| A | B |
|---|---|
| one | two |

The price is low.

[^1]: Or of a toy.
"""
EDIT = (
    'insert "tiny " before "part" then delete "shops " then drop "steel" then bold "price"'
    ' then add Normal "New words." behind "Many" then replace "toy" by "clock" then replace "two" by "three"'
)


@pytest.fixture(scope="module")
def saved(convert: Convert, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files as LibreOffice saves them: without edits, and with several."""
    folder = tmp_path_factory.mktemp("odt")
    (folder / "fresh.docx").write_bytes(export(PAGE))
    (folder / "blocks.docx").write_bytes(export(BLOCKS))
    (folder / "edited.docx").write_bytes(commented(edited(export(PAGE), EDIT), "sell", ("Bob", "Who?")))
    convert("odt", sorted(folder.glob("*.docx")), folder / "saved")
    return folder / "saved"


def listed(file: Path, page: str) -> list[ListedRow]:
    """The rows of an ODT, with the map of the file that was sent."""
    session = session_of(open_package(file, opendocument=True), read_package(BytesIO(export(page))))
    read_pages(session, {PATH: page}.get, read_page)
    return rows(session, assess(session, read_page))


@pytest.mark.parametrize(("name", "page"), [("fresh", PAGE), ("blocks", BLOCKS)])
def test_nothing_is_listed(saved: Path, name: str, page: str) -> None:
    """Words, lists, tables and notes are the exported ones."""
    assert listed(saved / f"{name}.odt", page) == []


def test_edits(saved: Path) -> None:
    """Edits in paragraphs, lists, cells and notes are those of the Word file, with their author."""
    found = [(r.kind, r.author, r.status, r.before, r.after) for r in listed(saved / "edited.odt", PAGE)]
    assert found == [
        ("insert", "Rita", "automatic", "", "tiny "),
        ("deleted paragraph", "Rita", "automatic", "steel¶", ""),
        ("delete", "Rita", "automatic", "shops ", ""),
        ("comment", "Bob", "open", "sell", "Who?"),
        ("new paragraph", "Rita", "automatic", "", "New words.¶"),
        ("replace", "Rita", "automatic", "two", "three"),
        ("format", "Rita", "automatic", "price", "bold"),
        ("replace", "Rita", "automatic", "toy", "clock"),
    ]
