"""How worker processes start: forked off a server that has imported all that is heavy, where the system can fork.

Each child looks for code where ``python -P`` does (``exporter.process.search_path``), whatever the path of the process
that starts it; it imports neither that process's main program nor anything that lies in the current folder. What is
used of ``multiprocessing`` beyond its documentation is the same in Python 3.11 to 3.14, and a test looks at the result.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import context as contexts
from multiprocessing import spawn, util
from typing import Any

from exporter.process import search_path

READING = ("exporter.build.reading", "exporter.build.jobs")
FIRST, LAST = "exporter.build.forked", "exporter.build.work"
# An interrupt and the end of a terminal go to a whole group of processes; they are the main process's business.
BLOCKED = tuple(getattr(signal, name) for name in ("SIGINT", "SIGHUP") if hasattr(signal, name))

_starting = threading.RLock()
_ended = False


class _Quiet:
    """A process whose own end is told by its exit status alone: the main process says what it means."""

    def run(self) -> None:
        """Run the target; the machine's faults end the process without a traceback."""
        try:
            super().run()  # type: ignore[misc]
        except (MemoryError, OSError):
            os._exit(1)


if sys.platform == "win32":

    class Worker(_Quiet, contexts.SpawnProcess):
        """A process that starts as ``python -P`` does."""

        @staticmethod
        def _Popen(process_obj: Any) -> Any:  # noqa: N802 (multiprocessing's name)
            return _started(contexts.SpawnProcess._Popen, process_obj)

    class Context(contexts.SpawnContext):
        """Makes ``Worker`` processes."""

        Process = Worker

else:

    class Worker(_Quiet, contexts.ForkServerProcess):
        """A process that starts as ``python -P`` does."""

        @staticmethod
        def _Popen(process_obj: Any) -> Any:  # noqa: N802 (multiprocessing's name)
            return _started(contexts.ForkServerProcess._Popen, process_obj)

    class Context(contexts.ForkServerContext):
        """Makes ``Worker`` processes."""

        Process = Worker


def context() -> Any:
    """Return the context of ``multiprocessing`` that workers are made in."""
    return Context()


def can_fork() -> bool:
    """Whether this system has servers that workers are forked off."""
    return sys.platform != "win32" and "forkserver" in multiprocessing.get_all_start_methods()


def modules(formats: Iterable[str]) -> list[str]:
    """Return the modules that workers import to read pages and to render these formats."""
    from exporter.backends import loaded

    return [FIRST, *READING, *loaded(formats), LAST]


def preload(formats: Iterable[str]) -> None:
    """Have the server import what these formats need; without effect once it runs."""
    if can_fork():
        multiprocessing.get_context("forkserver").set_forkserver_preload(modules(formats))


def begin() -> None:
    """Start the server, which imports while this process goes on. Raises ``OSError``."""
    if can_fork():
        from multiprocessing import forkserver, resource_tracker

        with _as_with_safe_path():
            with _blocked():
                resource_tracker.ensure_running()  # it sees to interrupts itself, and unblocks them when it has started
            with _blocked():
                forkserver.ensure_running()


def end() -> None:
    """End all children at once and wait for them: workers, the server, the tracker of semaphores. None starts after."""
    global _ended
    _ended = True
    for process in multiprocessing.active_children():
        process.kill()
    for process in multiprocessing.active_children():
        process.join()
    if not can_fork():
        return
    from multiprocessing import forkserver, resource_tracker

    server: Any = forkserver._forkserver
    with contextlib.suppress(AttributeError, OSError):
        if server._forkserver_pid is not None:
            os.kill(server._forkserver_pid, signal.SIGKILL)  # it may be importing, and would not look up for a while
            server._stop()
    util._exit_function()  # type: ignore[attr-defined]
    with contextlib.suppress(AttributeError, OSError):
        resource_tracker._resource_tracker._stop()  # type: ignore[attr-defined]


def _started(start: Callable[[Any], Any], process: Any) -> Any:
    """Start a process; whatever keeps it from starting is an ``OSError``, which a pool can tell of."""
    if _ended:
        raise OSError("this process is about to end")
    try:
        begin()
        with _as_with_safe_path():
            return start(process)
    except (OSError, EOFError):
        raise
    except Exception as error:
        raise OSError(f"{type(error).__name__}: {error}") from error


@contextmanager
def _as_with_safe_path() -> Iterator[None]:
    """Whatever ``multiprocessing`` starts meanwhile gets ``-P``, a safe environment and a safe path.

    The option is needed beside the environment: with ``-E``, as some programs are installed, a child ignores that.
    """
    with _starting:
        path = search_path.safe_path()  # while the environment still says what was unsafe

        def preparation(prepare: Callable[[str], dict[str, Any]], name: str) -> dict[str, Any]:
            return _preparation(prepare(name), path)

        undo = search_path.change_environment(search_path.safe_environment())
        try:
            options = _replaced(util, "_args_from_interpreter_flags", _options)
            with options, _replaced(spawn, "get_preparation_data", preparation):
                yield
        finally:
            search_path.change_environment(undo)


def _options(options: Callable[[], list[str]]) -> list[str]:
    found = options()
    return found if {"-P", "-I"} & set(found) else ["-P", *found]


def _preparation(data: dict[str, Any], path: list[str]) -> dict[str, Any]:
    """What a child learns about this process: not its main program, which no worker needs."""
    return {key: value for key, value in data.items() if not key.startswith("init_main")} | {"sys_path": path}


@contextmanager
def _replaced(module: Any, name: str, wrapper: Callable[..., Any]) -> Iterator[None]:
    original = getattr(module, name)

    def wrapped(*arguments: Any) -> Any:
        return wrapper(original, *arguments)

    setattr(module, name, wrapped)
    try:
        yield
    finally:
        setattr(module, name, original)


@contextmanager
def _blocked() -> Iterator[None]:
    """Whatever starts meanwhile, and all that it forks, gets none of the signals ``BLOCKED``."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, BLOCKED)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
