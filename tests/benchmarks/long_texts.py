"""Long pages: questions, rows of a table and notes, each beside a tenth of them, in all formats that people read.

``BENCH_QUESTIONS=5000`` takes the full sizes: 5,000 questions, 20,000 rows and 5,000 notes.
"""

import os
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from exporter.build.flow import Flow
from exporter.build.project import open_project
from exporter.diagnostics import Diagnostics
from exporter.plan import Selection
from tests.benchmarks.documents import Made, made
from tests.benchmarks.ratio import Ratio, seconds

MANY = int(os.environ.get("BENCH_QUESTIONS", "1000"))
ROWS = 4  # rows of a table for each question
ANSWER = "The answer to it is short, but it has words enough for a second line on every paper, as most answers have."


def ratios() -> Iterator[Ratio]:
    """The time of each part of a long page over that of a short one, by kind and format; reading is a part of it."""
    for kind, many in (("questions", MANY), ("rows", ROWS * MANY), ("notes", MANY)):
        _page(kind, 10)  # all that is loaded once
        (short, few), (long, much) = (_page(kind, number) for number in (many // 10, many))
        yield _ratio(f"reading {many:,} {kind}", few, much, many)
        for form in ("pdf", "docx", "html"):
            short.file(form)
            times = [seconds(partial(page.file, form)) for page in (short, long)]
            yield _ratio(f"{form} of {many:,} {kind}", *times, many)


def _ratio(name: str, few: float, much: float, many: int) -> Ratio:
    one, other = few / (many // 10) * 1000, much / many * 1000
    return Ratio(f"{name}, time of each over a tenth of them", other / one, 1.15, note=f"{other:.2f} ms, {one:.2f} ms")


def _page(kind: str, many: int) -> tuple[Made, float]:
    """A page of this kind, and the time that reading it took."""
    with tempfile.TemporaryDirectory() as name:
        page = Path(name) / "content" / "long.md"
        page.parent.mkdir()
        page.write_text(f"# Long\n\n{_text(kind, many)}", "utf-8")
        (page.parents[1] / "exporter.yaml").write_text("site: {url: https://example.org}\n", "utf-8")
        found: list[Made] = []
        taken = seconds(lambda: found.append(_read(page)))
        return found[0], taken


def _read(page: Path) -> Made:
    flow = Flow(open_project(page.parents[1], Diagnostics()))
    (export,) = flow.plan(Diagnostics(), Selection(("content/long.md",)))
    return made(flow, export)


def _text(kind: str, many: int) -> str:
    numbers = range(1, many + 1)
    if kind == "questions":
        pairs = (f'  - q: "What is the answer to question {n}?"\n    a: |\n      {ANSWER}\n' for n in numbers)
        return f"::ShFaq\n---\nqas:\n{''.join(pairs)}---\n::\n"
    if kind == "rows":
        rows = (f"| row {n} | some words | {7 * n} |\n" for n in numbers)
        return f"| Name | Words | Number |\n|---|---|---|\n{''.join(rows)}"
    words = "".join(f"A paragraph with some words and note {n}.[^{n}]\n\n" for n in numbers)
    return words + "".join(f"[^{n}]: The words of note {n}.\n\n" for n in numbers)
