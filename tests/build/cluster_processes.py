"""A cluster of processes on this machine, for tests: a scheduler and workers, each ended by its own process."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

SECONDS = 30.0


class LocalCluster:
    """A scheduler and its workers on 127.0.0.1; what they say goes to files in ``folder``.

    A task that ``deaths`` workers died of is tried once more.
    """

    def __init__(self, folder: Path, *, deaths: int = 1, tls: tuple[Path, Path, Path] | None = None) -> None:
        self.folder = folder
        self._deaths = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(deaths)}
        self.workers: list[subprocess.Popen[bytes]] = []
        self._file = folder / "scheduler.json"
        self._tls = ["--tls-ca-file", str(tls[0]), "--tls-cert", str(tls[1]), "--tls-key", str(tls[2])] if tls else []
        self._port = [
            "--protocol",
            "tls" if tls else "tcp",
            "--port",
            "0",
            "--scheduler-file",
            str(self._file),
            "--no-show",
        ]
        self._scheduler: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """The scheduler's address."""
        until(self._file.is_file)
        address: str = json.loads(self._file.read_text())["address"]
        return address

    def add(self, *, path: Path | None = None, threads: int = 1) -> subprocess.Popen[bytes]:
        """One more worker; modules and packages in ``path`` come before all others."""
        found = os.pathsep.join(str(p) for p in (path, Path(__file__).parents[2]) if p)
        options = ["--nthreads", str(threads), "--no-nanny", "--scheduler-file", str(self._file)]
        self.workers.append(self._start("worker", *options, PYTHONPATH=found))
        return self.workers[-1]

    def wait_for_workers(self) -> None:
        """Until all that were added have come to the scheduler."""
        logs = [self.folder / f"worker{number}.log" for number in range(len(self.workers))]
        until(lambda: all(b"Registered to:" in log.read_bytes() for log in logs))

    def __enter__(self) -> Self:
        self._scheduler = self._start("scheduler", *self._port)
        assert self.address
        return self

    def __exit__(self, *_: object) -> None:
        for process in (*self.workers, self._scheduler):
            if process is not None:
                process.kill()
                process.wait()

    def _start(self, kind: str, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--host", "127.0.0.1", "--no-dashboard"]
        command += [*self._tls, *options]
        settings = {**os.environ, **environment, **self._deaths}
        with (self.folder / f"{kind}{len(self.workers)}.log").open("wb") as log:
            return subprocess.Popen(command, cwd=self.folder, env=settings, stdout=log, stderr=subprocess.STDOUT)


def until(true: Callable[[], bool], seconds: float = SECONDS) -> None:
    """Wait until something is so; fails where it does not become so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)
