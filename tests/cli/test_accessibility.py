"""A PDF without the PDF/UA mark is never published by accident, and never replaces one that has it."""

import json
from pathlib import Path

import pytest

from exporter.cli import run
from tests.cli.conftest import Write

BUILD = ["build", "--in-process"]
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
ALLOWED = "    accessible: false\n    reason: its drawings are described next month\n"
BARE, DESCRIBED = "![](/dot.svg)", "![A dot](/dot.svg)"


def page(picture: str, more: str = "") -> str:
    """A page that asks for a PDF of itself."""
    return f"---\ntitle: Dots\nexports:\n  - output: dots\n    formats: [pdf]\n{more}---\n\n{picture}\n"


@pytest.fixture
def unmarked(site: Write) -> Write:
    """A page with a picture that has no words, built as a PDF without the mark."""
    site("exporter.yaml", "site: {url: https://example.org}\npublish: {/: www}\n")
    site("content/good.md", page(BARE))
    site("content/public/dot.svg", DOT)
    assert run(BUILD) == 0
    return site


def test_summary_list_and_manifest_say_it(unmarked: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """The missing mark is told when the file is made, when it is current, in the list and in the manifest."""
    assert run([*BUILD, "--force"]) == 0
    assert "1 built, 0 failed, 2 warnings, 1 without PDF/UA-1" in capsys.readouterr().err
    assert run(BUILD) == 0
    assert "1 current, 0 failed, 2 warnings, 1 without PDF/UA-1" in capsys.readouterr().err
    assert run(["list"]) == 0
    assert "dots.pdf (no PDF/UA-1)" in capsys.readouterr().out
    assert run(["list", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["unmet"] == {"out/public/dots.pdf": ["PDF/UA-1"]}
    entry = json.loads(Path("out/manifest.json").read_text())["files"][0]
    assert (entry["standards"], entry["unmet"]) == (["PDF/A-3a"], ["PDF/UA-1"])


def test_check_and_publish_want_a_reason(unmarked: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Both end with 1 until the entry says why; `accessible: false` without a reason is a wrong value."""
    for command in ("check", "publish"):
        assert run([command]) == 1
        assert "content/good.md:4:5: error[unmarked-file]" in capsys.readouterr().err
    assert not Path("www").exists()
    unmarked("content/good.md", page(BARE, "    accessible: false\n"))
    assert run(BUILD) == 1
    assert "'accessible: false' needs a 'reason'" in capsys.readouterr().err
    unmarked("content/good.md", page(BARE, ALLOWED))
    assert [run(BUILD), run(["check"]), run(["publish"])] == [0, 0, 0]
    assert Path("www/dots.pdf").is_file()


def test_a_mark_is_not_lost(unmarked: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """A file with the mark stays when its page no longer allows it, unless the entry says why."""
    unmarked("content/good.md", page(DESCRIBED))
    assert run(BUILD) == 0
    marked = Path("out/public/dots.pdf").read_bytes()
    unmarked("content/good.md", page(BARE))
    capsys.readouterr()
    assert run(BUILD) == 1
    assert "error[mark-lost]: 'out/public/dots.pdf' has the PDF/UA-1 mark" in capsys.readouterr().err
    assert Path("out/public/dots.pdf").read_bytes() == marked
    unmarked("content/good.md", page(BARE, ALLOWED))
    assert run(BUILD) == 0
    assert Path("out/public/dots.pdf").read_bytes() != marked


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("pdf: {standard: [a-3a, ua-1]}", 1),
        ("pdf: {standard: a-3a}", 0),
        ("severities: {pdf-alt-text: error}", 1),
        ("severities: {pdf-alt-text: off}", 0),
        ("pdf: {standard: [a-3a, ua-1]}\nseverities: {pdf-alt-text: warning}", 0),
    ],
)
def test_the_configuration_decides(site: Write, given: str, code: int) -> None:
    """A named standard must be met, and `severities:` works both ways."""
    site("exporter.yaml", f"site: {{url: https://example.org}}\n{given}\n")
    site("content/good.md", page(BARE))
    site("content/public/dot.svg", DOT)
    assert run(BUILD) == code


@pytest.mark.parametrize("picture", ['![](/dot.svg){alt=""}', "![](/dot.svg){alt=''}", '<img src="/dot.svg" alt="">'])
def test_an_empty_description_marks_decoration(site: Write, picture: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Written out, in Markdown as in HTML, it takes no mark and gives no warning."""
    site("exporter.yaml", "pdf: {standard: [a-3a, ua-1]}\n")
    site("content/good.md", page(picture))
    site("content/public/dot.svg", DOT)
    assert run(BUILD) == 0
    assert "0 warnings" in capsys.readouterr().err
