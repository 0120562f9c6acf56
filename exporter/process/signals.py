"""The end of this process by a signal: without a traceback, with the exit code of shells, with nothing left behind.

While the command line is still being imported there is nothing to clean up, and the process ends at once. After that
the first signal raises ``KeyboardInterrupt`` in the main thread, which ends workers and removes temporary files.
Further signals have no effect, so that a second Ctrl-C does not stop the cleaning. If the cleaning takes too long, the
process ends all the same.
"""

import _thread
import atexit
import os
import signal
import sys
import threading
import time
from types import FrameType
from typing import Any

NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
BASE = 128  # a shell's exit code for a process that a signal ended, less the signal's number
PATIENCE = 10.0  # seconds that cleaning up may take

_received = 0


def end_at_once() -> None:
    """Let a signal end the process at once from now on."""
    _handle(_exit)


def interrupt() -> None:
    """Let the first signal raise ``KeyboardInterrupt`` from now on."""
    sys.unraisablehook = _Unraisable(sys.unraisablehook)
    _handle(_raise)


def ignore() -> None:
    """Ignore signals from now on: the result is known and the process is about to end."""
    _handle(signal.SIG_IGN)  # Python removes its own handlers before the interpreter has ended


def exit_code() -> int:
    """Return the exit code for the signal that the process received; 0 if it received none."""
    return BASE + _received if _received else 0


def leave() -> None:
    """Run the exit functions and end the process with the exit code of the signal.

    If an interrupt comes inside ``exec`` of a text, with which dataclasses are made, CPython itself would end the
    process by SIGINT, whatever the signal was.
    """
    atexit._run_exitfuncs()
    os._exit(exit_code())


def _exit(number: int, _frame: FrameType | None) -> None:
    os._exit(BASE + number)


def _raise(number: int, _frame: FrameType | None) -> None:
    global _received
    if not _received:
        _received = number
        _watch_the_end()
        raise KeyboardInterrupt


def _handle(handler: Any) -> None:
    """Set the handler of each signal, unless the caller had it ignored, as ``nohup`` does."""
    for name in NAMES:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) not in (signal.SIG_IGN, None):
            signal.signal(number, handler)


def _watch_the_end() -> None:
    try:
        threading.Thread(target=_end_late, daemon=True).start()
    except RuntimeError:  # no thread can start: the cleaning takes as long as it takes
        return


def _end_late() -> None:
    time.sleep(PATIENCE)
    if multiprocessing := sys.modules.get("multiprocessing"):
        for process in multiprocessing.active_children():
            process.kill()
    os._exit(exit_code())


class _Unraisable:
    """A hook for an interrupt while Python deletes an object: raise it again, where Python would only print it."""

    def __init__(self, show: Any) -> None:
        self._show = show

    def __call__(self, unraisable: Any) -> None:
        if not _received or not issubclass(unraisable.exc_type, KeyboardInterrupt):
            self._show(unraisable)
            return
        timer = threading.Timer(0.01, _again)
        timer.daemon = True
        timer.start()


def _again() -> None:

    global _received
    number, _received = _received, 0
    _thread.interrupt_main(signal.Signals(number))
