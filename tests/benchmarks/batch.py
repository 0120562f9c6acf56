"""The batch, by its command as people run it, beside its rivals on the same texts."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks import rivals, workers
from tests.benchmarks.ratio import BY_CPU, Ratio, seconds
from tests.benchmarks.site import page_text, write_site

PAGES = int(os.environ.get("BENCH_PAGES", "200"))
RIVAL_PAGES = int(os.environ.get("BENCH_RIVAL_PAGES", "50"))  # 200 sections, so that a start weighs little
RUNS = 5
# name, run, the most files for it, and the bound of our rate over it
RIVALS: tuple[tuple[str, rivals.Rival, int | None, float], ...] = (
    ("our rate over pandoc --pdf-engine=weasyprint, two at a time", rivals.pandoc_weasyprint, 20, 10.0),
    ("our rate over pandoc and Typst, a process a file, two at a time", rivals.pandoc_typst_each, 40, 1.0),
    ("our rate over pandoc and Typst, a process for all, two at a time", rivals.pandoc_typst, None, 1.0),
)


def ratios() -> Iterator[Ratio]:
    """Every figure of the batch."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = write_site(folder / "site", PAGES)
        one = seconds(lambda: build(config, folder / "cache-1", "-j", "1"))
        shutil.rmtree(folder / "site" / "out")
        two = seconds(lambda: build(config, folder / "cache-2", "-j", "2"))
        both = two / (2 if BY_CPU else 1)
        yield Ratio("two workers over one, rate", one / both, 1.8, at_most=False, note=f"{one:.1f} s, {two:.1f} s")
        yield from _rebuilt(config, folder / "cache-2", two)
        warm = seconds(lambda: build(config, folder / "cache-2", "-j", "2", "--force"))  # its fonts are cut
        ours, bare = warm / (4 * PAGES), workers.pool_seconds()
        note = f"{ours * 1000:.0f} ms against {bare * 1000:.0f} ms a file"
        yield Ratio("our batch over a pool of warm bare WeasyPrint workers, time", ours / bare, 0.8, note=note)
        yield from workers.memory()
        yield from _against_rivals(folder)


def build(config: Path, cache: Path, *options: str) -> str:
    """Runs ``exporter build``; gives what it printed."""
    command = [sys.executable, "-m", "exporter", "build", "--config", str(config), *options]
    environment = {**os.environ, "CI": "true", "XDG_CACHE_HOME": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as installed, modules are compiled once
    run = subprocess.run(command, capture_output=True, text=True, env=environment)
    if run.returncode:
        raise SystemExit(f"the batch failed:\n{run.stdout}{run.stderr}")
    return run.stdout + run.stderr


def _rebuilt(config: Path, cache: Path, whole: float) -> Iterator[Ratio]:
    nothing = min(seconds(lambda: build(config, cache)) for _ in range(3))
    yield Ratio("second run with nothing changed, seconds", nothing, 1.0)
    page = config.parent / "content" / "page-001.md"
    text = page.read_text("utf-8")
    page.write_text(re.sub(r"(a: \|\n\s+)", r"\1Changed. ", text, count=1), "utf-8")
    changed = seconds(lambda: build(config, cache))
    yield Ratio("one answer changed, part of the whole", changed / whole, 0.03, note=f"{changed:.2f} s")


def _against_rivals(folder: Path) -> Iterator[Ratio]:
    """Our rate over those of the rivals, on the same sections, all warm: medians of five runs in turns."""
    print(f"  {rivals.versions()}; {rivals.LEFT_OUT}", flush=True)
    config, out = write_site(folder / "compared", RIVAL_PAGES), folder / "compared"
    files = rivals.section_files([page_text(n) for n in range(1, RIVAL_PAGES + 1)], out)
    ours = partial(build, config, folder / "cache-rivals", "-j", "2", "--force")
    ours()
    for name, rival, many, bound in RIVALS:
        if rivals.pandoc() is None or ("Typst" in name and rivals.typst_missing()):
            yield Ratio(name, None, bound, at_most=False, note="not here")
            continue
        some = files[:many]
        rival(some[:2], out)
        pairs = [
            (seconds(ours, 2) / len(files), seconds(partial(rival, some, out), 2) / len(some)) for _ in range(RUNS)
        ]
        rates = sorted(theirs / own for own, theirs in pairs)
        own, theirs = (sorted(times)[RUNS // 2] * 1000 for times in zip(*pairs, strict=True))
        note = f"{own:.0f} ms against {theirs:.0f} ms a file, {rates[0]:.2f} to {rates[-1]:.2f} in {RUNS} runs"
        yield Ratio(name, rates[RUNS // 2], bound, at_most=False, note=note)
