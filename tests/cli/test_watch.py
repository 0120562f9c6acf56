"""``exporter build --watch`` as a writer uses it: edit, break, mend, end."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from exporter.build.flow import Flow
from exporter.cli.watch import repeat
from tests.build.cluster_processes import until
from tests.cli.conftest import GOOD, Write

ROOT = Path(__file__).parents[2]


@pytest.fixture
def watching(site: Write, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """The running command and the file with what it tells; the report that it writes wakes nothing."""
    told = tmp_path / "told.txt"
    command = [sys.executable, "-m", "exporter", "build", "--watch", "--in-process", "--report", "report.json"]
    with told.open("wb") as file:
        process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=file)
    yield process, told
    process.kill()
    process.wait()


def test_edit_break_mend_end(watching: tuple[subprocess.Popen[bytes], Path], site: Write) -> None:
    """A save makes the file anew, faults are told over the last good file, and Ctrl-C ends with 130, no traceback."""
    process, told = watching
    file = Path("out/public/files/good.html")
    until(lambda: "1 built" in told.read_text())
    site("content/good.md", GOOD.replace("first part", "very first part"))
    until(lambda: "very first part" in file.read_text())
    site("content/good.md", GOOD + "\n::ShAlert{typeAlrt=info}\nGone.\n::\n")
    until(lambda: "content/good.md:13:11: error[unknown-prop]" in told.read_text())
    assert "very first part" in file.read_text()
    site("exporter.yaml", "site: [")
    until(lambda: "exporter.yaml:1:" in told.read_text())
    site(
        "exporter.yaml",
        "site: {url: https://example.org}\nformats: [html]\nexports: [{page: good.md, output: files/good}]\n",
    )
    site("content/good.md", GOOD.replace("first part", "mended part"))
    until(lambda: "mended part" in file.read_text())
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 130
    assert "Traceback" not in told.read_text()


def test_own_files_wake_nothing(watching: tuple[subprocess.Popen[bytes], Path], site: Write) -> None:
    """Outputs, manifest and report are written at each build and start no other; nor does what no build reads."""
    _, told = watching
    until(lambda: "1 built" in told.read_text())
    for name in ("content/other.txt", "content/.good.md.swp", "content/good.md~", "content/public/unused.png", "a.log"):
        site(name, "nothing that is read")
    site("content/good.md", GOOD.replace("first part", "very first part"))
    until(lambda: told.read_text().count("1 built") == 2)
    site("content/good.md", GOOD)
    until(lambda: told.read_text().count("1 built") == 3)
    assert told.read_text().count("built") == 3


def test_a_missing_picture_that_appears_wakes(
    watching: tuple[subprocess.Popen[bytes], Path], site: Write, tmp_path: Path
) -> None:
    """The next build shows it: the last one asked for it."""
    _, told = watching
    until(lambda: "1 built" in told.read_text())
    site("content/good.md", GOOD + "\n![Words](/a/b.svg)\n")
    until(lambda: "missing-image" in told.read_text())
    site("content/public/a/b.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    until(lambda: told.read_text().count("1 built") == 2)


def test_a_report_and_a_log_in_the_content_folder_start_no_loop(site: Write) -> None:
    """One build until a page changes, wherever the command writes what it tells."""
    site("content/public/.keep", "")
    log = Path("content/public/log.txt")
    command = [sys.executable, "-m", "exporter", "build", "--watch", "--in-process", "--report", "content/report.json"]
    with log.open("wb") as file:
        process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=file)
    try:
        until(lambda: "1 built" in log.read_text())
        site("content/good.md", GOOD.replace("first part", "very first part"))
        until(lambda: log.read_text().count("1 built") == 2)
        site("content/good.md", GOOD)
        until(lambda: log.read_text().count("1 built") == 3)
        assert log.read_text().count(" built, ") == 3
    finally:
        process.kill()
        process.wait()


def test_a_bug_is_told_and_the_watch_goes_on(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """A failure of ours in one build is a finding; the next save builds again."""
    builds = []

    def build(_: Callable[[Flow], None]) -> int:
        builds.append("one")
        if len(builds) > 1:
            raise KeyboardInterrupt
        site("content/good.md", GOOD + "\nMore words.\n")
        raise ValueError("a fault of ours")

    with pytest.raises(KeyboardInterrupt):
        repeat(build, None, (), (), verbose=False)
    told = capsys.readouterr().err
    assert told.startswith("error[internal]: ValueError: a fault of ours\n  hint: this is a bug")
    assert "Traceback" not in told
