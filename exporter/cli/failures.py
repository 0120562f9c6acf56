"""What is said of an exception that ends a command, and the code that the process ends with."""

import sys

from exporter.cli.exits import Exit
from exporter.diagnostics import ExporterError, visible
from exporter.process.faults import bug, fault_of


def tell(error: Exception, *, verbose: bool) -> int:
    """Print an error as a finding; a bug with its traceback where ``verbose`` asks for it. The exit code."""
    if isinstance(error, ExporterError):
        print(error.diagnostic, file=sys.stderr)
        return error.exit_code
    if fault := fault_of(error):
        print(fault.diagnostic, file=sys.stderr)
        _trace(error, verbose=verbose)
        return fault.exit_code
    print(bug(error, "" if verbose else "with the traceback that -v shows"), file=sys.stderr)
    _trace(error, verbose=verbose)
    return Exit.FAULT


def _trace(error: Exception, *, verbose: bool) -> None:
    if verbose:
        import traceback

        for line in "".join(traceback.format_exception(error)).splitlines():
            print(visible(line), file=sys.stderr)
