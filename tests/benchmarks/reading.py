"""Reading pages, beside stock Python-Markdown with ``extra`` on the same texts."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import markdown

from exporter.diagnostics import Diagnostics
from exporter.markdown import parse
from tests.benchmarks.ratio import Ratio, in_turns

CORPUS = Path(os.environ.get("CORPUS", "../shared/corpus"))
OWN = Path(__file__).parents[1] / "fixtures" / "mdc" / "pages"
MANY = {"links": "[a](/b) ", "brackets": "[", "stars": "*a ", "colons": ":a "}


def ratios() -> Iterator[Ratio]:
    """The time against stock, and how it grows with the page."""
    folder = CORPUS if CORPUS.is_dir() else OWN
    texts = [file.read_text("utf-8") for file in sorted(folder.rglob("*.md"))]
    ours, stock = in_turns(lambda: [read(t) for t in texts], lambda: [stock_html(t) for t in texts], 3)
    note = f"{len(texts)} pages, {ours:.2f} s against {stock:.2f} s"
    yield Ratio("reading over stock Python-Markdown with extra, time", ours / stock, 3.0, note=note)
    for name, mark in MANY.items():
        once, often = mark * 300, mark * 30_000
        times = processor_seconds(often, 1) / processor_seconds(once, 9)
        yield Ratio(f"a paragraph of {name} 100 times as long, time", times, 120)


def processor_seconds(text: str, runs: int) -> float:
    """The least processor time that reading takes in several runs: the machine's other work is no part of it."""
    spent = []
    for _ in range(runs):
        start = time.process_time()
        read(text)
        spent.append(time.process_time() - start)
    return min(spent)


def read(text: str) -> object:
    """The page's tree."""
    return parse(text, "page.md", Diagnostics())


def stock_html(text: str) -> str:
    """What stock Python-Markdown makes of it."""
    return markdown.markdown(text, extensions=["extra"])
