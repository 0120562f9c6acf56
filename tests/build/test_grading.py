"""How grave findings are: severities by code, losses by component and format, comments in pages."""

import json
from pathlib import Path

import pytest

from exporter.cli import run
from tests.cli.conftest import CONFIGURATION, Write

VIDEO = "---\ntitle: Good\n---\n\n## First\n\n:ShVideo{{src='https://example.org/v.mp4'}}\n{}\n## Second\n\nWords.\n"
TWO = CONFIGURATION.replace("[html]", "[html, text]")
LOSS = "content/good.md:7:1: loss[loss-media]: ShVideo: a video cannot be shown in a document"


def told(site: Write, capsys: pytest.CaptureFixture[str], policy: str, command: str = "build") -> tuple[int, str]:
    """The exit code and the findings of a command under a policy."""
    site("exporter.yaml", TWO + policy)
    site("content/good.md", VIDEO.format(""))
    arguments = ["--in-process", "--report", "report.json"] if command == "build" else []
    code = run([command, *arguments])
    return code, capsys.readouterr().err


def states() -> dict[str, str]:
    """What became of each format's file."""
    return {f["format"]: f["state"] for f in json.loads(Path("report.json").read_text())["files"]}


@pytest.mark.parametrize("command", ["build", "validate"])
@pytest.mark.parametrize(
    ("policy", "level", "code"),
    [
        ("", "loss", 0),
        ("losses: {ShVideo: warning}\n", "warning", 0),
        ("losses: {sh-video: error}\n", "error", 1),
        ("losses: {ShVideo: off}\n", "", 0),
        ("losses: {ShVideo: {text: warning}}\n", "warning", 0),
        ("losses: {ShVideo: {text: 'off', html: 'off'}}\n", "", 0),
        ("severities: {loss-media: error}\nlosses: {ShVideo: note}\n", "", 0),
    ],
)
def test_losses_are_as_grave_as_the_policy_says(
    site: Write, capsys: pytest.CaptureFixture[str], command: str, policy: str, level: str, code: int
) -> None:
    """A level for a component, or one for a component in a format, stands over the code's own."""
    assert told(site, capsys, policy, command)[0] == code
    _, said = told(site, capsys, policy, command)
    assert (LOSS.replace("loss[", f"{level}[") in said) if level else ("loss-media" not in said)
    assert said.count("loss-media") == bool(level)


def test_an_error_in_one_format_leaves_the_others(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """A loss that is an error in one format keeps that file from being made, and no other."""
    assert told(site, capsys, "losses: {ShVideo: {text: error}}\n")[0] == 1
    assert states() == {"html": "built", "text": "failed"}


def test_wrong_names_in_policies_are_told(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Components, formats and codes that there are not have their place and a hint."""
    _, said = told(
        site, capsys, "losses:\n  ShVidoe: error\n  iframe:\n    pfd: note\nseverities: {loss-medai: error}\n"
    )
    assert (
        "exporter.yaml:6:3: warning[unknown-component]: no component 'ShVidoe'\n  hint: did you mean 'ShVideo'?" in said
    )
    assert "exporter.yaml:8:5: error[unknown-format]: no format 'pfd'\n  hint: did you mean 'pdf'?" in said
    assert "exporter.yaml:9:14: warning[unknown-code]: no finding has the code 'loss-medai'" in said


@pytest.mark.parametrize("command", ["build", "validate", "list"])
def test_comments_silence_what_any_stage_found(site: Write, capsys: pytest.CaptureFixture[str], command: str) -> None:
    """The reader's, lowering's and a picture's findings, in a page and in front matter."""
    site("exporter.yaml", CONFIGURATION)
    page = "---\ntitle: Good\ndate: soon # exporter-disable-line bad-property\n---\n\n"
    page += "<!-- exporter-disable-next-line loss-media -->\n:ShVideo{src='https://example.org/v.mp4'}\n\n"
    page += "<!-- exporter-disable-next-line missing-image -->\n![A dog](/dog.png)\n\n"
    site("content/good.md", page + "::ShAlert{type='info'} <!-- exporter-disable-line -->\nUnclosed.\n")
    assert run([command, *(["--in-process"] if command == "build" else [])]) == 0
    said = capsys.readouterr().err
    assert not any(code in said for code in ("bad-property", "loss-media", "missing-image"))


def test_unknown_codes_in_comments_are_told(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """A code that no finding has is a warning at its place, once."""
    site("content/good.md", "Words.\n\n<!-- exporter-disable-next-line missing-alt, mising-image -->\nMore.\n")
    assert run(["validate"]) == 0
    said = capsys.readouterr().err
    assert (
        "content/good.md:3:46: warning[unknown-code]: no finding has the code 'mising-image'\n  hint: did you" in said
    )
    assert said.count("unknown-code") == 1


def test_what_kept_a_file_from_being_made_is_not_silenced(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """A file without bytes is a failure with its reason, whatever the configuration says of its code."""
    site("exporter.yaml", CONFIGURATION.replace("html", "docx") + "docx: {reference: exporter.yaml}\n")
    with Path("exporter.yaml").open("a") as file:
        file.write("severities: {docx-reference: 'off'}\n")
    assert run(["build", "--in-process"]) == 1
    assert "error[docx-reference]" in capsys.readouterr().err
