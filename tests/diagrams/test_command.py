"""Diagrams that a program of the user draws: named on the command line or in the user's own configuration alone."""

import json
import shlex
import sys
from pathlib import Path

import pytest

import exporter
from exporter.build.diagrams import ProgramTask, draw_all
from exporter.cli.application import run
from exporter.diagnostics import UsageError
from exporter.diagrams import CommandRequest, DiagramCommand, Undrawn, draw_with, parse_commands, version_of

PAGE = "---\ntitle: Arrows\n---\n\n```plantuml\nAlice -> Bob\n```\n"
DRAW = """\
import sys
if "--version" in sys.argv:
    print("Draw 1.0")
    raise SystemExit
words = sys.stdin.read().strip().replace(">", "&gt;")
print('<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40" viewBox="0 0 200 40">')
print(f'<text x="10" y="25">{words}</text></svg>')
"""


def program(folder: Path, text: str) -> str:
    """A command that runs a program in Python."""
    file = folder / "draw.py"
    file.write_text(text, "utf-8")
    return shlex.join((sys.executable, "-I", str(file)))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a page, in which the test runs; the user's configuration is the test's own."""
    folder = tmp_path / "site"
    (folder / "content").mkdir(parents=True)
    (folder / "content/a.md").write_text(PAGE, "utf-8")
    (folder / "exporter.yaml").write_text("every_page: true\nformats: [html, gfm, docx]\n", "utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user"))
    return folder


def output(site: Path, suffix: str) -> str:
    """The text of the only output of a suffix."""
    (file,) = (path for path in (site / "out").rglob(f"*{suffix}"))
    return file.read_text("utf-8")


def codes(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The codes of the findings of a run with ``--format json``."""
    return [finding["code"] for finding in json.loads(capsys.readouterr().out)["findings"]]


def test_a_command_draws_its_language(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The drawing is in the web page with its words as description; Markdown keeps the source; ``check`` agrees."""
    option = f"plantuml={program(tmp_path, DRAW)}"
    assert run(["build", "--diagram", option]) == 0
    html = output(site, ".html")
    assert "plantuml diagram: Alice -&gt; Bob" in html
    assert "<pre" not in html
    assert "```plantuml\nAlice -> Bob\n```" in output(site, ".md")
    assert run(["check", "--diagram", option]) == 0
    assert run(["check"]) == 1
    capsys.readouterr()


def test_a_new_version_draws_anew(site: Path, tmp_path: Path) -> None:
    """The version is part of the key: another one draws again, with the cache in use."""
    option = f"plantuml={program(tmp_path, DRAW)}"
    assert run(["build", "--diagram", option]) == 0
    program(tmp_path, DRAW.replace("Draw 1.0", "Draw 2.0").replace("{words}", "Second"))
    version_of.cache_clear()
    assert run(["build", "--diagram", option]) == 0
    assert "Second" in output(site, ".html")


def test_the_user_names_a_command(site: Path, tmp_path: Path) -> None:
    """The user's own configuration names a command for every project, also from Python."""
    (tmp_path / "user/mdc-exporter").mkdir(parents=True)
    text = json.dumps({"diagrams": {"plantuml": program(tmp_path, DRAW)}})
    (tmp_path / "user/mdc-exporter/config.yaml").write_text(text, "utf-8")
    assert run(["build"]) == 0
    assert "plantuml diagram" in output(site, ".html")
    result = exporter.convert(site / "content/a.md", "html")
    assert b"plantuml diagram" in (result.data or b"")


def test_no_project_is_the_users_own(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder of the project that poses as the user's configurations is refused."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(site))
    (site / "mdc-exporter").mkdir()
    text = json.dumps({"diagrams": {"plantuml": program(tmp_path, DRAW)}})
    (site / "mdc-exporter/config.yaml").write_text(text, "utf-8")
    assert run(["build"]) == 2
    assert "command-not-trusted" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("import sys; sys.exit('no Java here')", "ended with the status 1: no Java here"),
        ("print('not a drawing')", "gave no SVG"),
        ("print('<svg ' * 2_000_000)", "gave more than 5,000,000 bytes"),
        ("import time; print('<svg', flush=True); time.sleep(60)", "did not end within 1 s"),
        ("x = ['x'] * 10**12", "MemoryError"),
    ],
)
def test_a_failing_command_says_why(text: str, reason: str, tmp_path: Path) -> None:
    """A program that fails, gives too much or does not end is a reason, within its limits."""
    (made,) = parse_commands({"plantuml": program(tmp_path, text)}).values()
    with pytest.raises(Undrawn, match=reason):
        draw_with(CommandRequest(source="a", command=made), 1)


def test_a_failing_command_leaves_the_source(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The page shows the source, and a loss says why."""
    assert run(["build", "--diagram", "plantuml=no-such-program -pipe", "--format", "json"]) == 0
    assert "diagram-source" in codes(capsys)
    assert "Alice -&gt; Bob" in output(site, ".html")


@pytest.mark.parametrize("option", ["plantuml", "plantuml=", "plantuml=./draw", "plantuml='", "Plant UML=cat"])
def test_a_wrong_option_is_told(site: Path, option: str) -> None:
    """An option without a language or command, or with a relative path, ends the run as wrong usage."""
    assert run(["build", "--diagram", option]) == 2


def test_arguments_are_split_as_a_shell_does() -> None:
    """Quotes keep blanks; nothing else of a shell has a meaning."""
    assert parse_commands({"dot": "dot -T'svg x' $HOME;"}) == {
        "dot": DiagramCommand(arguments=("dot", "-Tsvg x", "$HOME;"))
    }
    with pytest.raises(UsageError):
        parse_commands({"dot": " "})


def test_the_programs_of_an_export_share_its_time(tmp_path: Path) -> None:
    """The first of three that never end is ended when the time is over; the others are not begun."""
    (made,) = parse_commands({"plantuml": program(tmp_path, "import time; time.sleep(60)")}).values()
    requests = tuple(CommandRequest(source=name, command=made) for name in "abc")
    drawn = draw_all(ProgramTask(requests, 1.0))
    first, *others = (str(drawn[request]) for request in requests)
    assert first.endswith("did not end within 1 s")
    assert others == ["the diagrams before it took the export's 1 s for programs"] * 2
