"""The Word round trip: listing and applying a reviewed file of the FAQ page, by the commands' own processor time."""

import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.benchmarks.ratio import Ratio
from tests.review.redline_loop import PAGE, mutated

CHANGES = 25
BOUND = 1.0  # seconds


def ratios() -> Iterator[Ratio]:
    """The time of each command, starting and importing included."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "content").mkdir()
        (folder / "exporter.yaml").write_text("content: content\n", "utf-8")
        (folder / "content/faq.md").write_text(PAGE, "utf-8")
        (folder / "content/new.md").write_text(mutated(PAGE, Random(7), CHANGES), "utf-8")
        _exporter(folder, "redline", "content/faq.md", "content/new.md", "-o", "back.docx")
        (folder / "content/new.md").unlink()
        for what in (["list"], ["list", "--format", "html"], ["apply", "--dry-run"]):
            spent = min(_exporter(folder, "review", *what, "back.docx") for _ in range(3))
            yield Ratio(f"review {' '.join(what)} of {CHANGES} changes of the FAQ page, seconds", spent, BOUND)


def _exporter(folder: Path, *arguments: str) -> float:
    """The processor time of one command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "exporter", *arguments]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if run.returncode > 1:
        raise SystemExit(run.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
