"""Review files that LibreOffice has saved: nothing is listed that nobody changed, and edits are still what they are."""

from pathlib import Path

import pytest

from exporter.review import select_changes, write_changes
from tests.office.conftest import Convert
from tests.review.docxfile import read_page
from tests.review.exported import all_of, changed_lines, edited, export
from tests.review.redline_loop import PATH, reviewed
from tests.review.write.test_new_blocks import PAGE, WRITTEN
from tests.review.write.test_pictures import PAGE as PICTURES

EDITS = ("a heading behind a list", "two quotes", "code", "a list below an item", "a paragraph in an alert")


@pytest.fixture(scope="module")
def saved(convert: Convert, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files as LibreOffice saves them: without edits, and with several."""
    folder = tmp_path_factory.mktemp("review")
    (folder / "kinds.docx").write_bytes(export(PAGE))
    (folder / "pictures.docx").write_bytes(export(PICTURES))
    edits = all_of(*(WRITTEN[name][0] for name in EDITS))
    (folder / "edited.docx").write_bytes(edited(export(PAGE), edits))
    convert("docx:MS Word 2007 XML", sorted(folder.glob("*.docx")), folder / "saved")
    return folder / "saved"


@pytest.mark.parametrize(("name", "page"), [("kinds", PAGE), ("pictures", PICTURES)])
def test_nothing_is_listed(saved: Path, name: str, page: str) -> None:
    """Styles, lists, levels, pictures and their texts are the exported ones."""
    session = reviewed((saved / f"{name}.docx").read_bytes(), page)
    assert [(c.kind, c.before, c.after) for c in session.changes] == []


def test_edits_are_written(saved: Path) -> None:
    """New blocks of all kinds are written as from the file before."""
    session = reviewed((saved / "edited.docx").read_bytes(), PAGE)
    texts, statuses = write_changes(session, select_changes(session)[0], read_page)
    assert {decision.status for decision in statuses.values()} == {"automatic"}
    wanted = sorted(line for name in EDITS for line in WRITTEN[name][1])
    assert sorted(changed_lines(PAGE, texts[PATH])) == wanted
