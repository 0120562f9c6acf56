"""The fork server: worker processes are forked off one process that has imported everything heavy.

Each child looks for code where ``python -P`` does (``exporter.process.search_path``), whatever the path of the process
that starts it. It imports neither that process's main program nor anything from the current folder. The parts of
``multiprocessing`` that are used beyond its documentation are the same in Python 3.11 to 3.14; a test looks at the
result. Systems without fork start each worker anew, as does macOS, where libraries of the system do not survive a fork.

This module is also the first import of the server itself, where it sets how that process behaves.
"""

import contextlib
import gc
import multiprocessing
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import spawn, util
from types import TracebackType
from typing import Any

from exporter.backends import preloads
from exporter.build.workers.results import ResultConnection
from exporter.process import sandbox, search_path

if sys.platform in ("win32", "darwin"):
    from multiprocessing.context import SpawnContext as StartContext
    from multiprocessing.context import SpawnProcess as StartProcess
else:
    from multiprocessing import forkserver, resource_tracker
    from multiprocessing.context import ForkServerContext as StartContext
    from multiprocessing.context import ForkServerProcess as StartProcess

READING = "exporter.build.preload"
SERVER = "from multiprocessing.forkserver import main"  # how multiprocessing begins the server's code
# Ends of a server or worker that the process which asked for it reports, unless it has ended itself: it went away, or
# the machine gives too little memory or too few files, which multiprocessing notices by an assertion.
REPORTED_ELSEWHERE = (AssertionError, EOFError, OSError, MemoryError, SystemError)
# An interrupt and the end of a terminal go to a whole group of processes; they are the main process's business.
BLOCKED = tuple(getattr(signal, name) for name in ("SIGINT", "SIGHUP") if hasattr(signal, name))

# Names of variables with passwords and keys, such as those of CI services and EXPORTER_CACHE_KEY.
SECRETS = re.compile(r"TOKEN|SECRET|PASSW|CREDENTIAL|PRIVATE|API_?KEY|_KEY$", re.IGNORECASE)

_starting = threading.RLock()
_ended = False


class _Quiet:
    """A process that reports its own end by the exit status alone: the main process explains it."""

    def run(self) -> None:
        """Run the target; the machine's faults end the process without a traceback."""
        try:
            super().run()  # type: ignore[misc]
        except (MemoryError, OSError):
            os._exit(1)


class Worker(_Quiet, StartProcess):
    """A process that starts as ``python -P`` does."""

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802 (multiprocessing's name)
        return _started(StartProcess._Popen, process_obj)


class Context(StartContext):
    """Makes ``Worker`` processes, and pipes by which only values come back from them."""

    Process = Worker

    def Pipe(self, duplex: bool = True) -> Any:  # noqa: N802 (multiprocessing's name)
        """Return both ends of a pipe."""
        reader, writer = super().Pipe(duplex)
        return (ResultConnection.of(reader), writer) if can_fork() else (reader, writer)


def context() -> Any:
    """Return the context of ``multiprocessing`` that workers are made in."""
    return Context()


def can_fork() -> bool:
    """Return whether this system has fork servers."""
    return sys.platform not in ("win32", "darwin") and "forkserver" in multiprocessing.get_all_start_methods()


def modules(formats: Iterable[str]) -> list[str]:
    """Return the modules that workers import to read pages and to render these formats."""
    return [__name__, READING, *preloads(formats)]


def preload(formats: Iterable[str]) -> None:
    """Have the server import the modules of these formats; without effect once it runs."""
    if can_fork():
        multiprocessing.get_context("forkserver").set_forkserver_preload(modules(formats))


def begin() -> None:
    """Start the server, which imports while this process goes on. Raises ``OSError``."""
    if can_fork():
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
    server: Any = forkserver._forkserver
    with contextlib.suppress(AttributeError, OSError):
        if server._forkserver_pid is not None:
            os.kill(server._forkserver_pid, signal.SIGKILL)  # it may be importing, and would not look up for a while
            server._stop()
    util._exit_function()  # type: ignore[attr-defined]
    with contextlib.suppress(AttributeError, OSError):
        resource_tracker._resource_tracker._stop()  # type: ignore[attr-defined]


def leave() -> None:
    """Let go of all that this worker shares with the server and the terminal: it has its own channels."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    shared = {0, 1, 2}
    if is_server():
        shared |= {forkserver._forkserver._forkserver_alive_fd, resource_tracker._resource_tracker._fd}  # type: ignore[attr-defined]
    for descriptor in shared:
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _started(start: Callable[[Any], Any], process: Any) -> Any:
    """Start a process. Raises ``OSError`` for any fault, which the pools know to report."""
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
    """Give ``-P``, a safe environment and a safe path to every process that ``multiprocessing`` starts meanwhile.

    The option is needed beside the environment: with ``-E``, as some programs are installed, a child ignores that.
    """
    with _starting:
        path = search_path.safe_path()  # while the environment still says what was unsafe

        def preparation(prepare: Callable[[str], dict[str, Any]], name: str) -> dict[str, Any]:
            return _preparation(prepare(name), path)

        undo = search_path.change_environment(search_path.safe_environment() | _without_secrets())
        try:
            options = _replaced(util, "_args_from_interpreter_flags", _options)
            with options, _replaced(spawn, "get_preparation_data", preparation):
                yield
        finally:
            search_path.change_environment(undo)


def _without_secrets() -> dict[str, str | None]:
    """Return the variables that no worker gets where it is confined: foreign code could put them into a file."""
    return {} if sandbox.reason_without() else dict.fromkeys(filter(SECRETS.search, os.environ))


def _options(options: Callable[[], list[str]]) -> list[str]:
    found = options()
    return found if {"-P", "-I"} & set(found) else ["-P", *found]


def _preparation(data: dict[str, Any], path: list[str]) -> dict[str, Any]:
    """Return a child's preparation data without the main program of this process, which no worker needs."""
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
    """Keep the signals ``BLOCKED`` from every process that starts meanwhile, and from its children."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, BLOCKED)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_show = sys.excepthook


def _show_others(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, REPORTED_ELSEWHERE):
        _show(kind, error, trace)


def is_server() -> bool:
    """Return whether this process is the fork server, or a worker forked off it."""
    return any(argument.startswith(SERVER) for argument in sys.orig_argv)


if is_server():
    gc.disable()  # imports leave no garbage worth looking for
    os.register_at_fork(before=gc.freeze, after_in_child=gc.enable)  # workers share the heap of the imports
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the main process's business, with which this one ends
    sys.excepthook = _show_others
