"""The written list of edits: each is listed and written as the list says, and none is silent."""

import re

import pytest

from tests.review.edit_cases import Case, cases, outcome

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_outcome(case: Case) -> None:
    """Rows of ``review list`` and changed lines of the page are the written ones."""
    assert outcome(case.page, case.edit) == case.outcome


def test_most_edits_are_written() -> None:
    """Of at least 150 edits 130 are written whole; the others are by hand with a reason, and every edit is listed."""
    written = [case for case in CASES if case.written]
    assert len(CASES) >= 150
    assert len(written) >= 130
    for case in CASES:
        rows = [line for line in case.outcome.splitlines() if not re.match(r"   [+-]", line)]
        assert rows, f"{case.name} is silent"
        left = [row for row in rows if "[by hand]" in row]
        assert case.written or left, case.name
        assert all(re.search(r"\(.+\)$", row) for row in left), f"{case.name} has no reason"
