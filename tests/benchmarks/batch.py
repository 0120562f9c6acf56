"""The batch, by its command as people run it, beside its rivals on the same texts."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import rivals, workers
from tests.benchmarks.ratio import BY_CPU, Ratio, seconds
from tests.benchmarks.site import page_text, write_site

PAGES = int(os.environ.get("BENCH_PAGES", "200"))
RIVAL_PAGES = 10  # 40 sections: rivals are compared by their rate


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
        ours, bare = two / (4 * PAGES), workers.pool_seconds()
        note = f"{ours * 1000:.0f} ms against {bare * 1000:.0f} ms a file"
        yield Ratio("our batch over a pool of warm bare WeasyPrint workers, time", ours / bare, 1.15, note=note)
        yield from workers.memory()
        yield from _against_rivals(folder, two / (4 * PAGES))


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


def _against_rivals(folder: Path, ours: float) -> Iterator[Ratio]:
    names = "our rate over pandoc --pdf-engine=weasyprint", "our rate over pandoc and Typst, two at a time"
    if rivals.pandoc() is None:
        yield from (Ratio(name, None, 1.0, at_most=False, note="no pandoc here") for name in names)
        return
    (folder / "rivals").mkdir()
    files = rivals.section_files([page_text(n) for n in range(1, RIVAL_PAGES + 1)], folder / "rivals")
    loop = seconds(lambda: rivals.pandoc_weasyprint(files, folder / "rivals")) / len(files)
    yield Ratio(
        names[0], loop / ours, 10.0, at_most=False, note=f"{ours * 1000:.0f} ms against {loop * 1000:.0f} ms a file"
    )
    if rivals.typst_missing():
        yield Ratio(names[1], None, 1.0, at_most=False, note="no Typst here")
        return
    rivals.pandoc_typst(files[:2], folder / "rivals")  # both warm
    typst = seconds(lambda: rivals.pandoc_typst(files, folder / "rivals")) / len(files)
    yield Ratio(names[1], typst / ours, 1.0, at_most=False, note=f"{ours * 1000:.0f} ms against {typst * 1000:.0f} ms")
