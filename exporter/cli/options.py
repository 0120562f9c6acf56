"""Options that more than one command has, and their values read from text."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Annotated

import typer
from platformdirs import user_cache_path

from exporter.backends import FORMATS, known_formats
from exporter.build import warm_start
from exporter.cache import Cache, key_of, trusted_cache
from exporter.diagnostics import UsageError


class ReportFormat(StrEnum):
    """The formats of a report."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"


STDIN = "-"  # the page that is read from standard input
REPORTS = {
    ".json": ReportFormat.JSON,
    ".sarif": ReportFormat.SARIF,
    ".xml": ReportFormat.JUNIT,
    ".txt": ReportFormat.TEXT,
}


def _known_report(path: Path | None) -> Path | None:
    """Raise ``UsageError`` for a report that cannot be written, or whose suffix is no report format."""
    if path is None:
        return None
    # the output package loads pydantic, which "build" does later, while its workers start
    from exporter.cli.destination import destination  # noqa: PLC0415 (see above)

    destination(path, "--report")
    if path.suffix.lower() not in REPORTS:
        hint = f"end its name with one of {', '.join(REPORTS)}"
        raise UsageError(f"unknown report format '{path.name}'", hint=hint)
    return path


def _named_formats(context: typer.Context, text: str) -> str:
    """Raise ``UsageError`` for ``--to`` with nothing behind it, such as an empty variable of a script."""
    given = context.get_parameter_source("to")
    if given is not None and given.name == "COMMANDLINE" and not text.replace(",", " ").strip():
        raise UsageError("--to has no format", hint="name one such as pdf, or leave out --to")
    return text


def _named_revision(context: typer.Context, text: str) -> str:
    """Raise ``UsageError`` for ``--trusted-config`` with nothing behind it, such as an empty variable of a script."""
    given = context.get_parameter_source("trusted")
    if given is not None and given.name == "COMMANDLINE" and not text.strip():
        hint = "name the branch or commit that the pull request is for, such as origin/main"
        raise UsageError("--trusted-config has no revision", hint=hint)
    return text


