"""One page, cold: the command of a writer beside WeasyPrint on the HTML, style sheets and fonts of the same file."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks.documents import VARIANT, Bare, bare, long_page
from tests.benchmarks.ratio import Ratio, in_turns
from tests.benchmarks.site import SECTIONS, page_text

PAIRS = 7


def ratios() -> Iterator[Ratio]:
    """The time of both commands, each in a new process, in turns."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "page.md").write_text(page_text(1), "utf-8")
        theirs = _weasyprint(bare(long_page(sum(SECTIONS)).jobs["pdf"]), folder)
        ours = [sys.executable, "-m", "exporter", "build", "page.md", "-o", "page.pdf", "-q"]
        runs = [partial(_run, command, folder, fonts) for command, fonts in ((ours, ""), theirs)]
        for run in runs:
            run()  # byte code and cut fonts are there from now on
        one, other = in_turns(*runs, times=PAIRS)
    note = f"{one:.2f} s against {other:.2f} s"
    yield Ratio("one page, cold, over a cold weasyprint on its HTML, time", one / other, 1.3, note=note)


def _weasyprint(source: Bare, folder: Path) -> tuple[list[str], str]:
    """The command, and the configuration of its fonts."""
    (folder / "page.html").write_text(source.html, "utf-8")
    command = [sys.executable, "-m", "weasyprint", "page.html", "bare.pdf", "--pdf-variant", VARIANT, "--pdf-tags"]
    for number, css in enumerate(source.sheets):
        (folder / f"{number}.css").write_text(css, "utf-8")
        command += ["--stylesheet", f"{number}.css"]
    return command, str(source.fonts)


def _run(command: list[str], folder: Path, fonts: str) -> None:
    environment = {**os.environ, "CI": "true", "PYTHONPATH": str(Path(__file__).parents[2])}
    environment |= {"FONTCONFIG_FILE": fonts} if fonts else {}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as installed, modules are compiled once
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)
    if run.returncode:
        raise SystemExit(f"{' '.join(command[:4])} failed:\n{run.stdout}{run.stderr}")
