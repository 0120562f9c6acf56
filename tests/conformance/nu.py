"""The Nu checker (vnu-jar of npm, run by Java) over HTML files: ``python -m tests.conformance.nu FILE...``.

Errors fail. Warnings do not: the checker takes ``data:`` pictures for a breach of ``img-src data:``.
"""

import json
import subprocess
import sys
import tarfile
from collections.abc import Iterable, Sequence
from pathlib import Path

FOLDER = Path(sys.prefix) / "nu"
JAR = FOLDER / "package" / "build" / "dist" / "vnu.jar"
AT_ONCE = 50  # files a run: each is one line of the command


def jar() -> Path:
    """The checker, fetched once into the virtual environment."""
    if not JAR.is_file():
        FOLDER.mkdir(exist_ok=True)
        command = ["npm", "pack", "--silent", "--pack-destination", str(FOLDER), "vnu-jar"]
        name = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
        with tarfile.open(FOLDER / name) as archive:
            archive.extractall(FOLDER, filter="data")
    return JAR


def errors(files: Sequence[Path]) -> list[str]:
    """What the checker finds wrong in ``files``, a line each."""
    found: list[str] = []
    for at in range(0, len(files), AT_ONCE):
        names = [str(file) for file in files[at : at + AT_ONCE]]
        command = ["java", "-jar", str(jar()), "--errors-only", "--format", "json", "--exit-zero-always", *names]
        messages = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stderr)["messages"]
        found.extend(f"{m.get('url')}:{m.get('lastLine')}: {m['message']}" for m in messages if m["type"] != "info")
    return found


def languages(files: Iterable[Path]) -> list[tuple[str, str]]:
    """The files, by name, whose words are in another language than they say, with what the checker makes of them."""
    names = [str(file) for file in files]
    command = ["java", "-jar", str(jar()), "--format", "json", "--exit-zero-always", *names]
    messages = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stderr)["messages"]
    return [(Path(m["url"]).name, m["message"]) for m in messages if "appears to be written in" in m["message"]]


if __name__ == "__main__":
    wrong = errors([Path(name) for name in sys.argv[1:]])
    print("\n".join([*wrong, f"{len(sys.argv) - 1} files, {len(wrong)} errors"]))
    sys.exit(bool(wrong))
