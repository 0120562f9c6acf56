"""Signals end a run at any moment: without a traceback, with a shell's exit code, with nothing left behind."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.process.conftest import Start

BUILD = ("build", "p.md", "--to", "pdf,docx", "--no-cache", "--force")
# Seconds after the start: imports, planning, workers that start, workers that work.
MOMENTS = (0.08, 0.15, 0.25, 0.4, 0.7)


def children(folder: Path) -> list[str]:
    """The processes that work in the site's folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if (entry / "cwd").readlink() == folder and int(entry.name) != os.getpid():
                    found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:
                continue
    return found


@pytest.fixture(scope="module")
def beginning() -> float:
    """The seconds in which an interpreter starts here: a signal meets Python alone before."""
    seconds = []
    for _ in range(3):
        begin = time.monotonic()
        subprocess.run([sys.executable, "-P", "-c", ""], check=True)
        seconds.append(time.monotonic() - begin)
    return max(seconds)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda n: n.name)
def test_a_signal_at_any_moment(start: Start, tmp_path: Path, number: signal.Signals, beginning: float) -> None:
    """Each ends the run soon, and its workers with it."""
    for moment in MOMENTS:
        with tempfile.TemporaryDirectory() as temporary:  # a path that is short enough for sockets
            process = start(*BUILD, environment={"TMPDIR": temporary})
            time.sleep(beginning + moment)
            process.send_signal(number)
            _, told = process.communicate(timeout=60)
            if process.returncode != -number or moment > MOMENTS[1]:  # else Python's, before the exporter's first line
                assert "Traceback" not in told, (moment, told)
                assert process.returncode in (128 + number, 0), (moment, told)
            assert _gone(tmp_path / "site"), (moment, children(tmp_path / "site"))
            assert os.listdir(temporary) == [], moment  # noqa: PTH208 (names alone)
        assert list((tmp_path / "site").rglob("*.tmp")) == []


def test_ctrl_c_twice(start: Start, tmp_path: Path) -> None:
    """Whoever presses it again does not stop the cleaning."""
    process = start(*BUILD)
    time.sleep(0.5)
    for _ in range(5):
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            time.sleep(0.02)
    _, told = process.communicate(timeout=60)
    assert "Traceback" not in told
    assert process.returncode in (130, 0)
    assert _gone(tmp_path / "site")


def test_nohup_stays_in_force(start: Start) -> None:
    """A signal that the caller had ignored is ignored."""
    process = start("build", "p.md", "--to", "html", preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    time.sleep(0.3)
    process.send_signal(signal.SIGHUP)
    process.communicate(timeout=60)
    assert process.returncode == 0


def _gone(folder: Path) -> bool:
    end = time.monotonic() + 20
    while children(folder) and time.monotonic() < end:
        time.sleep(0.05)
    return not children(folder)


def test_the_way_in_imports_nothing_that_content_could_have(tmp_path: Path) -> None:
    """Before the search path is clean, only modules that are built in or loaded already are imported."""
    marker = tmp_path / "ran"
    for name in ("gc", "signal", "typing", "enum", "os", "site", "io", "errno", "threading"):
        (tmp_path / f"{name}.py").write_text(f"open({str(marker)!r}, 'a').write({name!r})\n")
    import sys

    done = subprocess.run([sys.executable, "-m", "exporter", "--version"], cwd=tmp_path, check=False)
    assert done.returncode == 0
    assert not marker.exists(), marker.read_text()