def _release_name(context: typer.Context, name: str) -> str:
    """Raise ``UsageError`` for ``--release`` with nothing behind it, such as an empty variable of a script."""
    given = context.get_parameter_source("release")
    if given is not None and given.name == "COMMANDLINE" and not name.strip():
        raise UsageError("--release has no name", hint="name it like its tag, such as --release v4.2")
    return name


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
    Path | None,
    typer.Option(
        "--config", "-c", metavar="FILE", help="The configuration; by default from this folder or those above."
    ),
]
Trusted = Annotated[
    str,
    typer.Option(
        "--trusted-config",
        metavar="REV",
        callback=_named_revision,
        help="Take the configuration, theme, limits and lock of this revision in git; download nothing.",
    ),
]
ThemeName = Annotated[str | None, typer.Option("--theme", metavar="NAME or DIR", help="The theme.")]
FormOption = Annotated[
    ReportFormat, typer.Option("--format", help="The format of the findings; all but text go to stdout.")
]
Report = Annotated[
    Path | None,
    typer.Option(
        "--report",
        metavar="FILE",
        callback=_known_report,
        help="Also write a report: .json, .sarif, .xml (JUnit), .txt.",
    ),
]
Release = Annotated[
    str,
    typer.Option("--release", metavar="VERSION", callback=_release_name, help="The release, such as 'v4.2'."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show only findings.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show notes too, and tracebacks of bugs.")]
Strict = Annotated[bool, typer.Option("--strict", help="Treat warnings as errors.")]
CacheFolder = Annotated[
    Path | None, typer.Option("--cache", metavar="DIR", help="The cache folder; by default the user's own.")
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Do not use the cache.")]

Diagram = Annotated[
    list[str] | None,
    typer.Option(
        "--diagram",
        metavar="LANGUAGE=COMMAND",
        help="A program that draws code blocks of a language, such as plantuml='plantuml -tsvg -pipe'.",
    ),
]
RequireSandbox = Annotated[
    bool, typer.Option("--require-sandbox", help="Fail where worker processes cannot be confined (see doctor).")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOptions:
    """The values of the options with which a command opens a project and reports its run."""

    config: Path | None = None
    trusted: str = ""
    targets: tuple[str, ...] = ()
    theme: str | None = None
    out: Path | None = None
    cache: Cache | None = None
    form: ReportFormat = ReportFormat.TEXT
    report: Path | None = None
    quiet: bool = False
    verbose: bool = False
    strict: bool = False
    commands: Mapping[str, str] = field(default_factory=dict)
    release: str = ""
    require_sandbox: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions(SessionOptions):
    """The values of the options of ``exporter build``."""

    to: str = ""
    output: str | None = None
    jobs: str = "auto"
    in_process: bool = False
    timeout: float | None = None
    fail_fast: bool = False
    force: bool = False
    dry_run: bool = False
    since: str = ""
    cluster: str = ""
    cluster_tls: tuple[Path, Path, Path] | None = None
    shard: str = ""
    wait: float = 0.0

    @property
    def from_stdin(self) -> bool:
        """Whether the page comes from standard input."""
        return STDIN in self.targets

    @property
    def run_key(self) -> str:
        """The key under which a run notes its files for the next run of the same kind; empty if it notes none."""
        if self.cache is None or self.in_process or self.dry_run or self.from_stdin:
            return ""
        given = (self.config, self.trusted, [*self.targets] or None, self.to, self.out, self.theme, self.release)
        return key_of(str(Path.cwd()), *map(str, given))


def begin_workers(options: BuildOptions) -> None:
    """Start the server of the workers if it is likely that there is something to make."""
    if (options.output is not None or options.from_stdin) and not (
        options.in_process or options.dry_run or options.cluster
    ):
        suffix = PurePath(options.output or "").suffix.lstrip(".").lower()
        warm_start.start_server(name for name in FORMATS if name in (suffix, *options.to.split(",")))
    elif options.cache is not None and options.run_key:
        warm_start.begin(options.cache, options.run_key)


def format_names(text: str) -> tuple[str, ...]:
    """Return the formats of a list such as ``pdf,html``. Raises ``UsageError``."""
    return known_formats(name for name in text.split(",") if name.strip())


def commands_of(texts: Iterable[str]) -> dict[str, str]:
    """Return the commands for diagrams by language. Raises ``UsageError``."""
    commands = {}
    for text in texts:
        language, equals, command = text.partition("=")
        if not equals:
            hint = "write --diagram plantuml='plantuml -tsvg -pipe'"
            raise UsageError(f"not a command for a language: '{text}'", hint=hint)
        commands[language.strip()] = command
    return commands


def shard_of(text: str) -> tuple[int, int] | None:
    """Return the number of a part and of all parts, from ``2/5``. Raises ``UsageError``."""
    if not text:
        return None
    number, _, total = text.partition("/")
    if not (number.isdigit() and total.isdigit() and 1 <= int(number) <= int(total)):
        raise UsageError(f"not a shard: '{text}'", hint="write it as '2/5': the second of five parts")
    return int(number), int(total)


def jobs_of(text: str) -> int | None:
    """Return the number of workers, None for as many as there are processors. Raises ``UsageError``."""
    if text == "auto":
        return None
    if not text.isdigit() or int(text) < 1:
        raise UsageError(f"not a number of workers: '{text}'", hint="write a number, or 'auto'")
    return int(text)


def open_cache(folder: Path | None, *, off: bool = False) -> Cache | None:
    """Return the cache: the folder given, that of EXPORTER_CACHE, else the user's own; None where it is off.

    A cache that is not trusted says so in its findings. Raises ``UsageError`` for a folder that is not the exporter's.
    """
    if off:
        return None
    own = os.environ.get("EXPORTER_CACHE")
    if folder is not None:
        return trusted_cache(folder)
    place = Path(own) if own else user_cache_path("mdc-exporter")
    return trusted_cache(place, named=bool(own) and os.path.lexists(place))
