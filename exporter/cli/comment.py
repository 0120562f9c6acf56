"""``exporter report comment``: the comment of a pull request, from the change report of a run that it controls."""

import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Annotated

import typer

from exporter.cli.destination import destination, write_output
from exporter.cli.exit_codes import Exit
from exporter.cli.named_files import unreadable
from exporter.disk import read_regular, read_up_to
from exporter.report.change_report import read_report
from exporter.report.changes import as_markdown

SUFFIXES = (".md", ".markdown", ".txt")
MEMBER = "changes.json"
LARGEST = 5_000_000  # bytes of a report, packed or not
_DAMAGE = (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError, EOFError, ValueError, OSError)


def comment(
    file: Annotated[Path, typer.Argument(help=f"A report of 'exporter diff --format json', or a ZIP with {MEMBER}.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead of stdout.")
    ] = None,
) -> int:
    """Write the comment of a pull request from its change report.

    The report may come from anybody: it is read within limits and checked, nothing is unpacked, and names and words of
    content are shown as code, without links and mentions.
    """
    target = destination(output, suffixes=SUFFIXES) if output is not None else None
    write_output(as_markdown(read_report(_data(file))), target)
    return Exit.FINE


def _data(file: Path) -> bytes:
    """Return the JSON of a report. Raises ``UsageError``."""
    hint = "name the JSON file or the artifact of one run"
    try:
        data = read_regular(file, LARGEST)
        return _member(data) if data.startswith(b"PK") else data
    except _DAMAGE as error:
        raise unreadable(file, error, code="change-report", hint=hint) from error


def _member(data: bytes) -> bytes:
    """Return the report in a ZIP, unpacked no further than a report is long."""
    with zipfile.ZipFile(BytesIO(data)) as package, package.open(MEMBER) as member:
        text = read_up_to(member, LARGEST + 1)
    if len(text) > LARGEST:
        raise ValueError(f"{MEMBER} is larger than {LARGEST:,} bytes")
    return text
