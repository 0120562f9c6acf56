"""``exporter ast``: the tree of each page as a line of JSON, for developers."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from exporter.cli.exits import Exit


def ast(files: Annotated[list[Path], typer.Argument(help="Pages.")]) -> int:
    """Print the tree of each page as a line of JSON."""
    from exporter.diagnostics import Diagnostics
    from exporter.markdown import parse, to_json

    found = Diagnostics()
    for file in files:
        tree = parse(file.read_bytes().decode("utf-8", "replace"), file.as_posix(), found)
        body = to_json(tree)
        print(json.dumps({"file": file.as_posix(), "data": tree.data, "body": body}, ensure_ascii=False, default=str))
    for finding in found:
        print(finding, file=sys.stderr)
    return Exit.FINDINGS if found.failed else Exit.FINE
