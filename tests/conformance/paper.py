"""Whether every page of a corpus stays on its paper, with true marks: ``python -m tests.conformance.paper FOLDER``.

Each page becomes a PDF, with ``--ua-2`` one of PDF/UA-2; findings of words, pictures and rules that are outside, cut or
on each other are faults, and so are rules of the standards that a file claims and breaks (veraPDF).
"""

import json
import shutil
import sys
import tempfile
from collections import Counter
from contextlib import chdir
from pathlib import Path
from typing import Any

from exporter.backends.pdf.codes import CUT, OUTSIDE, OVERLAP
from exporter.backends.pdf.pdfua import CONDITIONS
from exporter.cli import run
from tests.backends.pdf.marks import claimed
from tests.conformance.site import CONFIGURATION
from tests.conformance.verapdf import untrue

FAULTS = frozenset(code.name for code in (CUT, OUTSIDE, OVERLAP))
# Faults of pages alone, which would leave no file to look at.
LOWERED = ("missing-image", "bad-image", "failed-download", "yaml-syntax", "unknown-prop")
SEVERITIES = "severities:\n" + "".join(f"  {code}: warning\n" for code in (*LOWERED, *sorted(CONDITIONS)))
SECOND = "pdf: {standard: [a-4, ua-2]}\n"


def built(corpus: Path, folder: Path, options: str = "") -> dict[str, Any]:
    """The report of a build of all pages below ``corpus`` as PDFs."""
    content = corpus / "content" if (corpus / "content").is_dir() else corpus
    shutil.copytree(content, folder / "content")
    if (corpus / "public").is_dir():
        shutil.copytree(corpus / "public", folder / "public")
    (folder / "exporter.yaml").write_text(CONFIGURATION + options + SEVERITIES, "utf-8")
    shown = (page.relative_to(folder) for page in sorted((folder / "content").rglob("*.md")))
    pages = [str(page) for page in shown if not any(part.startswith(("_", ".")) for part in page.parts)]
    with chdir(folder):
        run(["build", *pages, "--to", "pdf", "--out", "out", "--no-cache", "--report", "report.json", "--quiet"])
    value: dict[str, Any] = json.loads((folder / "report.json").read_text("utf-8"))
    return value


def main(corpus: Path, options: str = "") -> int:
    """Prints each fault and the figures; 1 where there is a fault."""
    with tempfile.TemporaryDirectory() as folder:
        report = built(corpus.resolve(), Path(folder), options)
        files = sorted((Path(folder) / "out").rglob("*.pdf"))
        marks = Counter(mark for file in files for mark in claimed(file.read_bytes()))
        untrue_marks = [f"{file.name}: {line}" for file in files for line in untrue(file)]
    found = [finding for finding in report["findings"] if finding["code"] in FAULTS]
    made = [file for file in report["files"] if file["state"] == "built"]
    for finding in found:
        print(f"{finding.get('file')}:{finding.get('line')}: {finding['code']}: {finding['message']}")
    print("".join(f"{line}\n" for line in untrue_marks), end="")
    borne = ", ".join(f"{count} {mark}" for mark, count in sorted(marks.items()))
    paper = sum(file["pages"] for file in made)
    print(f"{len(made)} PDFs, {paper} pages of paper, {len(found)} faults, {borne}, {len(untrue_marks)} untrue")
    return 1 if found or untrue_marks or not made else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), SECOND if "--ua-2" in sys.argv else ""))
