"""What a reader of paper minds in a site's PDFs: ``python -m tests.conformance.typography SITE`` (with ``content``).

A last page under a quarter full cannot always be helped, and is counted; what ``tests.backends.pdf.typography`` finds
is a fault.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from exporter.backends.pdf import engine
from exporter.cli import run
from tests.backends.pdf.typography import faults, short_end
from tests.conformance.site import CONFIGURATION, make_site

LOSSES = "severities:\n  missing-image: loss\n"


@dataclass(slots=True)
class Looked:
    """What was seen so far."""

    documents: int = 0
    sheets: int = 0
    short: int = 0
    faults: list[str] = field(default_factory=list)

    def at(self, layout: Any) -> None:
        """Look at a layout; writing it takes it apart."""
        self.documents += 1
        self.sheets += len(layout.pages)
        self.short += short_end(layout)
        self.faults += [f"{layout.metadata.title}: {fault}" for fault in faults(layout)]


def main(corpus: Path) -> int:
    """Prints each fault and the figures; 1 where there is a fault."""
    looked = Looked()
    with tempfile.TemporaryDirectory() as folder, at_each_layout(looked.at):
        site = make_site(corpus, Path(folder) / "site")
        (site / "exporter.yaml").write_text(CONFIGURATION + LOSSES, "utf-8")
        pages = sorted(str(page) for page in (site / "content").rglob("*.md") if not page.name.startswith("_"))
        options = ("--config", str(site / "exporter.yaml"), "--to", "pdf", "--out", str(site / "out"), "--quiet")
        run(["build", *pages, *options, "--in-process", "--no-cache"])
    print("".join(f"{fault}\n" for fault in looked.faults), end="")
    figures = f"{looked.short} last ones under a quarter full, {len(looked.faults)} faults"
    print(f"typography: {looked.documents} documents, {looked.sheets} pages of paper, {figures}")
    return 1 if looked.faults or not looked.documents else 0


@contextmanager
def at_each_layout(look: Callable[[Any], None]) -> Iterator[None]:
    """Call ``look`` with each layout before it is written."""
    write = engine.Typesetter.write

    def looking(typesetter: engine.Typesetter, layout: Any, *rest: Any) -> bytes:
        look(layout)
        return write(typesetter, layout, *rest)

    engine.Typesetter.write = looking
    try:
        yield
    finally:
        engine.Typesetter.write = write


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
