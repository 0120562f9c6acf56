"""A run killed at twenty random moments: every file is whole each time, and the next run repairs the rest."""

import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from tests.end_to_end.test_process import command, environment, exported, hashes, make_site

TIMES = 20


def killed(times: int = TIMES) -> list[str]:
    """What was wrong after a kill; nothing, where all is well."""
    with tempfile.TemporaryDirectory() as name:
        site, cache = make_site(Path(name) / "site", 8), Path(name) / "cache"
        start = time.monotonic()
        whole = exported(site, cache)
        length = time.monotonic() - start
        return [
            fault for number in range(times) for fault in _once(site, Path(name) / f"cache-{number}", whole, length)
        ]


def _once(site: Path, cache: Path, whole: Mapping[str, str], length: float) -> list[str]:
    shutil.rmtree(site / "out")
    moment = random.uniform(0.0, length)
    with subprocess.Popen(
        command("build", "-j", "2"), cwd=site, env=environment(cache), stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        time.sleep(moment)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
    left = hashes(site / "out") if (site / "out").exists() else {}
    broken = [p for p, digest in left.items() if p != "manifest.json" and whole.get(p) != digest]
    faults = [f"killed after {moment:.2f} s: {path} is not whole" for path in broken]
    if exported(site, cache) != whole:
        faults.append(f"killed after {moment:.2f} s: the next run did not repair all")
    return faults
