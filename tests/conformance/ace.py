"""Ace by DAISY (@daisy/ace-cli of npm, with Chromium) over EPUB files: ``python -m tests.conformance.ace FILE...``.

Serious and critical findings fail; Ace's lesser ones are advice, such as a certificate of an organisation.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.conftest import CHROMIUM

FOLDER = Path(sys.prefix) / "ace"
COMMAND = FOLDER / "node_modules" / "@daisy" / "ace-cli" / "bin" / "ace.js"
PACKAGES = ("@daisy/ace-cli@1.4.6", "@daisy/ace-axe-runner-puppeteer@1.4.6")
FAULTS = ("serious", "critical")
SECONDS = 300  # for a file; a hanging browser must not end a run of hours


def command() -> Path:
    """The checker, installed once into the virtual environment; it brings no browser."""
    if not COMMAND.is_file():
        FOLDER.mkdir(exist_ok=True)
        install = ["npm", "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", *PACKAGES]
        subprocess.run(install, check=True, cwd=FOLDER, capture_output=True)
    return COMMAND


def failures(file: Path) -> list[str]:
    """What is wrong with the file, a line each."""
    with tempfile.TemporaryDirectory() as folder:
        run = ["node", str(command()), "--force", "--silent", "--outdir", folder, str(file)]
        own = {"PUPPETEER_EXECUTABLE_PATH": CHROMIUM, "HOME": folder, "XDG_CONFIG_HOME": folder}
        done = subprocess.run(run, capture_output=True, text=True, env=os.environ | own, timeout=SECONDS, check=False)
        report = Path(folder) / "report.json"
        if not report.is_file():
            return [f"Ace made no report: {done.stderr.strip()[-300:]}"]
        value = json.loads(report.read_text("utf-8"))
    return list(_lines(value["assertions"]))


def _lines(assertions: Sequence[dict[str, Any]]) -> Iterator[str]:
    for part in assertions:
        for found in part["assertions"]:
            test, result = found["earl:test"], found["earl:result"]
            if test["earl:impact"] in FAULTS:
                words = " ".join(result["dct:description"].split())
                yield f"{part['earl:testSubject']['url']}: {test['dct:title']}: {words} {result.get('html', '')[:120]}"


def main(names: Sequence[str]) -> int:
    """Checks files."""
    wrong = [f"{name}: {line}" for name in names for line in failures(Path(name))]
    print("\n".join([*wrong, f"{len(names)} files, {len(wrong)} serious findings"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
