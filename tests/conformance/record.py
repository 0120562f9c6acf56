"""Whether the printed record of accessibility has true marks: ``python -m tests.conformance.record``.

The project's own documents are built, with answers about none of their items, and veraPDF judges the record of them.
"""

import sys
import tempfile
from contextlib import chdir
from pathlib import Path

from exporter.cli import run
from tests.backends.pdf.marks import claimed
from tests.conformance.site import ROOT
from tests.conformance.verapdf import untrue

MARKS = {"PDF/A-3a", "PDF/UA-1"}


def main() -> int:
    """Print what is wrong and the figures; 1 if a mark is missing or untrue."""
    with tempfile.TemporaryDirectory() as folder, chdir(ROOT):
        out, file = Path(folder) / "out", Path(folder) / "record.pdf"
        run(["build", "--out", str(out), "--no-cache", "--quiet"])
        run(["report", "accessibility", "--format", "pdf", "-o", str(file), "--out", str(out), "--no-cache"])
        marks, wrong = claimed(file.read_bytes()), untrue(file)
        files = sum(1 for path in out.rglob("*") if path.suffix in (".pdf", ".html", ".epub"))
    print("\n".join([*wrong, f"the record of {files} files claims {', '.join(marks)}, {len(wrong)} rules broken"]))
    return 1 if wrong or set(marks) != MARKS else 0


if __name__ == "__main__":
    sys.exit(main())
