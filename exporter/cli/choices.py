"""Options that more than one command has, and reading their values."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from exporter.diagnostics import UsageError, did_you_mean


class Form(StrEnum):
    """The forms of a report."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"


REPORTS = {".json": Form.JSON, ".sarif": Form.SARIF, ".xml": Form.JUNIT, ".txt": Form.TEXT}


def _known_report(path: Path | None) -> Path | None:
    """Raise ``UsageError`` for a report that cannot be written, or whose name does not say its form."""
    if path is None:
        return None
    from exporter.cli.destination import destination

    destination(path, "--report")
    if path.suffix.lower() not in REPORTS:
        hint = f"end its name with one of {', '.join(REPORTS)}"
        raise UsageError(f"no form of a report is known by '{path.name}'", hint=hint)
    return path


def _named_formats(context: typer.Context, text: str) -> str:
    """Raise ``UsageError`` for ``--to`` with nothing behind it, such as an empty variable of a script."""
    given = context.get_parameter_source("to")
    if given is not None and given.name == "COMMANDLINE" and not text.replace(",", " ").strip():
        raise UsageError("--to names no format", hint="name one such as pdf, or leave --to out")
    return text


Targets = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PAGE or OUTPUT]...", help="Pages, folders or patterns of them, outputs; all by default."),
]
To = Annotated[
    str,
    typer.Option("--to", "-t", metavar="FORMATS", callback=_named_formats, help="Formats, such as 'pdf,html'."),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="The output folder, instead of 'out'.")]
ConfigFile = Annotated[
    Path | None, typer.Option("--config", "-c", metavar="FILE", help="The configuration; found upward by default.")
]
ThemeName = Annotated[str | None, typer.Option("--theme", metavar="NAME or DIR", help="The theme.")]
FormOption = Annotated[Form, typer.Option("--format", help="How findings are told; all but text on stdout.")]
Report = Annotated[
    Path | None,
    typer.Option(
        "--report",
        metavar="FILE",
        callback=_known_report,
        help="Also write a report: .json, .sarif, .xml (JUnit), .txt.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Only findings.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Notes too, and tracebacks of bugs.")]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings are as grave as errors.")]
CacheFolder = Annotated[
    Path | None, typer.Option("--cache", metavar="DIR", help="The cache's folder; the user's own by default.")
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Keep nothing, use nothing that was kept.")]


def format_names(text: str) -> tuple[str, ...]:
    """Formats in a list such as ``pdf,html``. Raises ``UsageError``."""
    from exporter.backends import FORMATS

    names = tuple(name.strip().lower() for name in text.split(",") if name.strip())
    for name in names:
        if name not in FORMATS:
            hint = did_you_mean(name, FORMATS) or f"there are {', '.join(FORMATS)}"
            raise UsageError(f"no format '{name}'", code="unknown-format", hint=hint)
    return names


def shard_of(text: str) -> tuple[int, int] | None:
    """Which part of how many, from ``2/5``. Raises ``UsageError``."""
    if not text:
        return None
    number, _, total = text.partition("/")
    if not (number.isdigit() and total.isdigit() and 1 <= int(number) <= int(total)):
        raise UsageError(f"no shard '{text}'", hint="write it as '2/5': the second of five parts")
    return int(number), int(total)


def jobs_of(text: str) -> int | None:
    """How many workers, None for as many as there are processors. Raises ``UsageError``."""
    if text == "auto":
        return None
    if not text.isdigit() or int(text) < 1:
        raise UsageError(f"no number of workers '{text}'", hint="write a number, or 'auto'")
    return int(text)
