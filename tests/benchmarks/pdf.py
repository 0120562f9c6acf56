"""PDFs: warm against bare WeasyPrint on the same HTML and CSS, and long documents against short ones."""

import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from unittest.mock import patch

from exporter.backends.pdf import paper
from tests.benchmarks.documents import Made, bare, faq, long_page
from tests.benchmarks.ratio import Ratio, best, in_turns

KB, MB = 1000, 1_000_000
SHORT = 60  # questions: about 20 pages
LONG = int(os.environ.get("BENCH_BOOK", "1288"))  # questions: about 400 pages; 5800 make about 1,800
TEN = 30  # questions: about ten pages


def ratios() -> Iterator[Ratio]:
    """Every figure of PDFs."""
    page = faq()
    alone = bare(page.jobs["pdf"])
    ours, theirs = page.file("pdf"), alone.pdf()
    assert ours.data is not None
    time, rival = in_turns(lambda: page.file("pdf"), alone.pdf)
    yield Ratio("FAQ page over bare WeasyPrint, time", time / rival, 1.15, note=f"{time:.2f} s against {rival:.2f} s")
    allowed = 1.1 * len(theirs) + 10 * KB
    note = f"{len(ours.data):,} bytes against {len(theirs):,}"
    yield Ratio("its size, part of 1.1 times bare WeasyPrint's and 10 KB", len(ours.data) / allowed, 1.0, note=note)
    yield from _looked_at()
    yield from _long()


def _looked_at() -> Iterator[Ratio]:
    """The cost of the look at the paper: the same pages with it and without it, in turns."""
    for name, page in (("FAQ page", faq()), (f"page of {SHORT} questions", long_page(SHORT))):
        time, without = in_turns(partial(page.file, "pdf"), partial(_without_look, page), times=7)
        note = f"{time:.2f} s against {without:.2f} s"
        yield Ratio(f"{name} with the look at the paper over without, time", time / without, 1.03, note=note)


def _without_look(page: Made) -> None:
    with patch.object(paper, "faults", return_value=()):
        page.file("pdf")


def _long() -> Iterator[Ratio]:
    short, long = long_page(SHORT), long_page(LONG)
    few, many = (page.file("pdf").pages or 0 for page in (short, long))
    one, other = best(lambda: short.file("pdf")) / few, best(lambda: long.file("pdf")) / many
    note = f"{other * 1000:.1f} ms against {one * 1000:.1f} ms"
    yield Ratio(f"time a page of {many} pages over that of {few}", other / one, 1.15, note=note)
    (low, base), (high, peak) = _peak(TEN), _peak(LONG)
    grown = (peak - base) / (high - low) / MB
    note = f"{base / MB:.0f} MB with {low} pages, {peak / MB:.0f} MB with {high}"
    yield Ratio("peak memory a page beyond the first ten, MB", grown, 0.9, note=note)


_RENDER = """
import pickle, sys
from pathlib import Path
from exporter.build.rendering import render
pages = render(pickle.loads(Path(sys.argv[1]).read_bytes())).pages
status = dict(line.split(":") for line in Path("/proc/self/status").read_text().splitlines())
print(pages, int(status["VmHWM"].split()[0]) * 1024)  # of this program alone, unlike ru_maxrss
"""


def _peak(questions: int) -> tuple[int, int]:
    """Pages of a long page and the most memory, in bytes, that a worker takes to render it."""
    with tempfile.TemporaryDirectory() as folder:
        job = Path(folder) / "job"
        job.write_bytes(pickle.dumps(long_page(questions).jobs["pdf"]))
        command = [sys.executable, "-c", _RENDER, str(job)]
        run = subprocess.run(command, check=True, capture_output=True, text=True)
    pages, peak = map(int, run.stdout.split())
    return pages, peak
