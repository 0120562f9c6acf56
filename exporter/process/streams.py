"""Standard streams that cannot end a run: not if the reader has gone, the disk is full or the caller closed one.

The work goes on, and the exit code says how it ended: files are written whether or not anybody reads the messages.
"""

import errno
import io
import os
import select
import sys
from typing import Any

GONE = (errno.EPIPE, errno.ECONNRESET, errno.ESHUTDOWN)


class StandardStream(io.FileIO):
    """The raw side of a standard stream; after the first ``fault`` it drops everything."""

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
    """Open the standard streams that the caller closed, and put ``StandardStream`` under stdout and stderr."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, _opened(number))
    sys.stdout, sys.stderr = _guarded(sys.stdout), _guarded(sys.stderr)


def reader_gone() -> bool:
    """Return whether the reader of stdout or stderr has gone."""
    return any(fault is not None and fault.errno in GONE for fault in map(_fault, (sys.stdout, sys.stderr)))


def finish() -> OSError | None:
    """Flush the streams and return the fault by which output was lost, None if all of it was written.

    A reader that left, as ``head`` does, has all it wanted: that is no fault. Nor is lost output of stderr.
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
    """Return a stream that drops everything, under the number that was closed, so that no other file gets it."""
    descriptor = os.open(os.devnull, os.O_RDWR)
    if descriptor != number:
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.set_inheritable(number, True)
    return open(number, "r" if number == 0 else "w", encoding="utf-8", closefd=False)


def _guarded(stream: Any) -> Any:
    """Return the stream over ``StandardStream``; a stream that is not the interpreter's own stays as it is."""
    buffer = getattr(stream, "buffer", None)
    raw = getattr(buffer, "raw", buffer)
    if type(stream) is not io.TextIOWrapper or type(raw) is not io.FileIO:
        return stream
    own: Any = StandardStream(raw.fileno(), "wb", closefd=False)
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
