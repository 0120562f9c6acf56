"""``exporter check``: what it says of each file, of published copies, of links and of old dates."""

import json
from pathlib import Path
from typing import Any

import pytest

from exporter.cli import run
from tests.cli.conftest import Write
from tests.cli.seed import UTILITIES, Reword, seed

__all__ = ["seed"]

BUILD = ["build", "--in-process", "-q", "--to", "html"]
ANSWER = ("It is an ideal match.", "It is a perfect match.")


def report(*arguments: str, code: int) -> dict[str, Any]:
    """The report of one check."""
    assert run(["check", "--report", "report.json", "-q", *arguments]) == code
    found: dict[str, Any] = json.loads(Path("report.json").read_text())
    return found


def states(told: dict[str, Any]) -> dict[str, str]:
    """The state of each file by its output."""
    return {file["export"]: file["state"] for file in told["files"]}


def messages(told: dict[str, Any], code: str) -> list[tuple[str, int | None, str]]:
    """File, line and message of the findings with a code."""
    return [(f.get("file", ""), f.get("line"), f["message"]) for f in told["findings"] if f["code"] == code]


def only_html() -> None:
    """Let the project ask for HTML alone, in links too."""
    text = Path("exporter.yaml").read_text()
    entries = text.replace("    title:", "    formats: [html]\n    title:")
    Path("exporter.yaml").write_text(entries)


@pytest.fixture
def built(seed: Reword) -> Reword:
    """The seed, built as HTML."""
    only_html()
    assert run(BUILD) == 0
    return seed


def test_what_was_just_built_is_current(built: Reword) -> None:
    """Nothing is found, and nothing is written."""
    before = {path: path.stat().st_mtime_ns for path in Path().rglob("*")}
    assert run(["check", "-q"]) == 0
    assert {path: path.stat().st_mtime_ns for path in Path().rglob("*")} == before


def test_stale_files_are_told_with_their_question(built: Reword) -> None:
    """The exports that show the answer are stale, at the question's line; the others are current."""
    built(*ANSWER)
    told = report(code=1)
    stale = {"faq/OMASpecWorks FAQ", "faq/Frequently Asked Questions"}
    assert {output for output, state in states(told).items() if state == "stale"} == stale
    line = Path("content/about/faq.md").read_text().splitlines().index('  - q: "Why merge with IPSO Alliance?"') + 1
    assert messages(told, "stale-file") == [
        ("content/about/faq.md", line, f"'{output}' is stale: question 'Why merge with IPSO Alliance?' changed")
        for output in ("faq/OMASpecWorks FAQ", "faq/Frequently Asked Questions")
    ]


def test_new_and_gone_questions_are_told(built: Reword) -> None:
    """A question that was renamed is new under its new name and gone under its old one."""
    built('q: "What has changed?"', 'q: "What is new?"')
    told = [message for _, _, message in messages(report("faq/OMASpecWorks FAQ", code=1), "stale-file")]
    assert told == [
        "'faq/OMASpecWorks FAQ' is stale: question 'What is new?' is new",
        "'faq/OMASpecWorks FAQ' is stale: 'what-has-changed' is gone",
    ]


def test_missing_edited_and_foreign_files(built: Reword) -> None:
    """A file that is gone, one that was changed, and one that nobody told the manifest of."""
    Path("out/public/faq/LwM2M FAQ.html").unlink()
    Path("out/public/faq/Test Events FAQ.html").write_text("by hand")
    told = report(code=1)
    assert states(told)["faq/LwM2M FAQ"] == "missing"
    assert states(told)["faq/Test Events FAQ"] == "edited"
    Path("out/manifest.json").unlink()
    assert set(states(report(code=1)).values()) == {"foreign", "missing"}


def test_another_version_of_a_library_is_no_staleness(built: Reword) -> None:
    """Files made with other versions are current, with a note."""
    path = Path("out/manifest.json")
    manifest = json.loads(path.read_text())
    for entry in manifest["files"]:
        entry["inputs"]["environment"] = entry["key"] = "0" * 64
    path.write_text(json.dumps(manifest))
    told = report(code=0)
    assert set(states(told).values()) == {"current"}
    assert len(messages(told, "other-environment")) == 5


