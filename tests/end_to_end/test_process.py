"""The command as a process: same bytes anywhere, a quick help, an end that leaves whole files only."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = """\
---
title: Page {n}
---

## Part one

Words with **strong**, *stressed* and `code`, [a link](https://example.org/).

::ShFaq
---
qas:
  - q: "What is number {n}?"
    a: |
      An answer with a list:
      * one
      * two
  - q: "And the next?"
    a: {words}
---
::

![A dot](/images/dot.svg)
"""
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4" fill="red"/></svg>'


def make_site(folder: Path, pages: int, words: str = "words " * 40) -> Path:
    """A site of some pages, each an export of its own."""
    (folder / "content/public/images").mkdir(parents=True)
    (folder / "content/public/images/dot.svg").write_text(DOT)
    for n in range(pages):
        (folder / f"content/page{n}.md").write_text(PAGE.format(n=n, words=words))
    entries = "".join(f"  - {{page: page{n}.md, output: files/doc{n}}}\n" for n in range(pages))
    (folder / "exporter.yaml").write_text(f"site: {{url: https://example.org}}\nexports:\n{entries}")
    return folder


def command(*arguments: str) -> list[str]:
    """The command line of a run in a process of its own."""
    return [sys.executable, "-m", "exporter", *arguments]


def environment(folder: Path, **more: str) -> dict[str, str]:
    """A small environment with a cache of its own."""
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "EXPORTER_CACHE": str(folder), **more}


def exported(site: Path, cache: Path, *arguments: str, **env: str) -> Mapping[str, str]:
    """The hash of each file of a run."""
    done = subprocess.run(
        command("build", *arguments), cwd=site, env=environment(cache, **env), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return hashes(site / "out")


def hashes(out: Path) -> dict[str, str]:
    """The sha256 of each file below a folder but for the run's own."""
    files = (p for p in out.rglob("*") if p.is_file() and not p.name.startswith("."))
    return {p.relative_to(out).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_same_bytes_everywhere(tmp_path: Path) -> None:
    """Another folder, time zone, language, hash seed and number of workers make no difference in any format."""
    one = make_site(tmp_path / "one", 2)
    two = make_site(tmp_path / "another folder" / "two", 2)
    first = exported(one, tmp_path / "c1", "-j", "1", TZ="UTC", LC_ALL="C", PYTHONHASHSEED="0")
    second = exported(two, tmp_path / "c2", "-j", "3", TZ="Pacific/Auckland", LC_ALL="C.UTF-8", PYTHONHASHSEED="7")
    assert len(first) == 7
    assert first == second


def test_help_is_quick() -> None:
    """The help loads nothing that a build needs."""
    code = (
        "import sys; from exporter.cli import run; run(['--help']); "
        "heavy = {'weasyprint', 'docx', 'lxml', 'pydantic', 'PIL', 'markdown', 'yaml', 'jinja2', 'rich', 'pebble'}; "
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_nothing_to_do_loads_no_renderer(tmp_path: Path) -> None:
    """A run in which all is current starts no worker and loads no renderer."""
    site = make_site(tmp_path / "site", 1)
    exported(site, tmp_path / "cache")
    code = (
        "import sys; from exporter.cli import run; code = run(['build', '-q']); "
        "heavy = {'weasyprint', 'pebble', 'PIL', 'rich'}; "
        "sys.exit(', '.join(heavy & set(sys.modules)) or code)"
    )
    env = environment(tmp_path / "cache")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=site, env=env)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mapping[str, str]]:
    """A site of some size, and what its files are when they are whole."""
    folder = tmp_path_factory.mktemp("whole")
    site = make_site(folder / "site", 5)
    files = exported(site, folder / "cache")
    shutil.rmtree(site / "out")
    return site, files


def broken_off(site: Path, cache: Path, kind: signal.Signals, after: int) -> tuple[int, dict[str, str]]:
    """A run that gets a signal once so many files are there: its exit code and the files that it left."""
    with subprocess.Popen(
        command("build", "-j", "2"),
        cwd=site,
        env=environment(cache),
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        while process.poll() is None and len([*(site / "out").rglob("*.*")]) < after:
            time.sleep(0.01)
        if kind is signal.SIGKILL:
            os.killpg(process.pid, kind)
        else:
            process.send_signal(kind)
        code = process.wait(60)
    return code, hashes(site / "out")


def test_ctrl_c_leaves_whole_files(whole: tuple[Path, Mapping[str, str]], tmp_path: Path) -> None:
    """An interrupted run ends with 130; what it wrote is whole and in its manifest; the next run does the rest."""
    site, files = whole
    for attempt in range(5):  # a run may be done before the signal comes
        shutil.rmtree(site / "out", ignore_errors=True)
        code, left = broken_off(site, tmp_path / f"cache-{attempt}", signal.SIGINT, 4)
        if code:
            break
    assert code == 130
    assert "manifest.json" in left
    assert {p: h for p, h in left.items() if p != "manifest.json"}.items() <= files.items()
    assert exported(site, tmp_path / "cache") == files


@pytest.mark.parametrize("after", [0, 4, 8])
def test_killed_at_any_moment(whole: tuple[Path, Mapping[str, str]], tmp_path: Path, after: int) -> None:
    """Killed outright, a run leaves whole files only, and the next one repairs the rest."""
    site, files = whole
    shutil.rmtree(site / "out", ignore_errors=True)
    code, left = broken_off(site, tmp_path / "cache", signal.SIGKILL, after)
    assert code in (-signal.SIGKILL, 0)
    assert {p: h for p, h in left.items() if p != "manifest.json"}.items() <= files.items()
    assert exported(site, tmp_path / "cache") == files
    assert not list((site / "out").rglob(".exporter-*"))
