"""The written list of edits once LibreOffice has saved the files: the page changes as from Word's, or not at all."""

from pathlib import Path

import pytest

from tests.office.conftest import Convert
from tests.review.edit_cases import Case, cases, changed, edited, outcome_of, writes_everything
from tests.review.exported import export

CASES = cases()
BATCH = 30  # files that LibreOffice saves in one run
LEAST = 0.9  # of the edits are written as from Word's own file
OTHERWISE = {
    'make "Below" Heading3 then replace "Below" by "Above"': "LibreOffice 7.4 drops the deletion",
    'not strike "gone"': "LibreOffice 7.4 drops the mark of the change",
    'move "Words at the end" behind "Warning"': "LibreOffice 7.4 makes it a deletion and a new paragraph",
}


@pytest.fixture(scope="module")
def saved(convert: Convert, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edited files as LibreOffice saves them."""
    folder = tmp_path_factory.mktemp("edits")
    for case in CASES:
        (folder / f"{case.name}.docx").write_bytes(edited(export(case.page), case.edit))
    files = sorted(folder.glob("*.docx"))
    for at in range(0, len(files), BATCH):
        convert("docx:MS Word 2007 XML", files[at : at + BATCH], folder / "saved")
    return folder / "saved"


def lines_of(saved: Path, case: Case) -> tuple[list[str], str]:
    """The changed lines of the page, and the whole outcome."""
    data = (saved / f"{case.name}.docx").read_bytes()
    outcome = outcome_of(data, case.page, everything=writes_everything(case.edit))
    return changed(outcome), outcome


def test_edits_are_written_alike(saved: Path) -> None:
    """Most edits change the same lines; the others leave the page alone and are listed."""
    same = 0
    for case in (case for case in CASES if case.edit not in OTHERWISE):
        lines, outcome = lines_of(saved, case)
        same += lines == changed(case.outcome)
        assert lines == changed(case.outcome) or (not lines and outcome), (case.name, case.edit, outcome)
    assert same >= LEAST * len(CASES)
