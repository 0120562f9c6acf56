"""Word files: warm against pandoc as a process, and long documents against short ones."""

import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import rivals
from tests.benchmarks.documents import ROOT, faq, long_page
from tests.benchmarks.ratio import Ratio, best, in_turns

SHORT, LONG = 92, 1495  # questions


def ratios() -> Iterator[Ratio]:
    """Every figure of Word files."""
    page = faq()
    page.file("docx")
    name = "FAQ page over a process of pandoc, time"
    if rivals.pandoc() is None:
        yield Ratio(name, None, 1.0, note="no pandoc here")
    else:
        with tempfile.TemporaryDirectory() as folder:
            source, target = Path(folder) / "page.md", Path(folder) / "page.docx"
            source.write_text(_with_local_pictures((page.file("gfm").data or b"").decode()), "utf-8")
            command = [str(rivals.pandoc()), "-f", "gfm", str(source), "-o", str(target)]
            run = lambda: subprocess.run(command, check=True)  # noqa: E731 (a lambda beside its only use)
            run()
            ours, theirs = in_turns(lambda: page.file("docx"), run)
        yield Ratio(name, ours / theirs, 1.0, note=f"{ours * 1000:.0f} ms against {theirs * 1000:.0f} ms")
    short, long = long_page(SHORT), long_page(LONG)
    one, other = best(lambda: short.file("docx")) / SHORT, best(lambda: long.file("docx")) / LONG
    note = f"{other * 1000:.2f} ms against {one * 1000:.2f} ms"
    yield Ratio(f"time a question of {LONG} over that of {SHORT}", other / one, 1.15, note=note)


def _with_local_pictures(text: str) -> str:
    """The page with its pictures as files, since pandoc would fetch addresses."""
    found = re.compile(r"(?<=\]\()https://[^/)]+(?=/images/)")
    return found.sub(str(ROOT / "content" / "public"), text)
