"""The worked example of the page "A review round": most of a round needs no retyping, and nothing is wrong."""

from pathlib import Path

import pytest

from tests.review.working_group import REVIEWERS, check_round, file_of


def test_a_round_of_five_reviewers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 200 edits and comments in Word's XML, 90 % and more need no retyping, and none is wrong."""
    for number, name in enumerate(REVIEWERS):
        (tmp_path / f"{name}.docx").write_bytes(file_of(number))
    check_round(tmp_path, [f"{name}.docx" for name in REVIEWERS], monkeypatch)
