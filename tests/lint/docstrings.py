"""Refuse docstrings that do not begin with the thing itself: ``python -m tests.lint.docstrings FOLDER...``."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

REFUSED = re.compile(r"(What|Who|Which|Why|Where|One that|Those|That)\b")
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def refused(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and first line of each docstring in ``source`` that begins with a word of ``REFUSED``."""
    for node in ast.walk(ast.parse(source)):
        text = ast.get_docstring(node) if isinstance(node, DOCUMENTED) else None
        if text and REFUSED.match(text):
            yield node.body[0].lineno, text.splitlines()[0]


def main(folders: list[str]) -> int:
    """Print each refused docstring; return the exit code."""
    count = 0
    for file in sorted(file for folder in folders for file in Path(folder).rglob("*.py")):
        for line, text in refused(file.read_text("utf-8")):
            print(f"{file}:{line}: begin with the thing itself, or with what the function does: {text}")
            count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
