"""How the main process grows with the site: processor time a page, memory, and runs with nothing or little to do.

``BENCH_GROWTH=100,1000`` measures these numbers of pages; 500 and 5,000 by default.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.ratio import Ratio
from tests.benchmarks.site import WORDS

FEW, MANY = (int(number) for number in os.environ.get("BENCH_GROWTH", "500,5000").split(","))
COLD = {"list": ("list",), "validate": ("validate",), "build": ("build", "--to", "html")}
REPORTED = min(1000, MANY)
NAMED = ("-c", "user.name=Bench", "-c", "user.email=bench@example.org")
MB = 1_000_000
Figures = dict[str, Any]


def ratios() -> Iterator[Ratio]:
    """Every figure of the growth."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sites = {pages: _site(folder / str(pages), pages) for pages in (1, FEW, MANY)}
        for command, arguments in COLD.items():
            cold = {pages: _run(site, command, *arguments) for pages, site in sites.items()}
            few, many = ((cold[n]["seconds"] - cold[1]["seconds"]) / n * 1000 for n in (FEW, MANY))
            note = f"{few:.2f} and {many:.2f} ms a page at {FEW} and {MANY:,} pages"
            yield Ratio(
                f"cold {command}, main process's time a page, {MANY:,} pages over {FEW}", many / few, 1.1, note=note
            )
        memory, early = cold[MANY]["memory"], cold[MANY]["early"]
        yield Ratio(f"memory of the main process at {MANY:,} pages, MB", memory / MB, 250)
        yield Ratio("its most over that when a quarter of the files is written", memory / early, 1.1)
        yield from _again(sites)
        yield _report(folder / "reported")


def _again(sites: dict[int, Path]) -> Iterator[Ratio]:
    """The figures of a run with nothing changed, and of one with one changed page."""
    start, nothing = (_run(sites[n], "build", *COLD["build"]) for n in (1, MANY))
    each = (nothing["seconds"] - start["seconds"]) / MANY * 1000
    note = f"{nothing['read']} pages parsed, {nothing['written']} files written, {start['seconds']:.2f} s to start"
    yield Ratio(f"nothing changed in {MANY:,} pages, ms a page beyond the start", each, 0.3, note=note)
    _changed(sites[MANY])
    one = _run(sites[MANY], "build", *COLD["build"])
    each = (one["seconds"] - start["seconds"]) / MANY * 1000
    yield Ratio(
        "pages parsed and files written after one change", one["read"] + one["written"], 2, note=f"{each:.2f} ms a page"
    )


def _report(site: Path) -> Ratio:
    """The time from one changed page to its change report, in a site that was built before."""
    _site(site, REPORTED)
    _run(site, "build", *COLD["build"])
    for step in (("init", "-q"), ("add", "content", "exporter.yaml"), (*NAMED, "commit", "-qm", "pages")):
        subprocess.run(["git", *step], cwd=site, check=True)
    page = _changed(site)
    report = _run(site, "build", "diff", "--output", "report.md")
    assert page.name in (site / "report.md").read_text("utf-8"), "the change is in the report"
    note = f"{report['read']} pages parsed"
    return Ratio(f"a change in {REPORTED:,} pages to its report, processor seconds", report["seconds"], 10, note=note)


def _changed(site: Path) -> Path:
    """A page of a site with more words than before."""
    page = min((site / "content").rglob("*.md"))
    page.write_text(page.read_text("utf-8") + "\nMore words.\n", "utf-8")
    return page


def _run(site: Path, cache: str, *arguments: str) -> Figures:
    """The figures of a command in a site, with a cache for each command."""
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.command",
        *arguments,
        "--cache",
        str(site.parent / f"{site.name}-{cache}"),
    ]
    files = str(len(list((site / "content").rglob("*.md"))))
    root = str(Path(__file__).parents[2])
    environment = {**os.environ, "CI": "true", "PYTHONPATH": root, "BENCH_FILES": files}
    run = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=site)
    if run.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed:\n{run.stdout[-3000:]}{run.stderr[-3000:]}")
    figures: Figures = json.loads(run.stderr.splitlines()[-1])
    return figures


def _site(folder: Path, pages: int) -> Path:
    """A site of pages of 200 words, each with a link to the next and an export of its own."""
    exports = []
    for number in range(1, pages + 1):
        page = _name(number)
        path = folder / "content" / f"{page}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_text(number, number % pages + 1), "utf-8")
        exports.append(f"  - {{page: content/{page}.md, output: files/page-{number:05}}}\n")
    head = "site: {url: https://example.org}\nformats: [html]\nexports:\n"
    (folder / "exporter.yaml").write_text(head + "".join(exports), "utf-8")
    return folder


def _name(number: int) -> str:
    return f"part-{number // 100:03}/page-{number:05}"


def _text(number: int, following: int) -> str:
    """A page; the same for the same number."""
    chance = random.Random(number)

    def words(count: int) -> str:
        return " ".join(chance.choice(WORDS) for _ in range(count)).capitalize() + "."

    return (
        f"---\ntitle: Page {number}\ndescription: A page\n---\n\n# Page {number}\n\n{words(40)} {words(20)}\n\n"
        f"## First of {number}\n\n{words(30)} [The next one](/{_name(following)})\n\n{words(30)}\n\n"
        f"## Second of {number}\n\n- {words(20)}\n- {words(20)}\n\n{words(30)}\n"
    )
