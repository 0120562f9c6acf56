"""Several reviewed files of one page: agreement in one row, conflicts side by side, all others written together."""

import json
from pathlib import Path

import pytest

from exporter.cli import run as exporter
from exporter.review import ChangeFilter, join, select_changes, write_round
from tests.one_process import in_one_process
from tests.review.docxfile import read_page
from tests.review.edit_cases import edited
from tests.review.exported import edited as edited_xml
from tests.review.redline_loop import PATH, reviewed
from tests.review.round.reviewers import PAGE, file_of, outcome, round_of

AGREED = {
    "Rita": 'replace "small" by "tiny"',
    "Bob": 'replace "small" by "tiny" then replace "every" by "each"',
    "Eve": 'add Normal "New words." behind "Many shops"',
}
CONFLICTS = {
    "Rita": 'replace "small" by "tiny" then drop "The price is low." then add Normal "Mine." behind "Many shops"',
    "Bob": 'insert "very " before "small" then replace "low" by "fair"',
    "Eve": 'bold "day" then add Normal "Ours." behind "Many shops" then insert " Indeed." after "sell widgets."',
}
HINT = "compare them, and take one with '--only', or write it into the page"


def test_agreement() -> None:
    """One row names all who made a change, and it is written once; changes beside each other are all written."""
    assert outcome(round_of(AGREED)) == [
        f"id  {PATH}:7:15  replace  Rita 2026-01-02 (Rita.docx), Bob 2026-01-02 (Bob.docx)  [automatic]",
        "A widget is a [-small-]{+tiny+} part of a machine. It works well every",
        f"id  {PATH}:7:54  replace  Bob 2026-01-02 (Bob.docx)  [automatic]",
        "a tiny part of a machine. It works well [-every-]{+each+} day.",
        f"id  {PATH}:11:4  new paragraph  Eve 2026-01-02 (Eve.docx)  [automatic]",
        "{+New words.¶+}",
        "-A widget is a small part of a machine. It works well every day.",
        "+A widget is a tiny part of a machine. It works well each day.",
        "+New words.",
    ]


def test_conflicts() -> None:
    """Different words for one word, a deletion of changed words, and two paragraphs at one place are left to people."""
    assert outcome(round_of(CONFLICTS)) == [
        f"id  {PATH}:7:15  replace  Rita 2026-01-02 (Rita.docx)  [conflict]",
        "A widget is a [-small-]{+tiny+} part of a machine. It works well every",
        f"against id by Bob (Bob.docx): insert “very”: {HINT}",
        f"id  {PATH}:7:15  insert  Bob 2026-01-02 (Bob.docx)  [conflict]",
        "A widget is a {+very +}small part of a machine. It works well e",
        f"against id by Rita (Rita.docx): replace “small” -> “tiny”: {HINT}",
        f"id  {PATH}:7:60  format  Eve 2026-01-02 (Eve.docx)  [automatic]",
        "day -> bold",
        f"id  {PATH}:9:25  insert  Eve 2026-01-02 (Eve.docx)  [automatic]",
        "Many shops sell widgets.{+ Indeed.+}",
        f"id  {PATH}:11:4  new paragraph  Rita 2026-01-02 (Rita.docx)  [conflict]",
        "{+Mine.¶+}",
        f"against id by Eve (Eve.docx): new paragraph “Ours.¶”: {HINT}",
        f"id  {PATH}:11:4  new paragraph  Eve 2026-01-02 (Eve.docx)  [conflict]",
        "{+Ours.¶+}",
        f"against id by Rita (Rita.docx): new paragraph “Mine.¶”: {HINT}",
        f"id  {PATH}:13:1  deleted paragraph  Rita 2026-01-02 (Rita.docx)  [conflict]",
        "[-The price is low.¶-]",
        f"against id by Bob (Bob.docx): replace “low” -> “fair”: {HINT}",
        f"id  {PATH}:13:14  replace  Bob 2026-01-02 (Bob.docx)  [conflict]",
        "The price is [-low-]{+fair+}.",
        f"against id by Rita (Rita.docx): deleted paragraph “The price is low.¶”: {HINT}",
        "-A widget is a small part of a machine. It works well every day.",
        "+A widget is a small part of a machine. It works well every **day**.",
        "-Many shops sell widgets.",
        "+Many shops sell widgets. Indeed.",
    ]


