"""Findings that need no rendering are told before a book is rendered, and once."""

import json
import re
import sys
from pathlib import Path

import pytest

from exporter.build import batch
from exporter.build.made_files import MadeFile
from exporter.build.rendering import FileTask
from exporter.build.workers.limits import PAGE
from exporter.cli import run

MARK = "-- rendering --"
FINDING = re.compile(r"(?:warning|loss|error|note)\[[\w-]+\]")


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book of three long pages, each with something to find; rendering it prints a mark."""
    monkeypatch.chdir(tmp_path)
    words = "Words and more words, enough of them.\n\n" * (PAGE // 60)
    (tmp_path / "content").mkdir()
    for name, more in {
        "a": "::nobody\nx\n::\n",
        "b": "[the page](/c)\n",
        "c": "<video src='x'></video>\n",
    }.items():
        (tmp_path / f"content/{name}.md").write_text(f"# {name}\n\n{more}\n{words}")
    (tmp_path / "exporter.yaml").write_text("formats: [text]\nexports: [{pages: '*.md', output: book}]\n")

    def make_file(task: FileTask) -> MadeFile:
        print(MARK, file=sys.stderr)
        return made(task)

    made = batch.make_file
    monkeypatch.setattr(batch, "make_file", make_file)
    return tmp_path


def test_findings_come_before_the_rendering(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Those of reading, of content and of the format's check; none is told again at the end."""
    assert run(["build", "--in-process", "--no-cache", "--report", "report.json"]) == 0
    before, mark, after = capsys.readouterr().err.partition(MARK)
    assert mark
    found = json.loads((book / "report.json").read_text())["findings"]
    assert {f["code"] for f in found} >= {"loss-component", "loss-media", "text-link"}
    assert all(f["message"] in before for f in found if f["severity"] != "note")
    assert not FINDING.search(after)


def test_programs_get_all_findings_at_the_end(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A report in a format for programs is whole."""
    assert run(["build", "--in-process", "--no-cache", "--format", "json"]) == 0
    printed = capsys.readouterr()
    assert not FINDING.search(printed.err)
    assert {f["code"] for f in json.loads(printed.out)["findings"]} >= {"loss-component", "text-link"}


def test_an_error_of_the_check_comes_first_too(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is told once, and the file is not made."""
    (book / "exporter.yaml").write_text(
        "formats: [text]\nseverities: {text-link: error}\nexports: [{pages: '*.md', output: book}]\n"
    )
    assert run(["build", "--in-process", "--no-cache"]) == 1
    before, _, after = capsys.readouterr().err.partition(MARK)
    assert "error[text-link]" in before
    assert not FINDING.search(after)
