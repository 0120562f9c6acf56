"""The comment of a pull request: made from a report that anybody may have written."""

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from exporter.cli import run
from exporter.cli.comment import LARGEST
from exporter.report.change_report import report_schema
from exporter.report.changes import LONGEST
from tests.attacks.network import cut

HOSTILE = (
    "@everyone @org/team https://evil.example www.evil.example evil@example.com #1 GH-1 org/repo#2 " + "a1b2c3d4" * 5,
    "[click](https://evil.example) ![x](https://evil.example/a.png) <img src=x onerror=alert(1)> <!-- -->",
    "` `` ``` ````\n\n# Heading\n\n- item\n> quote | cell | <details>\r\n/close\n\u2028@all",
    "\u202egnp.exe\u202c \x1b[31m \x00 \ud800".encode("utf-8", "replace").decode(),
    "`",
    "\\`@everyone\\",
    "``@everyone``",
    "a|b|@everyone",
    r"a\|@everyone",
    r"a\\|@everyone\\\|@all",
)
REPORT: dict[str, Any] = {"version": 1, "since": "main", "count": 1, "passage_count": 1}


def hostile(text: str) -> dict[str, Any]:
    """A report with this text in the place of every free word."""
    passage = {"kind": "new", "noun": "question", "title": text, "file": text, "line": 1, "outputs": [text]}
    words = [{"how": how, "text": text} for how in ("same", "gone", "new", "more")]
    download = {"kind": "renamed", "output": text, "old": text, "formats": [text], "facts": [text]}
    rest = {"since": text, "ignored": [text], "count": 2, "passages": [{**passage, "words": words}]}
    return REPORT | rest | {"downloads": [download, {**download, "kind": "changed"}]}


def commented(report: object, capsys: pytest.CaptureFixture[str], folder: Path) -> str:
    """The comment made from a report, through the command."""
    (folder / "changes.json").write_text(json.dumps(report))
    assert run(["report", "comment", str(folder / "changes.json")]) == 0
    return capsys.readouterr().out


def outside_of_code(line: str) -> list[str]:
    """The parts of a line, or of each cell of a row (GFM 4.10: a bar without a backslash ends it), that are no code."""
    cells = re.findall(r"(?:\\.|[^|\\])*", line) if line.startswith("|") else [line]
    return [outside_of_spans(cell) for cell in cells]


def outside_of_spans(line: str) -> str:
    """The part of a text that is no code span (CommonMark 6.1: closed by a run of as many backticks)."""
    runs, outside, at = list(re.finditer("`+", line)), "", 0
    while runs:
        start = runs.pop(0)
        end = next((run for run in runs if len(run[0]) == len(start[0])), None)
        if end is not None:
            outside += line[at : start.start()]
            at = end.end()
            runs = [run for run in runs if run.start() >= at]
    return outside + line[at:]


@pytest.mark.parametrize("text", HOSTILE)
def test_words_of_content_are_code(text: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """No word of content makes a mention, a link, a picture, markup or a line of its own."""
    comment = commented(hostile(text), capsys, tmp_path)
    plain = commented(hostile("x"), capsys, tmp_path)
    assert [outside_of_code(line) for line in comment.split("\n")] == [outside_of_code(li) for li in plain.split("\n")]
    assert not re.search("[\u202e\x00\x1b\u2028]", comment)


def test_an_empty_word_opens_no_code(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Two backticks of an empty text would take those of the next word for their end."""
    download = {"kind": "changed", "output": "", "facts": ["", "a`@everyone", ""]}
    comment = commented(REPORT | {"downloads": [download]}, capsys, tmp_path)
    assert "@everyone" in comment
    assert "@everyone" not in str([outside_of_code(line) for line in comment.split("\n")])


def test_the_comment_shows_what_changes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Ignored changes of configuration, downloads and words stand in it."""
    comment = commented(hostile("Words"), capsys, tmp_path)
    assert comment.startswith("### 2 downloads change since `Words`\n")
    assert "have no effect before they are merged:\n\n- `Words`\n" in comment
    assert "| `Words (Words)` | renamed from `Words`; `Words` |" in comment
    assert "- **question `Words` new** (`Words:1`) in `Words`: `Words` **−** `Words` **+** `Words` …" in comment


WRONG = {
    "no JSON": b"x",
    "deep": b"[" * 200_000,
    "another version": json.dumps(REPORT | {"version": 2}).encode(),
    "an unknown key": json.dumps(REPORT | {"body": "x"}).encode(),
    "a number as text": json.dumps(REPORT | {"since": 1}).encode(),
    "a text as number": json.dumps(REPORT | {"count": "1"}).encode(),
    "a long text": json.dumps(REPORT | {"since": "x" * 2_000}).encode(),
    "a long list": json.dumps(REPORT | {"ignored": ["x"] * 2_000}).encode(),
    "an unknown kind": json.dumps(REPORT | {"downloads": [{"kind": "@all", "output": "x"}]}).encode(),
    "too many bytes": b" " * (LARGEST + 1),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_report_is_refused(name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """One line says what is wrong, and nothing is written."""
    (tmp_path / "changes.json").write_bytes(WRONG[name])
    assert run(["report", "comment", str(tmp_path / "changes.json"), "-o", str(tmp_path / "comment.md")]) == 2
    assert "error[change-report]: " in capsys.readouterr().err
    assert not (tmp_path / "comment.md").exists()


def packed(**members: bytes) -> bytes:
    """A ZIP file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


def test_an_artifact_is_not_unpacked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report is read out of the ZIP; other members, bombs and damage have no effect."""
    cut(monkeypatch)
    good = json.dumps(REPORT | {"count": 0, "passage_count": 0}).encode()
    member = {"changes.json": good, "../../owned": b"x", "/etc/owned": b"x"}
    cases = {"good": packed(**member), "bomb": packed(**{"changes.json": b" " * 50_000_000}), "other": packed(a=b"x")}
    cases |= {"damaged": cases["good"][:60], "broken": cases["good"].replace(b"No", b"On").replace(b"PK\1", b"PK\x09")}
    codes = {}
    for name, data in cases.items():
        folder = tmp_path / name / "a" / "b"
        folder.mkdir(parents=True)
        (folder / "report.zip").write_bytes(data)
        codes[name] = run(["report", "comment", str(folder / "report.zip")])
        assert [path.name for path in (tmp_path / name).rglob("*") if path.is_file()] == ["report.zip"]
    assert codes == {"good": 0, "bomb": 2, "other": 2, "damaged": 2, "broken": 2}
    assert capsys.readouterr().out == "### No download changes since `main`\n"


def test_a_long_report_is_cut(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The longest report that the schema allows makes a comment that services take, cut at the end of a line."""
    report = hostile("@x" * 400)
    comment = commented(report | {"downloads": report["downloads"] * 250, "count": 500}, capsys, tmp_path)
    assert len(comment) < LONGEST + 100
    assert comment.endswith("\n- and more\n")


def test_other_programs_can_check_a_report() -> None:
    """A report that the command takes keeps to the printed schema."""
    jsonschema.validate(hostile("x"), report_schema())