def test_a_file_that_was_passed_on() -> None:
    """Changes that a second reviewer got, and changed further, are no conflict with the first reviewer's own file."""
    rita = file_of("Rita", 'replace "small" by "tiny" then replace "low" by "high"')
    bob = edited_xml(edited(rita, 'delete " part"'), _second_author)
    joint = join([reviewed(data, PAGE, name) for data, name in ((rita, "r"), (bob, "b"))], ["r", "b"])
    assert outcome(joint) == [
        f"id  {PATH}:7:15  replace  Rita 2026-01-02 (r), Rita 2026-01-02 (b)  [automatic]",
        "A widget is a [-small-]{+tiny+} part of a machine. It works well every",
        f"id  {PATH}:7:20  delete  Bob 2026-01-02 (b)  [automatic]",
        "A widget is a tiny[- part-] of a machine. It works well every day.",
        f"id  {PATH}:13:14  replace  Rita 2026-01-02 (r), Rita 2026-01-02 (b)  [automatic]",
        "The price is [-low-]{+high+}.",
        "-A widget is a small part of a machine. It works well every day.",
        "+A widget is a tiny of a machine. It works well every day.",
        "-The price is low.",
        "+The price is high.",
    ]


def _second_author(xml: str) -> str:
    """The second deletion as one of Bob's."""
    at = xml.index("> part</w:delText>")
    start = xml.rindex('w:author="Rita"', 0, at)
    return xml[:start] + 'w:author="Bob"' + xml[start + len('w:author="Rita"') :]


def test_a_person_decides_a_conflict() -> None:
    """By author or by id, one side of a conflict is written."""
    by_author = outcome(round_of(CONFLICTS), ChangeFilter(authors=frozenset({"Bob", "Eve"})))
    assert [line for line in by_author if line.startswith("+")] == [
        "+A widget is a very small part of a machine. It works well every **day**.",
        "+Many shops sell widgets. Indeed.",
        "+Ours.",
        "+The price is fair.",
    ]
    joint = round_of(CONFLICTS)
    (chosen,) = (change.id for change in joint.changes.values() if change.after == "tiny")
    by_id = outcome(joint, ChangeFilter(only=frozenset({chosen})))
    assert [line for line in by_id if line.startswith("+")] == [
        "+A widget is a tiny part of a machine. It works well every day."
    ]


def test_files_of_different_builds() -> None:
    """Files of two builds of a page meet in the page of today, and the list says that their builds differ."""
    newer = PAGE.replace("Many shops", "A new paragraph.\n\nMany big shops")
    edits = {
        "Rita": 'replace "small" by "tiny"',
        "Bob": 'replace "small" by "tiny" then replace "big" by "large"',
        "Eve": 'replace "small part" by "piece" then untracked replace "low" by "high"',
    }
    found = outcome(round_of(edits, newer, {"Bob": newer, "Eve": newer}), today=newer)
    other = "comes from another build than 'Rita.docx', 2 paragraphs with other words: today's pages join them"
    assert found == [
        f"note: 'Bob.docx' {other}",
        f"note: 'Eve.docx' {other}",
        f"note: Rita.docx: '{PATH}' has changed since the export",
        f"id  {PATH}:7:15  replace  Rita 2026-01-02 (Rita.docx), Bob 2026-01-02 (Bob.docx)  [conflict]",
        "A widget is a [-small-]{+tiny+} part of a machine. It works well every",
        f"against id by Eve (Eve.docx): replace “small part” -> “piece”: {HINT}",
        f"id  {PATH}:7:15  replace  Eve 2026-01-02 (Eve.docx)  [conflict]",
        "A widget is a [-small part-]{+piece+} of a machine. It works well every day.",
        f"against id by Rita (Rita.docx), Bob (Bob.docx): replace “small” -> “tiny”: {HINT}",
        f"id  {PATH}:11:6  replace  Bob 2026-01-02 (Bob.docx)  [automatic]",
        "Many [-big-]{+large+} shops sell widgets.",
        f"id  {PATH}:15:14  replace  unknown author (Eve.docx)  [untracked]",
        "The price is [-low-]{+high+}.",
        "it was made with tracking off, so its author is unknown: 'apply --untracked' writes it",
        "-Many big shops sell widgets.",
        "+Many large shops sell widgets.",
    ]


