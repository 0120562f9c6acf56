"""Whether every mark of random pages is true: ``python -m tests.conformance.marks [NUMBER]``.

Random structures and random lines become PDFs, by turns with the usual marks and with those of PDF/UA-2. Three judges
look at each file: veraPDF, page-validation, and our own.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from exporter.backends.base import Rendered
from tests.properties.marks import Piece
from tests.properties.reading import rendered
from tests.properties.strategies import pages
from tests.properties.structures import structures

PAGES = 1000
OPTIONS = (
    "",
    "pdf: {standard: [a-4, ua-2], toc: always}\n",
    "pdf: {toc: always, cover: true, line_numbers: true, link_notes: true}\n",
    "pdf: {standard: [a-4f, ua-2], attachments: source, cover: true}\n",
)
BATCH = 100  # pages a process: the judges' engine and the layout engine do not share one


def make(number: int, start: int, folder: Path) -> None:
    """Write the PDFs of some pages, and ``told.json`` with the standards that each should meet."""
    told: dict[str, tuple[str, ...]] = {}

    @seed(start)
    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(structures() | pages())
    def write(page: Piece) -> None:
        made = rendered(folder, page.text, OPTIONS[len(told) % len(OPTIONS)])
        name = f"{len(told):04}"
        told[name] = made.standards
        (folder / f"{name}.md").write_text(page.text, "utf-8")
        if made.data is not None:
            (folder / f"{name}.pdf").write_bytes(made.data)

    write()
    (folder / "told.json").write_text(json.dumps(told), "utf-8")


def judged(folder: Path) -> tuple[Counter[str], list[str]]:
    """The number of files and of marks in a folder, and the faults, with the page of the first."""
    from tests.backends.pdf.marks import untrue
    from tests.conformance import verapdf

    counts: Counter[str] = Counter()
    wrong = []
    for name, standards in json.loads((folder / "told.json").read_text("utf-8")).items():
        file = folder / f"{name}.pdf"
        if not file.is_file():
            counts["pages without a file"] += 1
            continue
        counts.update(("files", *standards))
        faults = [*verapdf.untrue(file), *untrue(Rendered(file.read_bytes(), standards=tuple(standards)))]
        wrong += [f"{name}: {fault}" for fault in faults]
        if faults:
            counts["untrue"] += 1
            print((folder / f"{name}.md").read_text("utf-8"))
    return counts, wrong


def main(arguments: Iterable[str]) -> int:
    """Makes and judges the pages in batches; 1 where a mark is untrue."""
    number = int(next(iter(arguments), PAGES))
    counts: Counter[str] = Counter()
    faults: list[str] = []
    for start in range(0, number, BATCH):
        with tempfile.TemporaryDirectory() as folder:
            call = f"make({min(BATCH, number - start)}, {start}, Path({folder!r}))"
            subprocess.run([sys.executable, "-c", f"from tests.conformance.marks import *; {call}"], check=True)
            more, wrong = judged(Path(folder))
        counts += more
        faults += wrong
    figures = ", ".join(f"{what}: {count}" for what, count in sorted(counts.items()))
    print("\n".join([*faults, f"{number} random pages ({figures}), {counts['untrue']} files with untrue marks"]))
    return 1 if faults or not counts["files"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
