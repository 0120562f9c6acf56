"""How the server behaves that workers are forked off; it imports this first."""

import gc
import signal
import sys
from types import TracebackType

# What a worker meets that is forked off while the process that asked for it ends: nobody is left to be told.
GONE = (EOFError, FileNotFoundError, ConnectionError)

_tell = sys.excepthook


def _tell_others(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, GONE):
        _tell(kind, error, trace)


if sys.argv == ["-c"]:  # so multiprocessing starts the server; whoever else imports this is left alone
    gc.disable()  # imports leave no garbage worth looking for
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the main process's business, with which this one ends
    sys.excepthook = _tell_others
