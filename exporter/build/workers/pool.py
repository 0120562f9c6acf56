"""Workers of this machine: processes with a time limit a task and a memory limit, or this very process."""

import multiprocessing
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import BrokenExecutor, Executor, Future, InvalidStateError
from concurrent.futures import wait as wait_for
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import util
from threading import RLock, Thread
from typing import Any, Protocol, Self

from exporter.build.workers import fork_server
from exporter.build.workers.limits import WorkerLimits
from exporter.build.workers.memory import raise_limit, set_limit
from exporter.build.workers.start_faults import no_semaphores, no_workers

Call = Callable[[], Any]
# A worker is replaced after so many tasks, since renderers keep memory.
TASKS_PER_WORKER = 200
# How long a worker beyond its time may take to obey SIGTERM: what hangs in a library never does, and is killed.
SECONDS_TO_OBEY = 0.1
# How long broken-off workers may take to end by themselves.
SECONDS_TO_END = 2.0


class WorkerPool(Protocol):
    """The workers of a run, on this machine (``Workers``) or on others (``cluster.Cluster``)."""

    @property
    def engine(self) -> Executor:
        """The executor, started when it is first asked for."""
        ...

    @property
    def at_once(self) -> int:
        """The number of tasks that are with the executor at once; known once it has started."""
        ...


class LimitedPool(Executor):
    """Worker processes, each task within limits of time and memory.

    Raises ``EnvironmentFault`` where this machine gives no processes; so does a task whose worker cannot start.
    """

    def __init__(self, workers: int, limits: WorkerLimits | None) -> None:
        def one() -> Any:
            from pebble import CONSTS, ProcessPool  # noqa: PLC0415 (a run with nothing to do starts no worker)

            CONSTS.term_timeout = SECONDS_TO_OBEY
            own = (limits, util.get_temp_dir())
            how: dict[str, Any] = {"initializer": _start_worker, "initargs": own, "context": fork_server.context()}
            return ProcessPool(max_workers=1, max_tasks=TASKS_PER_WORKER, **how)

        _check_system()
        self._limits = limits
        self._queues = [WorkerQueue(one) for _ in range(workers)]
        self._open: set[Future[Any]] = set()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Send one task; its future raises ``TimeoutError`` beyond the time limit, and what its worker died of."""
        return self.submit_sized(1.0, fn, *args, **kwargs)

    def submit_sized(self, size: float, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Send a task whose limits grow with the size of its export (``limits.size_of``)."""
        task = Task(partial(fn, *args, **kwargs))
        if self._limits is not None:
            own = self._limits.for_size(size)
            task = Task(task.call, own.seconds, own.memory if own.memory > self._limits.memory else None)
        future = min(self._queues, key=len).submit(task)
        self._open.add(future)
        future.add_done_callback(self._open.discard)
        return future

    def tend(self) -> None:
        """Replace workers that ended silently; to be called when nothing has come back for a while."""
        for queue in self._queues:
            queue.tend()

    def each(self, fn: Callable[..., Any], /, *args: Any) -> None:
        """Send a task to each worker that has been started, in the background."""
        for queue in self._queues:
            queue.submit_background(Task(partial(fn, *args), self._limits.seconds if self._limits else None))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers; ``cancel_futures`` kills those that still work."""
        if wait and not cancel_futures:
            wait_for(list(self._open))
        ending = [thread for queue in self._queues if (thread := queue.end()) is not None]
        if cancel_futures:
            _break_off(ending)


def _break_off(ending: Iterable[Thread]) -> None:
    """Kill workers that do not end soon: an interrupt during a pool's start can leave it waiting for itself."""
    last = time.monotonic() + SECONDS_TO_END
    for thread in ending:
        thread.join(max(0.0, last - time.monotonic()))
    for process in multiprocessing.active_children():
        process.kill()


@dataclass(frozen=True, slots=True)
class Task:
    """A call, its time limit in seconds, and its memory limit in bytes if it is above the worker's own."""

    call: Call
    seconds: float | None = None
    memory: int | None = None

    def __call__(self) -> Any:
        """Call in a worker, which keeps the higher limit: its result has to be sent too."""
        if self.memory is not None:
            raise_limit(self.memory)
        return self.call()


