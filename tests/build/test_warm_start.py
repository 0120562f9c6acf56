"""Runs that are quick because they load nothing that they do not need, and begin early what they will."""

import multiprocessing
import os
import subprocess
import sys
from multiprocessing import forkserver
from pathlib import Path

import pytest

from exporter.build import warm_start, within_limits
from exporter.build.workers import fork_server
from exporter.cache import Cache
from exporter.cli import run
from exporter.cli.options import BuildOptions, begin_workers
from tests.cli.conftest import Write

HEAVY = ("docx", "fontTools", "jinja2", "lxml", "markdown", "pebble", "PIL", "weasyprint", "exporter.components")
LOADED = """
import sys
from exporter.cli import run
from exporter.cli.options import BuildOptions, begin_workers
code = run(["build", "--quiet"])
print(code, *(name for name in sys.argv[1:] if name in sys.modules))
"""


def test_a_run_with_nothing_to_do_loads_nothing_heavy(site: Write) -> None:
    """No format's libraries, no reader, no worker."""
    command = [sys.executable, "-c", LOADED, *HEAVY]
    where = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    assert run(["build", "--in-process"]) == 0
    told = subprocess.run(command, env=where, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["0"], told.stdout


def test_workers_begin_where_a_file_changed(site: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not in the first run of a kind, not where all is as it was, but once a page is another."""
    begun: list[list[str]] = []
    monkeypatch.setattr(fork_server, "begin", lambda: begun.append(["begun"]))
    monkeypatch.setattr(fork_server, "preload", begun.append)
    build = ["build", "--cache", str(tmp_path / "own")]
    for _ in range(2):
        assert run(build) == 0
    begun.clear()
    assert run(build) == 0
    assert ["begun"] not in begun
    site("content/good.md", "## First\n\nOther words.\n")
    assert run(build) == 0
    assert ["begun"] in begun
    assert any("html" in names for names in begun)


def test_a_damaged_note_is_none(tmp_path: Path) -> None:
    """What cannot be read as a note begins nothing."""
    cache = Cache(tmp_path)
    for value in ({}, [], {"files": 1}, {"files": {}, "modules": 1}):
        cache.put_json(warm_start.KIND, "0" * 64, value)
        warm_start.begin(cache, "0" * 64)


@pytest.mark.skipif(not fork_server.can_fork(), reason="this system has no servers that fork")
def test_workers_are_forked_with_all_that_is_heavy() -> None:
    """What a format loads is there before a worker's first task."""
    assert "exporter.backends.pdf.preload" in fork_server.modules(["pdf", "text"])
    assert not any("text" in name for name in fork_server.modules(["pdf", "text"]))
    assert isinstance(fork_server.context(), type(multiprocessing.get_context("forkserver")))
    assert hasattr(forkserver, "ensure_running")


@pytest.mark.parametrize(("given", "begun"), [({}, True), ({"in_process": True}, False), ({"dry_run": True}, False)])
def test_workers_begin_at_once_for_one_file(
    given: dict[str, bool], begun: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each run makes it anew; the libraries are those of the format with its suffix."""
    formats: list[list[str]] = []
    monkeypatch.setattr(warm_start, "start_server", lambda names: formats.append(list(names)))
    begin_workers(BuildOptions(targets=("page.md",), output="deep/page.PDF", **given))
    assert formats == ([["pdf"]] if begun else [])


def test_one_page_waits_for_no_warm_worker(site: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rendering that only warms the workers would stand before the file of a single page."""
    warmed: list[str] = []
    monkeypatch.setattr(within_limits, "_warm", lambda *_: warmed.append("warmed"))
    build = ["build", "content/good.md", "-o", str(tmp_path / "good.html"), "--cache", str(tmp_path / "own")]
    for path in Path("content").glob("**/*.md"):
        if path.name != "good.md":
            path.unlink()
    assert run(build) == 0
    assert warmed == []