BESIDE = {
    "Rita": 'split after "machine." then make "Scope" Heading2 then replace "low" by "high"',
    "Bob": 'replace "small" by "tiny" then replace "every" by "each" then insert " of it" after "Scope"',
    "Eve": 'delete "well" then insert " all" after "Many"',
    "Dan": 'drop "The price is low."',
}


def test_a_second_look() -> None:
    """Words beside a split and in a heading with a new level are written with them, and all are known again."""
    joint = round_of(BESIDE)
    chosen = [select_changes(session)[0] for session in joint.sessions]
    page = write_round(joint, chosen, [read_page] * 4)[0][PATH]
    assert page == PAGE.replace("## Scope", "### Scope of it").replace("Many", "Many all").replace(
        "small part of a machine. It works well every", "tiny part of a machine.\n\nIt works  each"
    )
    page = page.replace("low", "high")  # a person takes one side of the conflict
    again = outcome(round_of(BESIDE, page), today=page)
    found = [line.rpartition("  ")[2] for line in again if line.startswith("id ")]
    assert sorted(found) == ["[conflict]", *["[no effect]"] * 8]
    assert not any(line.startswith(("-", "+")) for line in again)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a page and the conflicting files of its reviewers."""
    (tmp_path / "content").mkdir()
    (tmp_path / PATH).write_text(PAGE, encoding="utf-8")
    (tmp_path / "exporter.yaml").write_text("exports:\n  - {page: page.md, output: back}\n", encoding="utf-8")
    for author, edit in CONFLICTS.items():
        (tmp_path / f"{author}.docx").write_bytes(file_of(author, edit))
    in_one_process(monkeypatch)
    monkeypatch.chdir(tmp_path)
    return tmp_path


FILES = ("Rita.docx", "Bob.docx", "Eve.docx")


def test_commands(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``list`` and ``apply`` take all files, agree on the numbers, and a conflict makes the exit code 1."""
    for form in ("json", "html"):
        assert exporter(["review", "list", *FILES, "--format", form, "-o", f"list.{form}"]) == 0
    changes = json.loads((project / "list.json").read_text("utf-8"))["changes"]
    assert len({row["id"] for row in changes}) == len(changes) == 8
    assert [row["against"] for row in changes[:2]] == [[changes[1]["id"]], [changes[0]["id"]]]
    assert {row["file"] for row in changes} == set(FILES)
    page = (project / "list.html").read_text("utf-8")
    assert page.index("very ") < page.index("Mine.") < page.index("fair")
    assert exporter(["review", "apply", *FILES]) == 2
    assert exporter(["review", "apply", *FILES, "--export", "back"]) == 1
    assert "2 changes written to content/page.md, 6 left to do by hand" in capsys.readouterr().err
    assert exporter(["review", "apply", *FILES, "--export", "back", "--author", "Bob"]) == 0
    assert "very small" in (project / PATH).read_text("utf-8")
    assert exporter(["review", "list", "Rita.docx", "Rita.docx"]) == 2
