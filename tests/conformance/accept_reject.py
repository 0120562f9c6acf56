"""Compares accepted and rejected texts with another program's: ``NAME.docx``, ``NAME-Accepted``, ``NAME-Rejected``.

``python -m tests.conformance.accept_reject FOLDER`` prints what differs and exits 1 where something does.
"""

import sys
from pathlib import Path

from tests.review.accepted_text import accepted_text, rejected_text

_VIEWS = {"Accepted": accepted_text, "Rejected": rejected_text}


def compare(folder: Path) -> tuple[int, list[str]]:
    """How many twins were compared, and one line for each that differs."""
    compared = 0
    differing = []
    for twin in sorted(folder.glob("*.docx")):
        stem, _, kind = twin.stem.rpartition("-")
        if kind not in _VIEWS or not (original := folder / f"{stem}.docx").exists():
            continue
        compared += 1
        ours, theirs = _VIEWS[kind](original), accepted_text(twin)
        if ours != theirs:
            differing.append(f"{twin.name}\n  ours   {ours}\n  theirs {theirs}")
    return compared, differing


def main() -> int:
    """Runs the comparison on the folder named on the command line."""
    compared, differing = compare(Path(sys.argv[1]))
    print("\n".join([*differing, f"accept-reject: {compared - len(differing)} of {compared} texts equal"]))
    return 1 if differing or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
