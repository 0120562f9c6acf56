"""Standard streams that cannot end a run: a reader that has gone, a full disk, a stream that the caller closed.

The work goes on, and the exit code tells what came of it: files are written whether or not anybody reads the messages.
"""

import errno
import io
import os
import select
import sys
from typing import Any

GONE = (errno.EPIPE, errno.ECONNRESET, errno.ESHUTDOWN)


class Stream(io.FileIO):
    """The raw side of a standard stream: after the first fault everything is dropped, and ``fault`` tells why."""

    fault: OSError | None = None

    def write(self, data: Any, /) -> int:
        """Write some of the data, or drop it."""
        while self.fault is None:
            try:
                written = super().write(data)
            except OSError as error:
                self.fault = error
            else:
                if written is not None:
                    return written
                _wait_for(self.fileno())  # another program made it non-blocking
        return memoryview(data).nbytes


def guard() -> None:
    """Open the standard streams that the caller closed, and put ``Stream`` under those to write to."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, _opened(number))
    sys.stdout, sys.stderr = _guarded(sys.stdout), _guarded(sys.stderr)


def reader_gone() -> bool:
    """Whether nobody reads what this process says."""
    return any(fault is not None and fault.errno in GONE for fault in map(_fault, (sys.stdout, sys.stderr)))


def finish() -> OSError | None:
    """Write what is still in the streams' buffers; the fault by which output got lost, None if all of it was written.

    A reader that left, as ``head`` does, has what it wanted: that is no fault. Nor is what stderr lost.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue
    fault = _fault(sys.stdout)
    return fault if fault is not None and fault.errno not in GONE else None


def _fault(stream: Any) -> OSError | None:
    buffer = getattr(stream, "buffer", None)
    return getattr(getattr(buffer, "raw", buffer), "fault", None)


def _opened(number: int) -> Any:
    """A stream that drops everything at the very number that was closed, so that no other file gets it."""
    descriptor = os.open(os.devnull, os.O_RDWR)
    if descriptor != number:
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.set_inheritable(number, True)
    return open(number, "r" if number == 0 else "w", encoding="utf-8", closefd=False)


def _guarded(stream: Any) -> Any:
    """The same stream over ``Stream``; as it is where it is none of the interpreter's own."""
    buffer = getattr(stream, "buffer", None)
    raw = getattr(buffer, "raw", buffer)
    if type(stream) is not io.TextIOWrapper or type(raw) is not io.FileIO:
        return stream
    own: Any = Stream(raw.fileno(), "wb", closefd=False)
    return io.TextIOWrapper(
        own if buffer is raw else io.BufferedWriter(own),
        encoding=stream.encoding,
        errors=stream.errors,
        newline=None if os.name == "nt" else "\n",
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def _wait_for(descriptor: int) -> None:

    select.select([], [descriptor], [])
