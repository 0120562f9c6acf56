"""The application: one table of commands, and running one of them.

A command's module is imported when the command is chosen, so that help, version and completion of names load none.
"""

import inspect
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from typing import Annotated, Any, ClassVar

import typer
import typer.main
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from exporter.cli.exit_codes import EPILOG, Exit, print_error
from exporter.diagnostics import visible
from exporter.version import __version__

# name, "module:function", line in the list of commands: short enough for a terminal of 80 columns
COMMANDS: Sequence[tuple[str, str, str]] = (
    ("build", "exporter.cli.build:build", "Make the files behind the pages' download links."),
    ("init", "exporter.cli.init:init", "Set up a folder: configuration, schema, sample page."),
    ("list", "exporter.cli.listing:list_exports", "List the planned exports, their sources and origins."),
    ("validate", "exporter.cli.validate:validate", "Check pages without rendering them."),
    ("explain", "exporter.cli.reference:explain", "Explain the code of a finding, and how to fix it."),
    ("check", "exporter.cli.check:check", "List files that no longer match their pages."),
    ("diff", "exporter.cli.diff:diff", "List downloads that differ between two states."),
    ("preview", "exporter.cli.preview:preview", "Show the exports while you write."),
    ("links", "exporter.cli.links:links", "List the pages' links to other sites."),
    ("publish", "exporter.cli.publish:publish", "Copy built files to the site's folders."),
    ("rename", "exporter.cli.rename:rename", "Rename a download, also in the pages."),
    ("redline", "exporter.cli.redline:redline", "Show what changed between two pages or revisions."),
    ("template", "exporter.cli.reference:template", "Write the Word reference document."),
    ("schema", "exporter.cli.reference:schema", "Print a JSON Schema for editors and programs."),
    ("clean", "exporter.cli.clean:clean", "Empty the cache, remove files of deleted exports."),
    ("doctor", "exporter.cli.doctor:doctor", "Check that this machine has the needed packages."),
)
# of "exporter review"; the list shortens these to its width
REVIEW_COMMANDS: Sequence[tuple[str, str, str]] = (
    (
        "list",
        "exporter.cli.review:list_changes",
        "List every change and comment with its place in the page and its status.",
    ),
    (
        "apply",
        "exporter.cli.review:apply_changes",
        "Write the changes into the page, each checked by reading the page again; leave out uncertain ones.",
    ),
    (
        "resolve",
        "exporter.cli.resolve:resolve",
        "Put the answers of a comment table into the next review file.",
    ),
    (
        "report",
        "exporter.cli.review_report:report",
        "Record a round: who changed what, and what was taken, rejected or left, and why.",
    ),
)
REPORT_COMMANDS: Sequence[tuple[str, str, str]] = (
    (
        "accessibility",
        "exporter.cli.accessibility:report_accessibility",
        "Show what checks and people say of each criterion of accessibility.",
    ),
    (
        "comment",
        "exporter.cli.comment:comment",
        "Write the comment of a pull request from its change report.",
    ),
)
HIDDEN = (("ast", "exporter.cli.reference:ast", ""),)
LINE = 60  # characters of a line that the list shows whole


class LazyGroup(TyperGroup):
    """Commands that stand in the list by name and line until one is chosen.

    https://click.palletsprojects.com/en/stable/complex/#lazily-loading-subcommands
    """

    table: ClassVar[Sequence[tuple[str, str, str]]]

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = {name: _listed(name, line) for name, _, line in self.table} | dict(self.commands)
        self._functions = {name: function for name, function, _ in self.table}

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the first argument names, loaded."""
        self.load(args[0])
        return super().resolve_command(ctx, args)

    def load(self, name: str) -> Any:
        """Import a command's module, once, and return the command; None if there is none of this name."""
        if name in self._functions:
            self.commands[name] = _loaded(name, self._functions.pop(name), self.commands[name])
        return self.commands.get(name)


class Commands(LazyGroup):
    """The commands of ``exporter``."""

    table = (*COMMANDS, *HIDDEN)


class ReviewCommands(LazyGroup):
    """The commands of ``exporter review``."""

    table = REVIEW_COMMANDS


class ReportCommands(LazyGroup):
    """The commands of ``exporter report``."""

    table = REPORT_COMMANDS


app = typer.Typer(
    name="exporter",
    cls=Commands,
    help="Make accessible PDFs, Word files for review and standalone web pages from pages of website content.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(
    typer.Typer(cls=ReviewCommands, no_args_is_help=True),
    name="review",
    help="Bring a reviewed Word file's changes back to the page.",
    short_help="Bring a reviewer's Word edits back to the page.",
)
app.add_typer(
    typer.Typer(cls=ReportCommands, no_args_is_help=True),
    name="report",
    help="Write a record of the built files for those who answer for them, or a pull request's comment.",
    short_help="Write a record of files, or a comment.",
)


def _listed(name: str, line: str) -> TyperCommand:
    return TyperCommand(name, help=line, short_help=line if len(line) <= LINE else None, hidden=not line)


def _loaded(name: str, function: str, listed: Any) -> Any:
    module, _, attribute = function.partition(":")
    single = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    command = _with_verbose(getattr(import_module(module), attribute))
    single.command(name, short_help=listed.short_help, hidden=listed.hidden)(command)
    return typer.main.get_command(single)


@dataclass(slots=True)
class _Tracebacks:
    """Whether the command that runs shows tracebacks of bugs."""

    shown: bool = False


_TRACEBACKS = _Tracebacks()
_Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show tracebacks of bugs.")]


def _with_verbose(command: Callable[..., int]) -> Callable[..., int]:
    """Return the command with ``-v``, alone or among others (``-vq``); a command with its own ``-v`` keeps it."""
    signature = inspect.signature(command)
    own = "verbose" in signature.parameters

    @wraps(command)
    def noting(**given: Any) -> int:
        _TRACEBACKS.shown = given["verbose"] if own else given.pop("verbose")
        return command(**given)

    if not own:
        flag = inspect.Parameter("verbose", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=_Verbose)
        noting.__signature__ = signature.replace(parameters=[*signature.parameters.values(), flag])  # type: ignore[attr-defined] # read by inspect
        noting.__annotations__ = {**command.__annotations__, "verbose": _Verbose}
    return noting


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"exporter {__version__}")
        raise typer.Exit


@app.callback()
def _exporter(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code.

    A wrong argument is shown with its usage, a bug as an ``internal`` finding.
    """
    _TRACEBACKS.shown = False
    try:
        return int(app(list(arguments), prog_name="exporter", standalone_mode=False) or 0)
    except typer.Exit as error:
        return error.exit_code
    except TyperException as error:
        return _wrong_usage(error)
    except (KeyboardInterrupt, typer.Abort):
        print("interrupted", file=sys.stderr)
        return Exit.INTERRUPTED
    except SystemExit as error:
        if isinstance(error.__context__, BrokenPipeError):  # Typer ends with 1 then, which means findings here
            return Exit.FINE
        raise
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.FINE
    except Exception as error:
        return print_error(error, verbose=_TRACEBACKS.shown)


def _wrong_usage(error: TyperException) -> int:
    """Print what is wrong with the arguments; a call without any prints the help."""
    error.message = visible(getattr(error, "message", "").removeprefix("Value error, "), lines=True)
    show = getattr(error, "show", None)
    if show is not None:
        show()
    else:
        print(visible(str(error), lines=True), file=sys.stderr)
    return Exit.USAGE
