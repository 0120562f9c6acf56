"""The engines of this machine: worker processes with limits, or this very process."""

import multiprocessing
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future
from concurrent.futures import wait as wait_for
from functools import partial
from multiprocessing import util
from threading import Thread
from typing import Any, Self

from exporter.build import forks
from exporter.build.lacking import no_semaphores, no_workers
from exporter.build.lane import Lane

# A worker is replaced after so many tasks, since renderers keep memory.
TASKS_PER_WORKER = 200
# How long broken-off workers may take to end by themselves.
SECONDS_TO_END = 2.0


class LimitedPool(Executor):
    """Worker processes, each task with a time limit in seconds and each worker with a memory limit in bytes.

    Raises ``EnvironmentFault`` where this machine gives no processes; so does a task whose worker cannot start.
    """

    def __init__(self, workers: int, timeout: float | None, memory: int | None) -> None:
        def one() -> Any:
            from pebble import ProcessPool

            own = (memory, util.get_temp_dir())
            how: dict[str, Any] = {"initializer": _start_worker, "initargs": own, "context": forks.context()}
            return ProcessPool(max_workers=1, max_tasks=TASKS_PER_WORKER, **how)

        _check_system()
        self._lanes = [Lane(one, timeout) for _ in range(workers)]
        self._open: set[Future[Any]] = set()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """One task; its future raises ``TimeoutError`` beyond the time limit, and what its worker died of."""
        future = min(self._lanes, key=len).submit(partial(fn, *args, **kwargs))
        self._open.add(future)
        future.add_done_callback(self._open.discard)
        return future

    def tend(self) -> None:
        """See that somebody works on each task; to be called when nothing has come back for a while."""
        for lane in self._lanes:
            lane.tend()

    def each(self, fn: Callable[..., Any], /, *args: Any) -> None:
        """A task for each worker that has been started; nobody hears what becomes of it."""
        for lane in self._lanes:
            lane.mention(partial(fn, *args))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers; those that still work are killed where ``cancel_futures`` says so."""
        if wait and not cancel_futures:
            wait_for(list(self._open))
        ending = [thread for lane in self._lanes if (thread := lane.end()) is not None]
        if cancel_futures:
            _break_off(ending)


def _break_off(ending: Iterable[Thread]) -> None:
    """Kill what does not end soon; an interrupt while a pool was starting can leave it waiting for itself."""
    last = time.monotonic() + SECONDS_TO_END
    for thread in ending:
        thread.join(max(0.0, last - time.monotonic()))
    for process in multiprocessing.active_children():
        process.kill()


class InProcess(Executor):
    """Runs each task where it is submitted: for debuggers, and where processes are not to be had."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The future of a task that has run."""
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Workers:
    """The engine of a run, started when there is something to do: ``jobs`` workers, None for one a processor."""

    def __init__(
        self,
        jobs: int | None = None,
        timeout: float | None = None,
        memory: int | None = None,
        *,
        in_process: bool = False,
    ) -> None:
        self._jobs = 1 if in_process else jobs or processors()
        self._make = InProcess if in_process else lambda: LimitedPool(self._jobs, timeout, memory)
        self._engine: Executor | None = None

    @property
    def engine(self) -> Executor:
        """The engine."""
        if self._engine is None:
            self._engine = self._make()
        return self._engine

    def each(self, fn: Callable[..., Any], /, *args: Any) -> None:
        """A task for each worker process that has been started; nobody hears what becomes of it."""
        if isinstance(self._engine, LimitedPool):
            self._engine.each(fn, *args)

    @property
    def at_once(self) -> int:
        """How many tasks are with it at once: with several workers one more for each, so that none of them waits."""
        return self._jobs * 2 if self._jobs > 1 else 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End the workers; at once where the run was broken off."""
        if self._engine is not None:
            self._engine.shutdown(cancel_futures=kind is not None)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _check_system() -> None:
    """Raise ``EnvironmentFault`` where the system gives no processes or no semaphores."""
    try:
        forks.begin()
    except (OSError, RuntimeError, MemoryError) as error:
        raise no_workers(error) from error
    try:
        forks.context().Lock()
    except (OSError, ImportError) as error:
        raise no_semaphores(error) from error


def _start_worker(memory: int | None, folder: str) -> None:
    """Leave Ctrl-C to the main process, limit memory, and keep temporary files in a folder that it removes.

    More memory than allowed is a ``MemoryError`` in the task. A limit that is lower already stays.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = folder
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory is not None:
        limits = (memory, *resource.getrlimit(resource.RLIMIT_AS))
        lowest = min(limit for limit in limits if limit != resource.RLIM_INFINITY)
        resource.setrlimit(resource.RLIMIT_AS, (lowest, lowest))
