"""What is said of an exception that ends a command, and the code that the process ends with."""

import errno
import sys

from exporter.cli.exits import Exit
from exporter.diagnostics import Diagnostic, ExporterError, Severity, visible

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
    hint = "this is a bug; please report it" + ("" if verbose else " with the traceback that -v shows")
    message = f"{type(error).__name__}: {error}"
    print(Diagnostic(code="internal", severity=Severity.ERROR, message=message, hint=hint), file=sys.stderr)
    if verbose:
        import traceback

        for line in "".join(traceback.format_exception(error)).splitlines():
            print(visible(line), file=sys.stderr)
    return Exit.FAULT
