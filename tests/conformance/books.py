"""Whether every page of a corpus becomes a sound e-book: ``python -m tests.conformance.books FOLDER``.

Each page becomes an EPUB. Errors and warnings of EPUBCheck are faults, and so are serious findings of Ace.
"""

import sys
import tempfile
from pathlib import Path

from tests.conformance.judges import JUDGES
from tests.conformance.paper import built


def main(corpus: Path) -> int:
    """Print each fault and the figures; 1 if there is a fault."""
    with tempfile.TemporaryDirectory() as folder:
        report = built(corpus.resolve(), Path(folder), form="epub")
        files = sorted((Path(folder) / "out").rglob("*.epub"))
        faults = JUDGES["epub"][1](files)
    wrong = [f"{file.name}: {line}" for file, lines in faults.items() for line in lines]
    asked = len(report["files"])
    print("\n".join([*wrong, f"{len(files)} of {asked} pages are EPUBs, {len(wrong)} faults by EPUBCheck and Ace"]))
    return 1 if wrong or not files else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
