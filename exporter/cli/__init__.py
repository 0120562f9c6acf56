"""The command line: arguments in, exit code out. Only here is anything printed.

Each command is a module of this package, which imports what is heavy when it runs.
"""

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.exceptions import TyperException

from exporter import __version__
from exporter.cli.exits import EPILOG, Exit
from exporter.cli.failures import tell
from exporter.cli.verbose import WISHES
from exporter.diagnostics import visible

app = typer.Typer(
    name="exporter",
    help="Make accessible PDFs, Word files for review and standalone web pages from pages of website content.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
    """The exit code of one command. A wrong argument is shown with its usage, a bug as an ``internal`` finding."""
    from exporter.cli import commands

    commands.register(app)
    WISHES.tracebacks = False
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
        return tell(error, verbose=WISHES.tracebacks)


def _wrong_usage(error: TyperException) -> int:
    """Show what is wrong with the arguments; a call without any shows the help, which is fine."""
    error.message = visible(getattr(error, "message", "").removeprefix("Value error, "), lines=True)
    show = getattr(error, "show", None)
    if show is not None:
        show()
    else:
        print(visible(str(error), lines=True), file=sys.stderr)
    return Exit.USAGE
