"""``build -o``: one file where the user says, with everything else that was asked for."""

import json
from pathlib import Path

import pytest

from exporter.cli import run
from tests.cli.conftest import Write

ONE = ["build", "--in-process", "files/good", "--to", "html"]


def test_its_report_and_form_are_as_asked(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """The findings go where they are asked for, also of one file."""
    assert run([*ONE, "-o", "one.html", "--format", "json", "--report", "r.json"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(Path("r.json").read_text())
    assert Path("one.html").read_text().startswith("<!DOCTYPE html>")
    assert not Path("out").exists()


def test_strict_counts_for_it(site: Write) -> None:
    """A warning is as grave as in any build."""
    site("content/good.md", "## First\n\nWords.\n\n::ShFaqq\n::\n")
    assert run([*ONE, "-o", "one.html"]) == 0
    assert run([*ONE, "-o", "one.html", "--strict"]) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "x.html", "--dry-run"], "-o and --dry-run cannot be used together"),
        (["-o", "-", "--format", "json"], "cannot both go to stdout"),
        (["--report", "findings.foo"], "unknown report format 'findings.foo'"),
    ],
)
def test_what_cannot_be_meant(
    site: Write, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    """It is told before anything is made."""
    assert run([*ONE, *arguments]) == 2
    assert message in capsys.readouterr().err
    assert not Path("x.html").exists()
