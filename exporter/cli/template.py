"""``exporter template``: what a team may start its own look from."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from exporter.cli.exits import Exit
from exporter.diagnostics import UsageError, did_you_mean

FILES = {"docx": "templates/docx/reference.docx"}


def template(
    name: Annotated[str, typer.Argument(help=f"Which one: {', '.join(FILES)}.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write it.")] = None,
) -> int:
    """Write the Word reference document, whose styles can be changed and used with the option 'reference'."""
    from exporter.cli.destination import destination
    from exporter.output.named_output import FileType, file_type
    from exporter.theme.files import Theme

    if name not in FILES:
        hint = did_you_mean(name, FILES) or f"there is {', '.join(FILES)}"
        raise UsageError(f"no template '{name}'", hint=hint)
    data = Theme().read(FILES[name])
    if output is None and sys.stdout.isatty():
        output = Path(Path(FILES[name]).name)
    if output is None:
        sys.stdout.buffer.write(data)
        return Exit.FINE
    target = destination(output)
    if file_type(output) is FileType.FILE:
        raise UsageError(f"'{output}' is there already", hint="choose another name")
    target.write(data)
    return Exit.FINE
