"""Exit codes, and the exit code of an exception. One table: no number has two meanings."""

import sys
import traceback
from enum import IntEnum

from exporter.diagnostics import ExporterError, visible
from exporter.process.faults import bug, fault_of


class Exit(IntEnum):
    """The exit codes of the process."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    FAULT = 3
    HUNG_UP = 129
    INTERRUPTED = 130
    TERMINATED = 143


MEANINGS = {
    Exit.FINE: "fine",
    Exit.FINDINGS: "findings: errors, or warnings with --strict; stale files in check",
    Exit.USAGE: "wrong command line or configuration",
    Exit.FAULT: "a fault of the machine, or a bug in the exporter",
    Exit.HUNG_UP: "the terminal closed",
    Exit.INTERRUPTED: "interrupted",
    Exit.TERMINATED: "stopped by a signal",
}

EPILOG = "Exit codes: " + "; ".join(f"{code.value} {meaning}" for code, meaning in MEANINGS.items()) + "."


def print_error(error: Exception, *, verbose: bool) -> int:
    """Print the exception that ends a command as a finding, and return the exit code.

    With ``verbose``, the traceback of a bug or of a fault of the machine follows.
    """
    if isinstance(error, ExporterError):
        print(error.diagnostic, file=sys.stderr)
        return error.exit_code
    if fault := fault_of(error):
        print(fault.diagnostic, file=sys.stderr)
        _print_traceback(error, verbose=verbose)
        return fault.exit_code
    print(bug(error, "" if verbose else "with the traceback that -v shows"), file=sys.stderr)
    _print_traceback(error, verbose=verbose)
    return Exit.FAULT


def _print_traceback(error: Exception, *, verbose: bool) -> None:
    if verbose:
        for line in "".join(traceback.format_exception(error)).splitlines():
            print(visible(line), file=sys.stderr)