class WorkerQueue:
    """The tasks of one worker process, the first of them in work: it is known which of them a dying worker had in hand.

    ``make`` gives a pool of one worker, started when it is used.

    The first task of each worker is empty. If it fails, no worker can start here: all tasks raise ``EnvironmentFault``.

    A dying worker takes only the task in hand with it. The waiting tasks go to the next worker, in a new pool, since a
    dead worker may have left locks of the old one closed. A task with a memory limit of its own is its worker's last
    one, since much of that memory stays in use.
    """

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._pool: Any = None
        self._tasks: dict[Future[Any], Task] = {}
        self._background: set[Future[Any]] = set()
        self._scheduled: dict[Future[Any], Any] = {}  # futures that named each other would keep results for long
        self._lock = RLock()

    def __len__(self) -> int:
        """Return the number of tasks without those of the background."""
        with self._lock:  # tasks end in other threads
            return sum(future not in self._background for future in self._tasks)

    def submit(self, task: Task) -> Future[Any]:
        """Send one task; its future raises ``TimeoutError`` beyond the time limit, and whatever its worker died of."""
        future: Future[Any] = Future()
        with self._lock:
            self._tasks[future] = task
            self._send(future)
        return future

    def submit_background(self, task: Task) -> None:
        """Send a task whose result nobody waits for, if the worker has been started."""
        with self._lock:
            if self._pool is not None:
                future = self.submit(task)
                self._background.add(future)
                future.add_done_callback(self._background.discard)

    def end(self) -> Thread | None:
        """End the worker; return the thread that waits for its end, None without a worker."""
        with self._lock:
            self._tasks.clear()
            self._background.clear()
            self._scheduled.clear()
            return self._retire()

    def tend(self) -> None:
        """Replace a worker whose pool has ended silently."""
        with self._lock:
            if self._tasks and self._pool is not None and not self._pool.active:
                future = next(iter(self._tasks))
                self._replace_worker(without=future)
                with suppress(InvalidStateError):
                    future.set_exception(BrokenExecutor())

    def _send(self, future: Future[Any]) -> None:
        """Give a task to the worker, or to a new one if the old one died between tasks."""
        try:
            inner = self._schedule(future)
        except RuntimeError:
            self._retire()
            inner = self._schedule(future)
        pool = self._pool
        self._scheduled[future] = inner
        future.add_done_callback(self._forget)
        inner.add_done_callback(lambda done: self._take(future, pool, done))

    def _forget(self, future: Future[Any]) -> None:
        """Call a task off if its future was cancelled."""
        if (inner := self._scheduled.pop(future, None)) is not None and future.cancelled():
            inner.cancel()

    def _schedule(self, future: Future[Any]) -> Any:
        if self._pool is None:
            self._start()
        task = self._tasks[future]
        return self._pool.schedule(task, timeout=task.seconds)

    def _start(self) -> None:
        """Start a worker. Raises ``EnvironmentFault``."""
        try:
            self._pool = pool = self._make()
            ready = pool.schedule(_empty_task)
        except (OSError, ImportError, RuntimeError, MemoryError) as error:
            self._retire()
            raise no_workers(error) from error
        ready.add_done_callback(lambda done: self._give_up(pool, done))

    def _give_up(self, pool: Any, ready: Future[Any]) -> None:
        """Fail all tasks if the worker cannot run the empty task."""
        error = None if ready.cancelled() else ready.exception()
        with self._lock:
            if error is None or pool is not self._pool:
                return
            waiting = list(self._tasks)
            self._tasks.clear()
            self._retire()
        for future in waiting:
            with suppress(InvalidStateError):
                future.set_exception(no_workers(error))

    def _take(self, future: Future[Any], pool: Any, done: Future[Any]) -> None:
        with self._lock:
            if future not in self._tasks or pool is not self._pool:
                return  # it was sent again, or dropped
            error = None if done.cancelled() else done.exception()
            if isinstance(error, BrokenExecutor) or hasattr(error, "exitcode"):
                # a broken pool fails all its tasks: the worker had the first of them in hand
                future = next(iter(self._tasks)) if isinstance(error, BrokenExecutor) else future
                self._replace_worker(without=future)
            elif self._tasks[future].memory is not None:
                self._replace_worker(without=future)
            else:
                del self._tasks[future]
        _settle(future, done, error)

    def _replace_worker(self, without: Future[Any]) -> None:
        del self._tasks[without]
        self._retire()
        for waiting in list(self._tasks):
            self._send(waiting)

    def _retire(self) -> Thread | None:
        """End the worker in a thread of its own: this one may be of its pool, which ends with it."""
        pool, self._pool = self._pool, None  # first of all: stopping calls back for the tasks that go on elsewhere
        if pool is None:
            return None
        pool.stop()
        ending = Thread(target=pool.join, daemon=True)
        ending.start()
        return ending


class InProcess(Executor):
    """An executor that runs each task at once, in this process: for debuggers, and for systems without processes."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run the task; return its future."""
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Workers:
    """The workers of a run, started with the first task: ``jobs`` processes, None for one a processor."""

    def __init__(
        self,
        jobs: int | None = None,
        limits: WorkerLimits | None = None,
        *,
        in_process: bool = False,
    ) -> None:
        self._jobs = 1 if in_process else jobs or processors()
        self._make = InProcess if in_process else lambda: LimitedPool(self._jobs, limits)
        self._engine: Executor | None = None

    @property
    def engine(self) -> Executor:
        """The executor."""
        if self._engine is None:
            self._engine = self._make()
        return self._engine

    def each(self, fn: Callable[..., Any], /, *args: Any) -> None:
        """Send a task to each worker process that has been started, in the background."""
        if isinstance(self._engine, LimitedPool):
            self._engine.each(fn, *args)

    @property
    def at_once(self) -> int:
        """The number of tasks at once: with several workers two for each, so that none of them waits."""
        return self._jobs * 2 if self._jobs > 1 else 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End the workers; at once if the run was broken off."""
        if self._engine is not None:
            self._engine.shutdown(cancel_futures=kind is not None)


def processors() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _check_system() -> None:
    """Raise ``EnvironmentFault`` if the system gives no processes or no semaphores."""
    try:
        fork_server.begin()
    except (OSError, RuntimeError, MemoryError) as error:
        raise no_workers(error) from error
    try:
        fork_server.context().Lock()
    except (OSError, ImportError) as error:
        raise no_semaphores(error) from error


def _start_worker(limits: WorkerLimits | None, folder: str) -> None:
    """Leave Ctrl-C to the main process, limit memory, and keep temporary files in its folder."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = folder
    set_limit(limits.memory if limits else None, limits.most_memory if limits else None)


def _empty_task() -> None:
    """The empty first task of a worker."""


def _settle(future: Future[Any], done: Future[Any], error: BaseException | None) -> None:
    with suppress(InvalidStateError):  # it was called off meanwhile
        if done.cancelled():
            future.cancel()
        elif error is not None:
            future.set_exception(error)
        else:
            future.set_result(done.result())
