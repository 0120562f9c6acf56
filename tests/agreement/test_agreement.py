"""``build`` and ``validate`` say the same of the same pages: for each code, with every kind of name, warm and cold."""

import json
import re
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from exporter.cli import run, session
from exporter.cli import validate as command
from exporter.diagnostics import Code
from exporter.report.codes import CHECKING, CLUSTER, known_codes, stages
from tests.agreement.cases import CASES, ELSEWHERE, PICTURE, Case

OTHER_STAGES = ("starting", CLUSTER, "writing files", CHECKING)  # neither command finds these in pages
LAYOUT = frozenset(name for name, code in known_codes().items() if code.needs_layout)
REQUIRED = [code.name for stage, codes in stages().items() if stage not in OTHER_STAGES for code in codes]
HOW_TO_ADD = """
The code '{}' has no case. Add one to CASES in tests/agreement/cases.py: the smallest page (and configuration) that
makes `exporter build` report it. If `exporter validate` cannot find it, report it in the backend's `check` rather than
in its `render`; where only laying the file out shows it, give the code `needs_layout=True`. An error that a file can
be made with gets `lowered=True`. If no page can bring it about, name it in ELSEWHERE with the test that does.
"""

Told = set[tuple[Any, ...]]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to run in; pages are read in this process."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))
    for name in ("CI", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(command, "session", partial(session.session, in_process=True))
    return folder


def told(words: Iterable[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, Told]:
    """The exit code and the findings of a command: code, severity, message, hint and place."""
    report = Path("report.json")
    report.unlink(missing_ok=True)
    capsys.readouterr()
    code = run([*words, "--report", "report.json", "-q"])
    said = capsys.readouterr().err
    if not report.exists():
        return code, {tuple(found) for found in re.findall(r"(\w+)\[([\w-]+)\]: (.*)", said)}
    findings = json.loads(report.read_text())["findings"]
    keys = ("code", "severity", "message", "hint", "file", "line", "column")
    assert len(findings) == len({tuple(f.get(key) for key in keys) for f in findings}), "each is told once"
    return code, {tuple(f.get(key) for key in keys) for f in findings}


def agree(names: tuple[str, ...], capsys: pytest.CaptureFixture[str], *cache: str) -> Told:
    """What both say; they must agree, with the exit code too."""
    built, by_build = told(["build", "--in-process", *names, *cache], capsys)
    rendered, by_render = told(["validate", "--render", *names, *cache], capsys)
    assert by_build == by_render
    assert built == rendered
    _, by_validate = told(["validate", *names, *cache], capsys)
    assert by_validate == {f for f in by_build if f[0] not in LAYOUT}
    return by_build


def codes_of(findings: Told) -> set[str]:
    """The codes of findings, or of what ended a run."""
    return {str(part) for finding in findings for part in finding[:2]}


@pytest.mark.parametrize("code", REQUIRED)
def test_every_code_has_a_case(code: str) -> None:
    """A new code comes with a page that shows it."""
    assert code in CASES or code in ELSEWHERE, HOW_TO_ADD.format(code)


def test_cases_are_of_codes_that_there_are() -> None:
    """A code that is gone takes its case along."""
    assert [code for code in (*CASES, *ELSEWHERE) if code not in known_codes()] == []


@pytest.mark.parametrize("code", CASES)
def test_both_find_it(code: str, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each code is found by both with the same severity, message, hint and place; what needs layout with --render."""
    CASES[code].write(site)
    found = agree(CASES[code].names, capsys, "--no-cache")
    assert code in codes_of(found)


FAULTY = """\
---
title: A
date: soon
---

# A

[the part](#nope), [the file](/none.pdf), [b](/b#nope), [here](https://example.com/), recieve

## Two

##### Deep

![](/p.png)

![A dog](/dog.png)

![A dog](https://other.example/dog.png)

:ShVideo{src='https://example.org/v.mp4'}

::ShAlert{typeAlrt="x"}
x
::

<!-- exporter-disable-next-line spelling, pdf-alt-text -->
recieve ![](/p.png)
"""
ALL = Case(
    page=FAULTY,
    formats="html, text, pdf",
    files={
        **PICTURE,
        "content/b.md": "![](/p.png)\n\n[the part](#nope) ~~gone~~\n",
        "content/guide/c.md": "## One\n\n![](/p.png) recieve\n",
    },
    more="  - {page: b.md, output: files/b}\n  - {page: a.md, section: Two, output: files/two}\n"
    "  - {pages: [b.md, guide/c.md], output: files/both, title: Both}\n  - {page: guide/c.md, output: files/c}\n",
)
NAMES = [(), ("content/a.md",), ("content/guide",), ("files/two",), ("files/both", "content/b.md")]
POLICIES = [
    "",
    "severities: {remote-image: loss, missing-image: 'off', unknown-prop: note, pdf-alt-text: warning}\n",
    "severities: {broken-link: error, spelling: error, text-mark: error}\n",
    "losses: {ShVideo: error, img: {text: warning}, span: note}\nseverities: {unknown-prop: warning}\n",
]


@pytest.mark.parametrize("names", NAMES, ids=" ".join)
@pytest.mark.parametrize("policy", POLICIES)
def test_names_and_policies_change_nothing(
    names: tuple[str, ...], policy: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page, a folder, an output or nothing on the command line, under every kind of policy, warm as cold."""
    ALL.write(site)
    with (site / "exporter.yaml").open("a") as file:
        file.write(policy)
    cold = agree(names, capsys, "--no-cache")
    assert agree(names, capsys) == cold == agree(names, capsys)


def test_another_policy_counts_for_what_is_built_already(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Findings that were noted when a file was made are graded as the configuration says today."""
    case = CASES["text-mark"]
    case.write(site)
    usual = agree((), capsys)
    config = (site / "exporter.yaml").read_text()
    for policy, code in (("error", 1), ("note", 0), ("'off'", 0), ("warning", 0)):
        (site / "exporter.yaml").write_text(f"{config}severities: {{text-mark: {policy}}}\n")
        assert told(["build", "--in-process"], capsys)[0] == code
        agree((), capsys)
    (site / "exporter.yaml").write_text(config)
    assert agree((), capsys) == usual


def test_pages_that_nothing_asks_for_are_validated_as_if_named(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without names ``validate`` tells what building any page would."""
    Case(config="site: {url: https://example.org}\nformats: [pdf]\n", page=FAULTY, files=ALL.files).write(site)
    _, every = told(["validate", "--no-cache"], capsys)
    for name in ("content/a.md", "content/b.md", "content/guide/c.md"):
        _, built = told(["build", "--in-process", "--no-cache", name], capsys)
        assert {f for f in built if f[0] not in LAYOUT} <= every


def test_validate_writes_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also with ``--render``."""
    CASES["missing-alt"].write(site)
    told(["validate", "--render"], capsys)
    assert not (site / "out").exists()


LOWERED = [name for name, code in known_codes().items() if code.lowered and name in CASES]


@pytest.mark.parametrize("code", LOWERED)
def test_lowering_lets_the_file_be_built(code: str, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An error whose hint names the key that lowers it is one that a file is made with."""
    CASES[code].write(site)
    names = CASES[code].names or ("content/a.md",)
    failed, before = told(["build", "--in-process", "--no-cache", *names], capsys)
    hints = {str(f[3]) for f in before if f[0] == code and f[1] == "error"}
    assert failed and all(f"severities: {{{code}: warning}} in exporter.yaml" in hint for hint in hints) and hints
    config = (site / "exporter.yaml").read_text()
    (site / "exporter.yaml").write_text(f"{config}severities: {{{code}: warning}}\n")
    passed, after = told(["build", "--in-process", "--no-cache", *names], capsys)
    assert (passed, {f[1] for f in after if f[0] == code}) == (0, {"warning"})
    assert any(path.is_file() and path.name != "manifest.json" for path in (site / "out").rglob("*"))


STAYS = [n for n, c in known_codes().items() if c.severity == "error" and not c.lowered and n in CASES]


@pytest.mark.parametrize("code", STAYS)
def test_other_errors_claim_nothing(code: str, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No hint names a key that would not help, and the key does not hide why there is no file."""
    CASES[code].write(site)
    if code != "broken-configuration":
        with (site / "exporter.yaml").open("a") as file:
            file.write(f"severities: {{{code}: 'off'}}\n")
    failed, found = told(["build", "--in-process", "--no-cache", *CASES[code].names], capsys)
    assert failed and code in codes_of(found)
    assert not any("severities:" in str(part) for f in found if code in f[:2] for part in f)


def test_texts_of_codes_are_of_real_length() -> None:
    """Each says why it matters and what to do, in a sentence."""
    bad = [name for name, code in known_codes().items() if not _explained(code)]
    assert bad == [], "give these codes why= and mend=: a plain sentence each, for people who write pages"


def _explained(code: Code) -> bool:
    return all(20 <= len(text) <= 160 and text[0].isupper() and text.endswith(".") for text in (code.why, code.mend))
