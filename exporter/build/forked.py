"""First import of the server that workers are forked off: how it behaves."""

import gc
import signal
import sys
from types import TracebackType

SERVER = "from multiprocessing.forkserver import main"  # how multiprocessing begins the server's code
# Ends of a server or worker that the process which asked for it tells of, unless it has ended itself: it went away, or
# the machine gives too little memory or too few files, which multiprocessing notices by an assertion.
TOLD_ELSEWHERE = (AssertionError, EOFError, OSError, MemoryError, SystemError)

_show = sys.excepthook


def _show_others(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, TOLD_ELSEWHERE):
        _show(kind, error, trace)


def is_server() -> bool:
    """Whether this process is a server that workers are forked off, or one of them."""
    return any(argument.startswith(SERVER) for argument in sys.orig_argv)


if is_server():
    gc.disable()  # imports leave no garbage worth looking for
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the main process's business, with which this one ends
    sys.excepthook = _show_others
