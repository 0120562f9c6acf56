"""Random edits of the project's own pages, judged by a reader that shares no code with the review."""

import shutil
from collections import Counter
from pathlib import Path

from tests.conformance.edits import verdicts
from tests.review.edit_cases import cases

ROOT = Path(__file__).parents[2]
COUNT = 30


def test_no_edit_is_written_wrong_or_silent(tmp_path: Path) -> None:
    """Most are written and show what the reviewer saw; the others leave the page alone, and a row says so."""
    shutil.copytree(ROOT / "content/about", tmp_path / "content")
    for page in {case.page: case.name.split()[0] for case in cases()}.items():
        (tmp_path / f"content/{page[1]}.md").write_text(page[0], "utf-8")
    found = list(verdicts([tmp_path], COUNT))
    totals = Counter(verdict.word for verdict in found)
    assert [verdict for verdict in found if verdict.word in ("wrong", "silent")] == []
    assert totals["right"] >= COUNT * 0.7, totals
