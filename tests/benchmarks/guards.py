"""What the guards against hostile content cost: their part of a batch's time, all work in one process."""

import cProfile
import os
import pstats
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

from exporter.cli import run
from tests.benchmarks.ratio import Ratio
from tests.benchmarks.site import write_site

PAGES = 12
# The functions that do nothing but guard; a profile slows them more than the libraries in C, so that the part is
# rather too large than too small.
GUARDS = frozenset(
    {
        ("transforms/text_limits.py", "check"),
        ("transforms/control_characters.py", "without_control_characters"),
        ("source/files.py", "read_below"),
        ("source/files.py", "url_parts"),
        ("lowering/links.py", "accepted"),
        ("markdown/reader.py", "_bounded"),
        ("model/paths.py", "fault"),
        ("assets/svg.py", "_clean"),
        ("assets/raster.py", "_check"),
        ("pdf/engine.py", "fetch"),
    }
)


def ratios() -> Iterator[Ratio]:
    """The guards' part of a batch of PDFs."""
    with tempfile.TemporaryDirectory() as name, chdir(name):
        config = write_site(Path(name) / "site", PAGES)
        _build(config)  # all that is loaded once
        profile = cProfile.Profile()
        profile.runcall(_build, config)
    stats = pstats.Stats(profile)
    rows = stats.stats  # type: ignore[attr-defined]  # typeshed does not have it
    spent = {key: row[3] for key, row in rows.items() if ("/".join(Path(key[0]).parts[-2:]), key[2]) in GUARDS}
    spent |= {key: row[3] for key, row in rows.items() if "yamltext" in key[0] and key[2] == "_refuse"}
    whole = stats.total_tt  # type: ignore[attr-defined]  # as above
    note = f"{sum(spent.values()):.2f} s of {whole:.2f} s in {len(spent)} guards"
    yield Ratio("the guards' part of a batch", sum(spent.values()) / whole, 0.03, note=note)


def _build(config: Path) -> None:
    os.environ["CI"] = "true"
    code = run(["build", "--config", str(config), "--in-process", "--no-cache", "--force", "-q"])
    if code:
        raise SystemExit(f"the batch failed with {code}")
