"""Runs of the real command in a process of its own, in a small site."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Start = Callable[..., subprocess.Popen[str]]
COMMAND = [sys.executable, "-P", "-m", "exporter"]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """A function that starts a command; files written aside go to a folder of the test's own."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "p.md").write_text("# A\n\nWords.\n")

    def started(*words: str, environment: Mapping[str, str] | None = None, **how: Any) -> subprocess.Popen[str]:
        own = {"EXPORTER_CACHE": str(tmp_path / "cache"), **(environment or {})}
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
        return subprocess.Popen(
            [*COMMAND, *words], cwd=folder, env={**os.environ, **own}, text=True, **{**streams, **how}
        )

    return started
