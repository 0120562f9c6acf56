"""``python -m tests.fuzz [SECONDS]``: searches each target with Hypothesis, and with atheris where that is installed.

At the end a build is killed at twenty random moments. What breaks a target is kept as a text in ``found/`` beside
this file; ``tests/fuzz/test_found.py`` runs all of them.
"""

import hashlib
import importlib.util
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings

from tests.fuzz.kills import TIMES, killed
from tests.fuzz.strategies import texts
from tests.fuzz.targets import TARGETS

FOUND = Path(__file__).with_name("found")
SECONDS = 240.0  # for all targets together


def main(seconds: float) -> int:
    """Share the time among the targets; exit status 1 where something was found."""
    guided = importlib.util.find_spec("atheris") is not None
    if not guided:
        print("atheris is not installed: searching with Hypothesis alone")
    share = seconds / len(TARGETS) / (2 if guided else 1)
    found = 0
    for name in TARGETS:
        broken = [_searched(name, share), *(_guided(name, share) if guided else ())]
        kept = [_keep(name, text) for text in broken if text is not None]
        print(f"{name}: {', '.join(kept) or 'nothing found'}", flush=True)
        found += len(kept)
    faults = killed()
    print(f"killed {TIMES} times: {'; '.join(faults) or 'all whole'}")
    return 1 if found or faults else 0


def _searched(name: str, seconds: float) -> str | None:
    """The smallest text that Hypothesis breaks the target with."""
    end, last = time.monotonic() + seconds, ""

    @settings(max_examples=100, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(texts(name))
    def one(text: str) -> None:
        nonlocal last
        last = text
        TARGETS[name](text)

    for number in count():
        if time.monotonic() > end:
            return None
        try:
            seed(number + time.time_ns())(one)()
        except Exception:
            return last
    return None


def _guided(name: str, seconds: float) -> list[str]:
    """The texts that atheris breaks the target with."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.fuzz.guided", name, str(max(1, int(seconds))), folder]
        subprocess.run(command, capture_output=True)
        return [path.read_bytes().decode("utf-8", "replace") for path in sorted(Path(folder).iterdir())]


def _keep(name: str, text: str) -> str:
    FOUND.mkdir(exist_ok=True)
    path = FOUND / f"{name}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}.txt"
    path.write_text(text, "utf-8", "surrogatepass", newline="")
    return str(path)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
