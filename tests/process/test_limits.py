"""A machine that gives too little: told as such with exit code 3, never waited for, never a bug."""

import resource
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.process.conftest import Start

BUILD = ("build", "p.md", "--to", "pdf", "--no-cache")
SECONDS = 120  # of a run that must not hang


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit code and the messages of a run that ends by itself."""
    try:
        _, told = process.communicate(timeout=SECONDS)
    finally:
        process.kill()
    assert "Traceback" not in told
    assert "internal" not in told
    return process.returncode, told


def limited(kind: int, value: int) -> Callable[[], None]:
    """What a shell's ``ulimit`` does."""
    return partial(resource.setrlimit, kind, (value, value))


@pytest.mark.parametrize("megabytes", [150, 250, 400, 700])
def test_less_memory_than_a_file_may_take_hangs_nothing(start: Start, megabytes: int) -> None:
    """With ``ulimit -v`` below the limit of a file the lower one holds: the file is made, or it is told why not."""
    code, told = ended(start(*BUILD, preexec_fn=limited(resource.RLIMIT_AS, megabytes * 1_000_000)))
    assert (code, "1 built" in told) in ((0, True), (1, False), (3, False)), told
    assert code == 0 or "error[" in told


def test_the_lower_limit_of_memory_holds() -> None:
    """A worker never asks for more than its process was given, soft or hard."""
    line = (
        "import resource; from exporter.build.workers import memory;"
        "resource.setrlimit(resource.RLIMIT_AS, (3 * 10**9, 4 * 10**9)); memory.set_limit({wanted});"
        "print(*resource.getrlimit(resource.RLIMIT_AS))"
    )
    for wanted, limit in ((10**10, 3 * 10**9), (2 * 10**9, 2 * 10**9)):
        done = subprocess.run(
            [sys.executable, "-c", line.format(wanted=wanted)], capture_output=True, text=True, check=False
        )
        assert done.stdout.split()[0] == str(limit), done.stderr


def test_too_few_open_files_are_told(start: Start) -> None:
    """What helps is named."""
    code, told = ended(start(*BUILD, preexec_fn=limited(resource.RLIMIT_NOFILE, 12)))
    assert code == 3
    assert "too many files are open" in told
    assert "ulimit -n" in told


@pytest.mark.parametrize("error", ["OSError(38, 'Function not implemented')", "FileNotFoundError(2, 'No such file')"])
@pytest.mark.parametrize("command", ["build", "validate"])
def test_a_system_without_semaphores_is_told(start: Start, tmp_path: Path, error: str, command: str) -> None:
    """As in a container without /dev/shm; without worker processes the run goes well."""
    driver = tmp_path / "driver.py"
    driver.write_text(
        "import _multiprocessing, sys\n"
        f"def broken(*_, **__): raise {error}\n"
        "import multiprocessing.synchronize\n"
        "class Broken:\n"
        "    SEM_VALUE_MAX = 1\n"
        "    def __new__(cls, *_, **__): broken()\n"
        "_multiprocessing.SemLock = multiprocessing.synchronize._multiprocessing.SemLock = Broken\n"
        "from exporter.__main__ import main\n"
        "main()\n"
    )
    words = [command, "p.md", *(["--to", "html"] if command == "build" else []), "--no-cache"]
    done = subprocess.run(
        [sys.executable, "-P", str(driver), *words],
        cwd=tmp_path / "site",
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert "internal" not in done.stderr
    assert done.returncode == 3, done.stderr
    assert "--in-process" in done.stderr or "/dev/shm" in done.stderr


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_full_stream_ends_nothing(start: Start, stream: str) -> None:
    """Files are written whether or not the disk has room for the messages."""
    with Path("/dev/full").open("w") as full:
        process = start("build", "p.md", "--to", "html", **{stream: full})
        process.communicate(timeout=SECONDS)
    assert process.returncode == 0


def test_closed_streams_end_nothing(start: Start) -> None:
    """Nor does a caller that closed them all."""
    process = start("build", "p.md", "--to", "html", stdout=None, stderr=None, preexec_fn=_close)
    assert process.wait(SECONDS) == 0


def _close() -> None:
    import os

    os.closerange(0, 3)
