"""``apply`` counts what ``list`` shows: what was written, what is left, and the exit code that follows from it."""

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from exporter.cli import run as exporter
from exporter.review import ChangeFilter, as_json, assess, select_changes, totals, write_changes
from exporter.review.listing.rows import rows
from tests.review.docxfile import Part, Reviewed, deleted, edit, gone, inserted, new, read_page, run
from tests.review.sample import PAGE, PATH, opened, review_copy
from tests.review.write.test_verify import _structured, steps

NUMBERS = re.compile(
    r"(\d+) changes? (?:would be )?written.*?, (\d+) left .*?, (\d+) untracked, (\d+) comments? listed"
)
MARK = 'w:id="9" w:author="Rita" w:date="2026-01-02T03:04:05Z"'


def counts(listed: str) -> list[int]:
    """The numbers of a list in JSON: automatic, by hand, untracked, comments."""
    changes = json.loads(listed)["changes"]
    found = Counter("comment" if row["kind"] == "comment" else row["status"] for row in changes)
    return [found["automatic"], found["by hand"] + found["conflict"], found["untracked"], found["comment"]]


def _words(file: Reviewed) -> None:
    edit(file.part("every day"), "every", gone("every"), new("each"))


def _layout(file: Reviewed) -> None:
    part = file.part("The price is low")
    part.more = (
        f'<w:jc w:val="right"/><w:pPrChange {MARK}><w:pPr><w:pStyle w:val="{part.style}"/></w:pPr></w:pPrChange>'
    )


def _cell(file: Reviewed) -> None:
    file.parts[file.parts.index(file.part("Bolt"))] = deleted(file.part("Bolt"))


def _comment(file: Reviewed) -> None:
    file.comments = f"<w:comment {MARK.replace('9', '1', 1)}><w:p>{run('Sure?')}</w:p></w:comment>"
    part = file.part("Some shops")
    part.runs = '<w:r><w:commentReference w:id="1"/></w:r>' + part.runs


def _accepted(file: Reviewed) -> None:
    edit(file.part("works well"), "well", run("nicely"))


def _caption(file: Reviewed) -> None:
    part = inserted("paragraph", "A new caption")
    file.parts.insert(2, Part("Caption", part.runs, mark=part.mark))


KINDS: dict[str, Callable[[Reviewed], None]] = {
    "words": _words,
    "layout": _layout,
    "a cell": _cell,
    "a comment": _comment,
    "accepted": _accepted,
    "a caption": _caption,
}
LEFT = {"layout", "accepted", "a caption"}
MIXED = ("words", "layout", "a comment"), ("words", "a cell"), ("accepted", "layout", "a comment"), tuple(KINDS)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the page, which commands run in."""
    (tmp_path / "content").mkdir()
    (tmp_path / PATH).write_text(PAGE, encoding="utf-8")
    (tmp_path / "exporter.yaml").write_text("exports:\n  - {page: page.md, output: back}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("kinds", [(), *((k,) for k in KINDS), *MIXED], ids=" and ".join)
def test_apply_counts_what_the_list_shows(site: Path, kinds: Sequence[str], capfd: pytest.CaptureFixture[str]) -> None:
    """The list, a dry run and a real one give the same numbers, and 1 where anything is left to somebody."""
    file = review_copy()
    for kind in kinds:
        KINDS[kind](file)
    file.save(site / "back.docx")
    assert exporter(["review", "list", "back.docx", "--format", "json"]) == 0
    wanted = counts(capfd.readouterr().out)
    expected = 1 if LEFT & set(kinds) else 0
    assert sum(wanted) >= len(kinds)
    for more in (["--dry-run"], []):
        assert exporter(["review", "apply", "back.docx", *more]) == expected
        told = NUMBERS.search(capfd.readouterr().err)
        assert told
        assert [int(n) for n in told.groups()] == wanted
    assert ("words" in kinds) == ("each day" in (site / PATH).read_text(encoding="utf-8"))


def test_everything_accepted(site: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A file without tracked changes whose words differ says how to take them; then they are written."""
    file = review_copy()
    _accepted(file)
    edit(file.part("widgit"), "widgit", run("widget"))
    file.save(site / "back.docx")
    assert exporter(["review", "apply", "back.docx"]) == 1
    told = capfd.readouterr().err
    assert "0 changes written, 0 left to do by hand, 2 untracked, 0 comments listed" in told
    assert "--untracked" in told
    assert (site / PATH).read_text(encoding="utf-8") == PAGE
    assert exporter(["review", "apply", "back.docx", "--untracked"]) == 0
    assert f"2 changes written to {PATH}, 0 left to do by hand, 0 untracked" in capfd.readouterr().err
    assert (site / PATH).read_text(encoding="utf-8") == PAGE.replace("works well", "works nicely").replace(
        "git?", "get?"
    )
    assert exporter(["review", "list", "back.docx", "--format", "comments-csv"]) == 0
    assert len(capfd.readouterr().out.splitlines()) == 1, "changes that the page has are no rows of a table"


def test_what_was_not_asked_for_is_not_left(site: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """By author, by section and by id, only the changes in question count."""
    file = review_copy()
    _words(file)
    _layout(file)
    edit(file.part("widgit"), "widgit", gone("widgit", author="Bob"), new("widget", author="Bob"))
    file.save(site / "back.docx")
    for more, code in (
        (["--author", "Bob"], 0),
        (["--section", "Who sells"], 0),
        (["--section", "What is the price"], 1),
        (["--author", "Rita"], 1),
    ):
        assert exporter(["review", "apply", "back.docx", "--dry-run", *more]) == code, more
    assert "1 left to do by hand" in capfd.readouterr().err


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(steps)
def test_any_structure_is_counted_alike(plan: list[tuple[str, int, int, int, str]]) -> None:
    """Whatever comes, goes and moves, what was written and left adds up to the list's rows."""
    with TemporaryDirectory() as folder:
        session = opened(_structured(plan), Path(folder))
    wanted = counts(as_json(session, rows(session, assess(session, read_page))))
    choice = ChangeFilter()
    _, statuses = write_changes(session, select_changes(session, choice)[0], read_page)
    made = totals(rows(session, statuses), choice)
    assert [len(made.written), len(made.left), len(made.untracked), len(made.comments)] == wanted
