"""Whether every page of a corpus stays on its paper, with true marks: ``python -m tests.conformance.paper FOLDER``.

Each page becomes a PDF, with ``--ua-2`` one of PDF/UA-2, with ``--attached`` one of PDF/UA-2 with its source attached.
Findings of words, pictures and rules that are outside, cut or on each other are faults, as are rules of the standards
that a file claims and breaks (veraPDF), and a file without the mark of PDF/UA that no finding at a line of its page
explains.
"""

import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

from exporter.backends.pdf.codes import CUT, OUTSIDE, OVERLAP
from exporter.backends.pdf.pdfua import CONDITIONS
from exporter.cli import run
from tests.backends.pdf.marks import claimed
from tests.conformance.judges import is_marked
from tests.conformance.site import CONFIGURATION
from tests.conformance.verapdf import untrue

FAULTS = frozenset(code.name for code in (CUT, OUTSIDE, OVERLAP))
# Faults of pages alone, which would leave no file to look at.
LOWERED = ("missing-image", "bad-image", "failed-download", "yaml-syntax", "unknown-prop")
SEVERITIES = "severities:\n" + "".join(f"  {code}: warning\n" for code in (*LOWERED, *sorted(CONDITIONS)))
OPTIONS = {
    "--ua-2": "pdf: {standard: [a-4, ua-2]}\n",
    "--attached": "pdf: {standard: [a-4f, ua-2], attachments: source}\n",
}


def built(corpus: Path, folder: Path, options: str = "", form: str = "pdf") -> dict[str, Any]:
    """The report of a build of all pages below ``corpus`` as files of a format."""
    content = corpus / "content" if (corpus / "content").is_dir() else corpus
    shutil.copytree(content, folder / "content")
    if (corpus / "public").is_dir():
        shutil.copytree(corpus / "public", folder / "public")
    (folder / "exporter.yaml").write_text(CONFIGURATION + options + SEVERITIES, "utf-8")
    shown = (page.relative_to(folder) for page in sorted((folder / "content").rglob("*.md")))
    pages = [str(page) for page in shown if not any(part.startswith(("_", ".")) for part in page.parts)]
    with chdir(folder):
        run(["build", *pages, "--to", form, "--out", "out", "--no-cache", "--report", "report.json", "--quiet"])
    value: dict[str, Any] = json.loads((folder / "report.json").read_text("utf-8"))
    return value


def main(corpus: Path, options: str = "") -> int:
    """Prints each fault and the figures; 1 where there is a fault."""
    with tempfile.TemporaryDirectory() as folder:
        report = built(corpus.resolve(), Path(folder), options)
        files = sorted((Path(folder) / "out").rglob("*.pdf"))
        claims = {file: claimed(file.read_bytes()) for file in files}
        marks = Counter(mark for own in claims.values() for mark in own)
        unexplained = list(_unexplained(report, [file for file in files if not is_marked(file)]))
        untrue_marks = [f"{file.name}: {line}" for file in files for line in untrue(file)]
    found = [finding for finding in report["findings"] if finding["code"] in FAULTS]
    made = [file for file in report["files"] if file["state"] == "built"]
    for finding in found:
        print(f"{finding.get('file')}:{finding.get('line')}: {finding['code']}: {finding['message']}")
    print("".join(f"{line}\n" for line in (*untrue_marks, *unexplained)), end="")
    borne = ", ".join(f"{count} {mark}" for mark, count in sorted(marks.items()))
    paper = sum(file["pages"] for file in made)
    print(f"{len(made)} PDFs, {paper} pages of paper, {len(found)} faults, {borne}, {len(untrue_marks)} untrue")
    return 1 if found or untrue_marks or unexplained or not made else 0


def _unexplained(report: dict[str, Any], unmarked: list[Path]) -> Iterator[str]:
    """Yield a line for each file without a mark that no finding at a line of a page explains."""
    for file in unmarked:
        entry = next(entry for entry in report["files"] if file.as_posix().endswith(entry["path"]))
        if not any(f["code"] in CONDITIONS and f.get("file") and f.get("line") for f in entry["findings"]):
            yield f"{file.name}: no finding says why it has no mark of PDF/UA"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), "".join(OPTIONS[name] for name in sys.argv[2:])))
