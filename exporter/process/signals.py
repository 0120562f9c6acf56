"""How signals end this process: without a traceback, with the exit code that shells give, and with nothing left behind.

While the command line is still being imported there is nothing to clean up, and the process ends at once. After that
the first signal raises ``KeyboardInterrupt`` in the main thread, which ends workers and removes what was written aside;
further ones are without effect, so that whoever presses Ctrl-C twice does not stop the cleaning. If that takes too
long, the process ends all the same.
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
    """From now on a signal ends the process on the spot."""
    _handle(_exit)


def interrupt() -> None:
    """From now on the first signal raises ``KeyboardInterrupt``."""
    sys.unraisablehook = _Unraisable(sys.unraisablehook)
    _handle(_raise)


def ignore() -> None:
    """From now on no signal has an effect: the result is known and the process is about to end."""
    _handle(signal.SIG_IGN)  # a handler of Python's would be taken away before the interpreter has ended


def exit_code() -> int:
    """What the process ends with for the signal that it received; 0 for none."""
    return BASE + _received if _received else 0


def leave() -> None:
    """End the process with the exit code of the signal, after all that has to be done at the end.

    Where an interrupt came inside of ``exec`` of a text, by which dataclasses are made, CPython itself would end the
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
    except RuntimeError:  # no thread is to be had: the cleaning takes as long as it takes
        return


def _end_late() -> None:
    time.sleep(PATIENCE)
    if multiprocessing := sys.modules.get("multiprocessing"):
        for process in multiprocessing.active_children():
            process.kill()
    os._exit(exit_code())


class _Unraisable:
    """Python ignores an interrupt that comes while it deletes an object, with a traceback: bring it again instead."""

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
