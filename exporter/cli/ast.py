"""``exporter ast``: the tree of each page as a line of JSON, for developers and for comparison with the website."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from exporter.cli.exits import Exit
from exporter.diagnostics import Diagnostics, UsageError


def ast(files: Annotated[list[str], typer.Argument(help="Pages.")]) -> int:
    """Print the tree of each page as a line of JSON."""
    sys.stdout.writelines(json_lines(files))
    return Exit.FINE


def json_lines(files: Iterable[str]) -> Iterator[str]:
    """One line a file: ``{"file": ..., "data": front matter, "body": tree}``. Raises ``UsageError``."""
    from exporter.markdown import parse
    from exporter.markdown.tree import json_line

    for file in files:
        try:
            text = Path(file).read_bytes().decode("utf-8", "replace")
        except OSError as error:
            raise UsageError(f"cannot read '{file}': {error.strerror}", hint="check the path") from error
        yield json_line(file, parse(text, file, Diagnostics()))
