"""The part of a batch's processor time that the sandbox of the workers takes.

Seven pairs of builds, with it and without it, in turns. Processor time of all processes counts, on any machine.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from exporter.process.sandbox import reason_without
from tests.benchmarks.ratio import Ratio, processor_seconds
from tests.benchmarks.site import write_site

PAGES = int(os.environ.get("BENCH_PAGES", "10"))  # of four PDFs each
PAIRS = 7
BOUND = 1.03
# Python loads this module first, in workers too: https://docs.python.org/3/library/site.html
SWITCH = "from exporter.process import sandbox\n"
OFF = f"{SWITCH}sandbox.reason_without = lambda: 'switched off'\n"


def ratios() -> Iterator[Ratio]:
    """The median of the ratios with the sandbox to without."""
    if reason_without():
        yield Ratio("a batch in the sandbox", None, BOUND, note=reason_without())
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = write_site(folder / "site", PAGES)
        switches = {}
        for switch, text in (("on", SWITCH), ("off", OFF)):
            switches[switch] = folder / switch
            switches[switch].mkdir()
            (switches[switch] / "sitecustomize.py").write_text(text)
        for place in switches.values():
            _build(config, place)  # fonts are cut once
        pairs = [tuple(_seconds(config, switches[switch]) for switch in ("on", "off")) for _ in range(PAIRS)]
    found = sorted(on / off for on, off in pairs)
    note = f"{PAIRS} pairs from {found[0]:.3f} to {found[-1]:.3f}, {sum(on for on, _ in pairs):.0f} s with it"
    yield Ratio("a batch in the sandbox", statistics.median(found), BOUND, note=note)


def _seconds(config: Path, switch: Path) -> float:
    start = processor_seconds()
    _build(config, switch)
    return processor_seconds() - start


def _build(config: Path, switch: Path) -> None:
    command = [sys.executable, "-P", "-m", "exporter", "build", "--config", config, "--no-cache", "--force", "-q"]
    environment = {**os.environ, "PYTHONPATH": str(switch), "CI": "true"}
    subprocess.run(command, env=environment, cwd=config.parent, check=True, capture_output=True)
