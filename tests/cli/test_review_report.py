"""``exporter review report``: the record of a round, against the page as it is after it."""

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from exporter.cli import run
from exporter.report.review_record import review_schema
from tests.backends.docx.opened import Opened
from tests.cli.conftest import Write
from tests.one_process import in_one_process
from tests.review.exported import edited as with_author
from tests.review.word_edits import WordFile

PAGE = """\
---
title: Devices
---

# Register

A device registers once a day.

It sends its name.

# Update

A device updates its address.
"""


@pytest.fixture
def site_files(site: Write, monkeypatch: pytest.MonkeyPatch) -> Write:
    """A page and its review file."""
    in_one_process(monkeypatch)
    site("exporter.yaml", "formats: [docx]\ndocx: {fonts: none}\nexports:\n  - {page: devices.md, output: Devices}\n")
    site("content/devices.md", PAGE)
    assert run(["build", "--quiet"]) == 0
    return site


def edited(site: Write, name: str, author: str, *edits: Callable[[WordFile], object]) -> None:
    """A file that comes back from a reviewer."""
    file = WordFile(Path("out/review/Devices.docx").read_bytes())
    for edit in edits:
        edit(file)
    site(name, with_author(file.data(), lambda xml: xml.replace('"Rita"', f'"{author}"')))


def test_the_record_of_a_round(site_files: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Changes that the page has are taken, decided ones rejected with their reasons, the others left."""
    edited(
        site_files,
        "rita.docx",
        "Rita",
        lambda f: f.replace("once a day", "hourly"),
        lambda f: f.add("", "It waits.", behind="its name"),
    )
    edited(site_files, "bob.docx", "Bob", lambda f: f.replace("address", "location"), lambda f: f.drop("It sends"))
    assert run(["review", "apply", "rita.docx", "--export", "Devices"]) == 0
    capsys.readouterr()
    given = ["rita.docx", "bob.docx", "--export", "Devices"]
    assert run(["review", "report", *given, "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    jsonschema.validate(record, review_schema())
    names = {entry["after"]: entry["id"] for clause in record["clauses"] for entry in clause["entries"]}
    site_files("decisions.yaml", f"{names['location']}: rejected, an address is the term\nnone: x\n")
    assert run(["review", "report", *given, "--decisions", "decisions.yaml", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert "review-decisions" in err and "'none'" in err
    assert [
        (clause["section"], entry["author"], entry["kind"], entry["outcome"], entry["reason"])
        for clause in json.loads(out)["clauses"]
        for entry in clause["entries"]
    ] == [
        ("Register", "Rita", "replace", "taken", ""),
        ("Register", "Bob", "deleted paragraph", "left", "not applied"),
        ("Register", "Rita", "new paragraph", "taken", ""),
        ("Update", "Bob", "replace", "rejected", "an address is the term"),
    ]
    for form in ("html", "docx"):
        made = ["--decisions", "decisions.yaml", "--format", form, "-o", f"record.{form}"]
        assert run(["review", "report", *given, *made]) == 0
    shown = [words for _, words in Opened(Path("record.docx").read_bytes()).paragraphs()]
    counts = "4 changes and 0 comments in 2 files (rita.docx, bob.docx): 2 taken, 1 rejected, 1 left."
    assert shown[0] == "Review round: Devices" and counts in shown
    assert '<th scope="col">Outcome</th>' in Path("record.html").read_text()


WRONG = {"- a list": "expected keys and values", "a: [1]": "the decision on 'a' is not a text", "a: 'x": "broken YAML"}


@pytest.mark.parametrize("text", WRONG)
def test_wrong_decisions_are_told_with_their_place(
    text: str, site_files: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that cannot be used ends the command with 2."""
    site_files("decisions.yaml", text)
    assert run(["review", "report", "out/review/Devices.docx", "--decisions", "decisions.yaml"]) == 2
    told = capsys.readouterr().err
    assert WRONG[text] in told and "decisions.yaml:1" in told and "review-decisions" in told
