"""Figures of pages of paper: ``python -m tests.conformance.page_figures OUT SITE...`` builds all pages of the sites.

The PDFs go below ``OUT``. For each site and for all of them: pages, the mean empty part of pages that are not the last
of their document, those of them that are over ``EMPTY`` empty, characters in a full line of a paragraph, and hyphens
at the end of a hundred lines.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from typing import Any

from exporter.backends.pdf.relayout import HYPHEN, boxes, page_fill
from exporter.cli import run
from tests.backends.pdf.typography import text_of
from tests.conformance.site import CONFIGURATION
from tests.conformance.typography import at_each_layout

SEVERITIES = "severities:\n" + "".join(f"  {code}: loss\n" for code in ("missing-image", "remote-image"))
EMPTY = 0.3
FULL = 0.9  # of a paragraph's width: a line that a hard break ends is shorter


@dataclass(slots=True)
class Figures:
    """Figures of the layouts seen so far; ``empty`` has title and number of each page that is over ``EMPTY`` empty."""

    documents: int = 0
    pages: int = 0
    feet: list[float] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    characters: list[int] = field(default_factory=list)
    lines: int = 0
    hyphens: int = 0

    def add(self, layout: Any) -> None:
        """Add a layout."""
        self.documents += 1
        self.pages += len(layout.pages)
        for number, page in enumerate(layout.pages[:-1], 1):
            foot = 1 - page_fill(page)
            self.feet.append(foot)
            if foot > EMPTY:
                self.empty.append(f"{layout.metadata.title}, page {number}: {foot:.0%}")
        words = {p for main in layout._html.etree_element.iter("main") for p in _running_text(main)}
        for page in layout.pages:
            for box in boxes(page._page_box):
                if box.element_tag in ("p", "li", "div"):
                    self._add_lines(box, running=box.element in words)

    def _add_lines(self, box: Any, *, running: bool) -> None:
        lines = [line for line in box.children if type(line).__name__ == "LineBox"]
        texts = [text_of(line).strip() for line in lines]
        self.lines += len(lines)
        self.hyphens += sum(text.endswith(HYPHEN) for text in texts)
        if running:
            full = (sum(c.width for c in line.children) > FULL * box.width for line in lines[:-1])
            self.characters += [len(text) for text, is_full in zip(texts, full, strict=False) if is_full]

    def merge(self, other: "Figures") -> None:
        """Add the figures of another site."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def __str__(self) -> str:
        """Return the figures as a row of a table."""
        foot, characters = mean(self.feet or [0]), mean(self.characters or [0])
        hyphens = 100 * self.hyphens / max(1, self.lines)
        counts = f"{self.documents} | {self.pages} | {foot:.1%} | {len(self.empty)} of {len(self.feet)}"
        return f"{counts} | {characters:.1f} | {hyphens:.1f}"


def _running_text(main: Any) -> Iterator[Any]:
    """Yield the paragraphs of the text and of its answers, without those in boxes, lists and tables."""
    yield from main.iterfind("p")
    for answer in main.iterfind("section/div[@class='answer']"):
        yield from answer.iterfind("p")


def figures(site: Path, out: Path) -> Figures:
    """Return the figures of all pages of ``site`` (``content`` and ``public``, or a module's ``docs``)."""
    seen = Figures()
    with tempfile.TemporaryDirectory() as folder, at_each_layout(seen.add):
        content, public = Path(folder, "content"), Path(folder, "public")
        docs = site / "docs"
        home = next(path for path in (site / "content", docs / "content", docs, site) if path.is_dir())
        shutil.copytree(home, content)
        if (site / "public").is_dir():
            shutil.copytree(site / "public", public)
        public.mkdir(exist_ok=True)
        config = Path(folder, "exporter.yaml")
        config.write_text(CONFIGURATION + SEVERITIES, "utf-8")
        pages = sorted(str(page) for page in content.rglob("*.md") if not page.name.startswith("_"))
        options = ("--config", str(config), "--to", "pdf", "--out", str(out), "--quiet")
        run(["build", *pages, *options, "--in-process", "--no-cache"])
    return seen


def main(out: Path, *sites: Path) -> int:
    """Print a row of figures for each site and for all, and the pages that are over ``EMPTY`` empty."""
    print("| site | documents | pages | empty foot | over 30 % empty | characters a line | hyphens a 100 lines |")
    print("|---|---|---|---|---|---|---|")
    total = Figures()
    for site in sites:
        found = figures(site.resolve(), (out / site.name).resolve())
        total.merge(found)
        print(f"| {site.name} | {found} |", flush=True)
    print(f"| all | {total} |\n")
    print("\n".join(total.empty))
    return 0 if total.documents else 1


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
