"""``exporter redline --only-changed``: a change request in each format, and its fields."""

import json
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from exporter.cli import run
from tests.backends.docx.opened import Opened
from tests.backends.docx.test_form import form
from tests.cli.conftest import Write
from tests.one_process import in_one_process

OLD = """\
---
title: Light Devices
version: "1.2"
identifier: EX-TS-1
numbering: true
---

# Scope

Devices.

# Messages

## Register

A device registers once a day.
"""
NEW = OLD.replace("a day", "an hour").replace("numbering", "change_request: {reason: It is late.}\nnumbering")


@pytest.fixture
def states(site: Write, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Two states of a page."""
    in_one_process(monkeypatch)
    site("exporter.yaml", "site: {url: https://example.org}\nchange_request: {fields: {source: A body}}\n")
    site("content/old.md", OLD)
    site("content/new.md", NEW)
    return site


def request(*options: str) -> int:
    """Run the command."""
    return run(["redline", "content/old.md", "content/new.md", "--only-changed", "--date", "2026-01-31", *options])


def test_fields_come_from_options_pages_and_configuration(states: Write) -> None:
    """The cover has the old version, the changed clauses, and further fields under their own names."""
    assert request("-o", "out.json", "--field", "work_item=WI-7", "--field", "source=Ada") == 0
    made = json.loads(Path("out.json").read_text())
    assert made["title"] == "Change request – Light Devices"
    assert [(f["word"], f["value"]) for f in made["control"]["request"] if f["word"]] == [
        ("Identifier", "EX-TS-1"),
        ("Version", "1.2"),
        ("Changed clauses", "2.1"),
        ("Source", "Ada"),
        ("Date", "2026-01-31"),
        ("Reason", "It is late."),
        ("Work item", "WI-7"),
    ]


def test_a_form_is_the_cover_of_a_word_file(states: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Its open fields are findings; the clauses come behind it, with typed numbers."""
    states("FORM.docx", form("{{document}} {{version}}: {{clauses}} {{work_item}}"))
    assert request("--cover", "FORM.docx", "-o", "out.docx") == 0
    shown = [words for _, words in Opened(Path("out.docx").read_bytes()).paragraphs()]
    assert shown[2:] == [
        "A body",
        "Light Devices 1.2: 2.1 {{work_item}}",
        "Change 1",
        "2 Messages",
        "2.1 Register",
        "A device registers once a dayan hour.",
    ]
    assert "docx-form-field" in capsys.readouterr().err


def test_a_pdf_lists_the_clauses_and_has_bars_beside_changed_lines(states: Write) -> None:
    """The margin has a bar as high as the one line that changed, and no words."""
    assert request("-o", "out.pdf") == 0
    page = pdfium.PdfDocument("out.pdf")[0]
    margin = page.render().to_pil().convert("L").crop((40, 0, 53, 780))
    lines = [at for at in range(margin.height) if min(margin.crop((0, at, margin.width, at + 1)).tobytes()) < 128]
    assert 12 <= len(lines) <= 24 and lines == [*range(lines[0], lines[-1] + 1)]
    words = " ".join(page.get_textpage().get_text_bounded().split())
    assert "Changed clauses Change 1 2 Messages 2.1 Register A device" in words and "2.1 Register 1" in words


WRONG = {
    "a cover without a request": (("--cover", "FORM.docx"), "add --only-changed"),
    "a form for a web page": (("--only-changed", "--cover", "FORM.docx", "-o", "out.html"), "is for a Word file"),
    "no form": (("--only-changed", "--cover", "missing.docx"), "cannot read the form 'missing.docx'"),
    "no name": (("--only-changed", "--field", "=x"), "'=x' is not a field"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_makes_no_request_is_told(name: str, states: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong options end with 2 and write nothing."""
    states("FORM.docx", form())
    options, told = WRONG[name]
    assert run(["redline", "content/old.md", "content/new.md", "-o", "out.docx", *options]) == 2
    assert told in capsys.readouterr().err and not list(Path().glob("out.*"))


def test_equal_states_make_no_file(states: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to request, which is a finding."""
    assert run(["redline", "content/old.md", "content/old.md", "--only-changed", "-o", "out.docx"]) == 1
    assert "no clause differs" in capsys.readouterr().err and not Path("out.docx").exists()
