"""The process beside a confined worker that cuts fonts for it, and alone writes them to the folder of fonts.

It is forked before the worker sees any content, into a sandbox of its own, and gets orders: names and characters, which
it checks. It ends with its worker. Without it, a worker keeps what it cuts for itself.
"""

import ctypes
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any, Final, TypeAlias

from exporter.fonts.orders import Order
from exporter.process.sandbox import Sandbox, enter

LARGEST_ORDER: Final = 1 << 23  # bytes; a character takes up to twelve
END_WITH_PARENT: Final = 1  # PR_SET_PDEATHSIG of prctl(2)

_Pipe: TypeAlias = "Connection[Any, Any]"


def start(sandbox: Sandbox, leave: Callable[[], None]) -> Callable[[Order], None]:
    """Start the process, which first calls ``leave``; return the function that sends it an order."""
    orders, to_cutter = Pipe(duplex=False)
    answers, to_worker = Pipe(duplex=False)
    with suppress(OSError):  # orders then stay without an answer
        worker = os.getpid()
        if os.fork() == 0:
            _be_cutter(sandbox, leave, worker, orders, to_worker)
    orders.close()
    to_worker.close()

    def send(order: Order) -> None:
        with suppress(OSError, EOFError):  # it has ended
            to_cutter.send_bytes(order.to_bytes())
            answers.recv_bytes(0)

    return send


def _be_cutter(sandbox: Sandbox, leave: Callable[[], None], worker: int, orders: _Pipe, answers: _Pipe) -> None:
    """Serve orders in this process until its worker ends; then end it too."""
    with suppress(BaseException):
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        ctypes.CDLL(None).prctl(END_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        leave()
        _close_all_but(orders.fileno(), answers.fileno())
        enter(sandbox)
        if os.getppid() == worker:
            _serve(orders, answers)
    os._exit(0)


def _close_all_but(*descriptors: int) -> None:
    """Close the channels of the worker, by whose end the main process sees that the worker has ended."""
    last = 2
    for descriptor in sorted(descriptors):
        os.closerange(last + 1, descriptor)
        last = descriptor
    os.closerange(last + 1, os.sysconf("SC_OPEN_MAX"))


def _serve(orders: _Pipe, answers: _Pipe) -> None:
    while True:
        data = orders.recv_bytes(LARGEST_ORDER)
        with suppress(Exception):  # the worker then makes the file itself, and reports why it cannot
            from exporter.fonts.cutting import fulfil  # noqa: PLC0415 (fontTools, which some formats do without)

            fulfil(data)
        answers.send_bytes(b"")
