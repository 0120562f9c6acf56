"""What is asked about reading, whatever is built: parity with the site's parser, places, lowering, reviewed files.

Each is a program of its own whose exit status says whether it holds; its last lines are its figures.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conformance.site import ROOT

LEAST_PARITY = {"corpus": "99.9", "corpus-fuzz": "98"}  # per cent of units alike in each set

EDITS = "1000"


@dataclass(frozen=True, slots=True)
class Check:
    """What one program said."""

    name: str
    passed: bool
    figures: str


def checks(corpus: Path) -> Iterator[Check]:
    """Every check for which the corpus holds what it needs."""
    beside = corpus.resolve().parent
    parity = beside / "tools" / "parity.py"
    for name, least in LEAST_PARITY.items():
        if parity.is_file() and (beside / name).is_dir():
            folder = str(beside / name)
            yield _run(f"parity, {name}", [str(parity), "--corpus", folder, "--least", least], lines=10)
    yield _run("places", ["-m", "tests.conformance.places", str(corpus)], lines=1)
    for folder in sorted(p for p in corpus.iterdir() if p.is_dir()):
        yield _run(f"lowering, {folder.name}", ["-m", "tests.conformance.lowering", str(folder)], lines=1, last=False)
        yield _run(f"paper, {folder.name}", ["-m", "tests.conformance.paper", str(folder)], lines=1)
        yield _run(f"PDF/UA-2, {folder.name}", ["-m", "tests.conformance.paper", str(folder), "--ua-2"], lines=1)
        yield _run(f"attachments, {folder.name}", ["-m", "tests.conformance.paper", str(folder), "--attached"], lines=1)
        yield _run(f"e-books, {folder.name}", ["-m", "tests.conformance.books", str(folder)], lines=1)
        yield _run(f"words, {folder.name}", ["-m", "tests.conformance.words", str(folder)], lines=1)
    for folder in (beside / "cases" / name for name in ("pages", "sites")):
        if folder.is_dir():
            yield _run(f"e-books, cases of {folder.name}", ["-m", "tests.conformance.books", str(folder)], lines=1)
    yield _run("record of accessibility", ["-m", "tests.conformance.record"], lines=1)
    yield _run("marks", ["-m", "tests.conformance.marks"], lines=1)
    if shutil.which("soffice"):
        yield _run("languages", ["-m", "tests.conformance.languages"], lines=1)
    if (corpus / "oma").is_dir():
        yield _run("typography", ["-m", "tests.conformance.typography", str(corpus / "oma")], lines=1)
        yield _run("fresh review files", ["-m", "tests.conformance.fresh", str(corpus / "oma")], lines=1)
    sites = [str(p) for p in sorted(corpus.iterdir()) if p.is_dir()]
    yield _run("random edits of review files", ["-m", "tests.conformance.edits", EDITS, *sites], lines=1)
    reviewed = beside / "review"
    if reviewed.is_dir():
        yield _run(
            "accept and reject", ["-m", "tests.conformance.accept_reject", str(reviewed / "accept-reject")], lines=1
        )
        yield _run("reviewed files", ["-m", "tests.conformance.review", str(reviewed)], lines=9)


def _run(name: str, arguments: list[str], *, lines: int, last: bool = True) -> Check:
    run = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True)
    said = run.stdout.strip().splitlines()
    if run.returncode and not said:
        said = run.stderr.strip().splitlines()[-1:]
    own = said[-lines:] if last else [line for line in said if line[:1].isdigit()][:lines]
    return Check(name, run.returncode == 0, "; ".join(own))
