"""A task on a worker of another machine: the worker compares the environments, then does the task.

A task arrives as bytes within a shell of plain types, so that a worker of another version can refuse the task without
opening it.
"""

import os
import pickle
import platform
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from exporter import backends
from exporter.build.project import versions
from exporter.build.workers.memory import limited
from exporter.theme.files import shipped_fingerprint

EPOCH = "SOURCE_DATE_EPOCH"
# Seconds from the end of the time of a task to that of its process: the answer leaves, and nothing else is done.
GRACE = 0.5
# Renderers share what belongs to the process: one task at a time, however many threads the worker has.
_TURN = threading.Lock()


@dataclass(frozen=True, slots=True)
class EnvironmentMismatch:
    """A worker's answer to a task of another environment: its differences, as ``(here, there)`` by name."""

    worker: str
    differences: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Bundle:
    """The results of the first tasks of a bundle, all unless one took too long, and the seconds that they took."""

    results: Sequence[Any]
    seconds: float


def pack(calls: Sequence[bytes], seconds: float | None, memory: int | None) -> bytes:
    """Return pickled tasks as bytes for a worker of the same environment.

    ``seconds`` and ``memory`` (bytes) limit each of them.
    """
    shell = {"environment": environment(), "seconds": seconds, "memory": memory, EPOCH: os.environ.get(EPOCH)}
    return pickle.dumps(shell | {"calls": calls})


def perform(bundle: bytes, worker: str) -> bytes:
    """Return the results of the tasks as a ``Bundle``, or the mismatch.

    Raises ``TimeoutError`` with the bundle until then, and ends the process soon after.
    """
    shell: dict[str, Any] = pickle.loads(bundle)
    differences = differing(shell["environment"], environment())
    if differences:
        return pickle.dumps(EnvironmentMismatch(worker, differences))
    _TURN.acquire()
    results: list[Any] = []
    start = time.monotonic()
    try:
        with _epoch(shell[EPOCH]), limited(shell["memory"]):
            for call in shell["calls"]:
                results.append(_in_time(pickle.loads(call), shell["seconds"]))
    except TimeoutError as error:
        # what hangs keeps its turn: nothing else may run beside it
        raise TimeoutError(pickle.dumps(Bundle(results, time.monotonic() - start))) from error
    except BaseException:
        _TURN.release()
        raise
    _TURN.release()
    return pickle.dumps(Bundle(results, time.monotonic() - start))


@cache
def environment() -> Mapping[str, str]:
    """Return everything that the bytes of files depend on here: versions of libraries, our code, templates and styles.

    Raises ``EnvironmentFault`` if a library of a format is missing.
    """
    found = dict(versions([backends.load(name) for name in backends.FORMATS]))
    found.pop(EPOCH, None)
    python = ".".join(platform.python_version_tuple()[:2])
    own = {"python": python, "zlib": zlib.ZLIB_RUNTIME_VERSION, "templates and styles": shipped_fingerprint()[:12]}
    return found | own


def differing(here: Mapping[str, str], there: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return the differences of two environments, as ``(here, there)`` by name."""
    names = sorted(here.keys() | there.keys())
    pairs = {name: (here.get(name, "none"), there.get(name, "none")) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


@contextmanager
def _epoch(value: str | None) -> Iterator[None]:
    """Take the date of the machine that asked, as long as its task runs."""
    own = os.environ.get(EPOCH)
    _set(value)
    try:
        yield
    finally:
        _set(own)


def _set(epoch: str | None) -> None:
    if epoch is None:
        os.environ.pop(EPOCH, None)
    else:
        os.environ[EPOCH] = epoch


def _in_time(call: Callable[[], Any], seconds: float | None) -> Any:
    """Return the result of the call. A hanging thread cannot be ended, so its process is."""
    results: list[Any] = []
    thread = threading.Thread(target=lambda: results.append(call()), daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        timer = threading.Timer(GRACE, os._exit, (1,))
        timer.daemon = True
        timer.start()
        raise TimeoutError
    return results[0]
