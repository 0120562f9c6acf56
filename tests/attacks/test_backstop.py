"""No command reads a page, makes a drawing or renders a file but within the limits of time and memory."""

import re
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest

from exporter.backends import FORMATS, load
from exporter.build import flow as flow_module
from exporter.cli import run
from exporter.cli.options import SessionOptions
from exporter.cli.preview_project import PreviewedProject
from tests.end_to_end.test_process import ROOT, make_site

COMMANDS = {
    "build": ["build", "--to", "html"],
    "build -o": ["build", "files/doc0", "--to", "html", "-o", "one.html"],
    "validate": ["validate"],
    "list": ["list"],
    "check": ["check"],
    "clean": ["clean", "--orphans"],
    "publish": ["publish", "--dry-run"],
    "rename": ["rename", "files/doc0", "other", "--dry-run"],
    "diff": ["diff"],
    "redline": ["redline", "content/page0.md", "content/page1.md", "-o", "changes.html"],
}
LARGE = "---\ntitle: Large\n---\n\n" + "Some *words* and a [link](/to).\n\n" * 60_000
IN_TIME = "limits: {run: {seconds: 1.0}}\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of two pages, under version control, in whose folder the test runs."""
    site = make_site(tmp_path / "site", 2)
    with (site / "exporter.yaml").open("a") as config:
        config.write("publish: {/: served}\n")
    monkeypatch.chdir(site)
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "pages"]):
        subprocess.run(["git", "-c", "user.name=W", "-c", "user.email=w@example.org", *words], check=True)
    return site


def refuse(*_: object, **__: object) -> NoReturn:
    """What takes the place of work that belongs to workers."""
    raise AssertionError("done in the process that has to go on")


@pytest.mark.parametrize("name", COMMANDS)
def test_workers_do_what_may_hang(
    site: Path, name: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each command does its work where the main process can neither read a page, nor draw, nor render."""
    monkeypatch.setattr(flow_module, "_read_page", refuse)
    monkeypatch.setattr("exporter.assets.svg.read_svg", refuse)
    for format_name in FORMATS:
        monkeypatch.setattr(type(load(format_name)), "render", refuse)
    assert run(COMMANDS[name]) == (1 if name in ("check", "publish") else 0), capfd.readouterr().err


@pytest.mark.parametrize("name", ["build", "validate", "list", "check"])
def test_a_page_beyond_its_time_is_told(site: Path, name: str, capfd: pytest.CaptureFixture[str]) -> None:
    """The page is named, the others are read, and the command ends as for any finding."""
    (site / "content/page1.md").write_text(LARGE)
    with (site / "exporter.yaml").open("a") as config:
        config.write(IN_TIME)
    assert run([*COMMANDS[name], "--no-cache"]) == 1
    told = capfd.readouterr().err
    assert re.search(r"^content/page1\.md:1:1: error\[timeout\]: the page took longer", told, re.MULTILINE), told
    assert "internal" not in told


def test_the_preview_too(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a writer looks at is read and rendered by a worker, which is kept from save to save."""
    monkeypatch.setattr(flow_module, "_read_page", refuse)
    with PreviewedProject(SessionOptions()) as shown:
        assert {shown.state(e.output) for e in shown.plan().exports} == {"missing"}
        rendered = shown.render("files/doc0", "html")
        assert rendered.data is not None, rendered.findings
        first = shown.workers(shown.opened.project)
        shown.plan()
        assert shown.workers(shown.opened.project) is first


def test_no_command_has_a_flow_without_limits() -> None:
    """A flow is made in one place, so that a new command cannot forget them."""
    made = re.compile(r"\b(Flow|read_page|read_picture)\(")
    files = sorted((ROOT / "exporter").rglob("*.py"))
    users = [p.relative_to(ROOT / "exporter").as_posix() for p in files if made.search(p.read_text("utf-8"))]
    assert "open_flow(" in (ROOT / "exporter/cli/session.py").read_text("utf-8")
    assert users == [
        "assets/pictures.py",
        "build/diagrams.py",
        "build/flow.py",
        "build/reading.py",
        "build/selecting.py",
        "build/within_limits.py",
    ]
