"""What goes wrong around an export stays around it: no room, no home, no network, no memory, a reader that dies."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from exporter.build import flow as flow_module
from exporter.build.flow import Flow
from exporter.build.project import open_project
from exporter.cli import run
from exporter.diagnostics import Diagnostic, Diagnostics, Severity
from tests.attacks.network import cut
from tests.end_to_end.test_process import command, environment, hashes, make_site

NOWHERE = "/dev/null/nothing"  # no folder can be made there, not even by root


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of one page, in whose folder the test runs."""
    site = make_site(tmp_path / "site", 1)
    monkeypatch.chdir(site)
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))
    return site


def test_no_network_is_needed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command does its work where any use of a socket is an error."""
    cut(monkeypatch)
    assert run(["validate"]) == 0
    assert run(["build", "--in-process"]) == 0
    assert run(["check"]) == 0
    assert run(["list"]) == 0


def test_no_home_and_no_cache_are_needed(site: Path, tmp_path: Path) -> None:
    """With a home that cannot be written, and a site that nothing is written to, the files are the same."""
    config = site / "exporter.yaml"
    config.write_text(f"formats: [html, docx]\ndocx: {{fonts: none}}\n{config.read_text()}")  # fonts take long to cut
    assert run(["build", "--in-process", "--out", str(tmp_path / "usual")]) == 0
    before = {p: p.stat().st_mtime_ns for p in site.rglob("*")}
    env = environment(Path(NOWHERE), HOME=NOWHERE, XDG_CACHE_HOME=NOWHERE, TMPDIR=str(tmp_path))
    out = tmp_path / "out"
    done = subprocess.run(
        command("build", "--in-process", "--out", str(out)), cwd=site, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert hashes(out) == hashes(tmp_path / "usual")
    assert {p: p.stat().st_mtime_ns for p in site.rglob("*")} == before


@pytest.mark.parametrize("room", [0, 300, 12_000])
def test_a_full_disk_leaves_what_was_there(site: Path, tmp_path: Path, room: int) -> None:
    """Files that find no room are findings; those of the run before stay whole, and the next run does the rest."""
    assert run(["build", "--in-process"]) == 0
    before = hashes(site / "out")
    page = site / "content/page0.md"
    page.write_text(page.read_text().replace("Part one", "Part two"))
    small = f"import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room})); "
    code = f"{small}import sys; from exporter.cli import run; sys.exit(run(['build', '--in-process']))"
    done = subprocess.run(
        [sys.executable, "-B", "-c", code],
        cwd=site,
        env={**os.environ, "EXPORTER_CACHE": NOWHERE},
        capture_output=True,
        text=True,
    )
    assert done.returncode in (1, 3), done.stderr
    assert "Traceback" not in done.stderr
    assert "error[write]: cannot write" in done.stderr
    assert "error[internal]" not in done.stderr
    after = hashes(site / "out")
    assert set(after) == set(before)
    assert run(["build", "--in-process"]) == 0
    assert not list((site / "out").rglob(".exporter-*"))
    whole = hashes(site / "out")
    assert all(after[p] in (before[p], whole[p]) for p in before)


@pytest.mark.parametrize("name", ["out", "out/public", "out/manifest.json", "out/public/files"])
def test_an_output_folder_that_is_none(site: Path, name: str, capfd: pytest.CaptureFixture[str]) -> None:
    """A file where a folder should be, or a folder where the manifest should be, is told; nothing is thrown away."""
    path = site / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir() if name.endswith(".json") else path.write_text("mine")
    assert run(["build", "--in-process"]) in (1, 3)
    told = capfd.readouterr().err
    assert "error[write]: cannot write" in told
    assert "Traceback" not in told
    assert path.is_dir() if name.endswith(".json") else path.read_text() == "mine"


def test_a_page_that_ended_its_reader_is_not_read_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What hung or killed a worker is never tried in the process that has to go on."""

    def refuse(*_: object) -> None:
        raise AssertionError("the page was read again")

    monkeypatch.setattr(flow_module, "_read_page", refuse)
    died = Diagnostic(code="timeout", severity=Severity.ERROR, message="the page took longer than its time limit")
    diagnostics = Diagnostics()
    flow = Flow(open_project(site, diagnostics), read_all=lambda sources, _: ((source, died) for source in sources))
    (export,) = flow.plan(diagnostics)
    assert flow.select(export).failed
    assert not flow.is_read(export.pages[0])
    assert [f.code for f in flow.findings()] == ["timeout"]
