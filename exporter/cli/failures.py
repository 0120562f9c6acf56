"""What is said of an exception that ends a command, and the code that the process ends with."""

import errno
import sys

from exporter.cli.exits import Exit
from exporter.diagnostics import Diagnostic, ExporterError, Severity, machine_fault

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EIO)


def tell(error: Exception, *, verbose: bool) -> int:
    """Print an error as a finding; a bug with its traceback where ``verbose`` asks for it. The exit code."""
    if isinstance(error, ExporterError):
        print(error.diagnostic, file=sys.stderr)
        return error.exit_code
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        place = f" '{error.filename}'" if error.filename else ""
        message = f"cannot write{place}: {error.strerror}"
        print(Diagnostic(code="write", severity=Severity.ERROR, message=message), file=sys.stderr)
        return Exit.FAULT
    if (fault := machine_fault(error)) is not None:
        print(fault, file=sys.stderr)
        _trace(error, verbose=verbose)
        return Exit.FAULT
    hint = "this is a bug; please report it" + ("" if verbose else " with the traceback that -v shows")
    message = f"{type(error).__name__}: {error}"
    print(Diagnostic(code="internal", severity=Severity.ERROR, message=message, hint=hint), file=sys.stderr)
    _trace(error, verbose=verbose)
    return Exit.FAULT


def _trace(error: Exception, *, verbose: bool) -> None:
    if verbose:
        import traceback

        traceback.print_exception(error)