def test_a_date_in_a_name_that_is_older_than_its_text(
    built: Reword, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The next name is proposed with the day of SOURCE_DATE_EPOCH, as the command that gives it."""
    built("Yes, LwM2M has been", "Indeed, LwM2M has been")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704067200")
    assert run(["check", UTILITIES]) == 1
    told = capsys.readouterr().err
    assert f"content/about/faq.md:146:22: warning[old-date]: '{UTILITIES}' changed since 2023-11-20" in told
    assert f"exporter rename '{UTILITIES}' '{UTILITIES.replace('20231120', '20240101')}'" in told


def test_the_configuration_says_how_grave_a_finding_is(built: Reword) -> None:
    """What it turns off is not told, and what it calls a warning is no failure."""
    text = Path("exporter.yaml").read_text()
    Path("exporter.yaml").write_text(text + "severities: {stale-file: warning, old-date: 'off'}\n")
    built("Yes, LwM2M has been", "Indeed, LwM2M has been")
    told = report(code=0)
    assert {f["severity"] for f in told["findings"] if f["code"] == "stale-file"} == {"warning"}
    assert messages(told, "old-date") == []


def test_orphans_are_named(built: Reword) -> None:
    """A file whose export is gone is told of, and stays."""
    text = Path("exporter.yaml").read_text()
    start = text.index("  - output: faq/LwM2M FAQ")
    Path("exporter.yaml").write_text(text[:start] + text[text.index("  - output: faq/Test Events") :])
    assert run(BUILD) == 0
    told = messages(report(code=0), "orphan")
    assert told == [("", None, "'out/public/faq/LwM2M FAQ.html' belongs to a deleted export")]
    assert Path("out/public/faq/LwM2M FAQ.html").is_file()


@pytest.fixture
def copy(seed: Reword) -> Path:
    """A Word file of a section, published under another name."""
    assert run(["build", "faq/OMASpecWorks FAQ", "--in-process", "-q", "--to", "docx"]) == 0
    return Path("out/review/faq/OMASpecWorks FAQ.docx").rename("Questions (2018).docx")


def test_a_published_copy_is_compared_with_its_page(seed: Reword, copy: Path) -> None:
    """The export is found by the questions; differences are told at the page's lines."""
    assert states(report("--against", str(copy), code=0)) == {"faq/OMASpecWorks FAQ": "current"}
    seed(*ANSWER)
    seed('q: "What has changed?"', 'q: "Is it raining?"')
    told = report("--against", str(copy), code=1)
    (reworded,) = messages(told, "published-reworded")
    assert reworded[2].endswith("'Why merge with IPSO Alliance?' is worded differently: 'an ideal' for 'a perfect'")
    assert [m[2] for m in messages(told, "published-missing")] == [f"'{copy}': 'Is it raining?' is missing"]
    assert [m[2] for m in messages(told, "published-added")] == [f"'{copy}': 'What has changed?' is not in the page"]


def test_copies_of_the_configuration_are_compared(seed: Reword, copy: Path) -> None:
    """``published:`` names the file of an output; its differences are part of every check."""
    only_html()
    text = Path("exporter.yaml").read_text()
    Path("exporter.yaml").write_text(f"{text}published:\n  faq/OMASpecWorks FAQ: {copy}\n")
    assert run(BUILD) == 0
    assert report(code=0)["files"][-1]["path"] == str(copy)
    seed(*ANSWER)
    assert len(messages(report(code=1), "published-reworded")) == 1
    assert len(messages(report("faq/LwM2M FAQ", code=0), "published-reworded")) == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--against", "nothing.pdf"], "no file 'nothing.pdf'"),
        (["--against", "exporter.yaml"], "is not a PDF or DOCX"),
        (["--against", "broken.pdf"], "cannot be read as a PDF"),
        (["nothing"], "no page or output 'nothing'"),
    ],
)
def test_wrong_arguments(seed: Reword, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str) -> None:
    """What cannot be compared is exit code 2."""
    Path("broken.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    assert run(["check", *arguments]) == 2
    assert told in capsys.readouterr().err


def test_published_output_that_nothing_makes(seed: Reword, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong name under ``published:`` is told at its place with the nearest one."""
    text = Path("exporter.yaml").read_text()
    Path("exporter.yaml").write_text(f"{text}published: {{faq/LwM2M FQA: a.pdf}}\n")
    assert run(["check"]) == 2
    told = capsys.readouterr().err
    assert "error[unknown-target]: no output 'faq/LwM2M FQA'\n  hint: did you mean 'faq/LwM2M FAQ'?" in told
    assert told.startswith("exporter.yaml:")


def test_a_file_is_current_whichever_formats_were_built_with_it(site: Write) -> None:
    """Files that name their siblings name those that the project asks for, so that a build of one format holds."""
    site("exporter.yaml", "formats: [html, text]\nexports:\n  - {page: good.md, output: files/good}\n")
    assert run(BUILD) == 0
    found = {file["format"]: file["state"] for file in report(code=1)["files"]}
    assert found == {"html": "current", "text": "missing"}
