"""Workers of this machine: processes with a time limit a task and a memory limit, or this very process."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future
from concurrent.futures import wait as wait_for
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any, Protocol, Self

from exporter.build.workers import fork_server
from exporter.build.workers.activity_notes import ActivityNotes
from exporter.build.workers.confinement import Confinement
from exporter.build.workers.limits import WorkerLimits
from exporter.build.workers.memory import set_limit
from exporter.build.workers.shared import shared_folder
from exporter.build.workers.start_faults import no_semaphores, no_workers
from exporter.build.workers.worker_queue import Task, WorkerQueue

TASKS_PER_WORKER = 200  # before it is replaced, since renderers keep memory
# How long a worker beyond its time may take to obey SIGTERM: a library that hangs never does.
SECONDS_TO_OBEY = 0.1
# How often a pool looks at its worker's time and life; results arrive at once.
SECONDS_BETWEEN_LOOKS = 0.3
SECONDS_TO_END = 2.0  # that broken-off workers may take to end by themselves
CONFINED = Confinement()


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

    def __init__(self, workers: int, limits: WorkerLimits | None, confinement: Confinement = CONFINED) -> None:
        def one(notes: ActivityNotes) -> Any:
            from pebble import CONSTS, ProcessPool  # noqa: PLC0415 (a run with nothing to do starts no worker)

            CONSTS.term_timeout, CONSTS.sleep_unit = SECONDS_TO_OBEY, SECONDS_BETWEEN_LOOKS
            own = (limits, confinement, shared_folder(), notes)
            how: dict[str, Any] = {"initializer": _start_worker, "initargs": own, "context": fork_server.context()}
            return ProcessPool(max_workers=1, max_tasks=TASKS_PER_WORKER, **how)

        confinement.check()
        _check_system()
        self.limits = limits
        notes = [ActivityNotes.new(shared_folder()) for _ in range(workers)]
        self._queues = [WorkerQueue(partial(one, own), own.read) for own in notes]
        self._open: set[Future[Any]] = set()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Send one task; its future raises ``TimeoutError`` beyond the time limit, and what its worker died of."""
        return self.submit_sized(1.0, fn, *args, **kwargs)

    def submit_sized(self, size: float, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Send a task whose limits grow with the size of its export (``limits.size_of``)."""
        task = Task(partial(fn, *args, **kwargs))
        if self.limits is not None:
            own = self.limits.for_size(size)
            task = Task(task.call, own.seconds, own.memory if own.memory > self.limits.memory else None)
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
            queue.submit_background(Task(partial(fn, *args), self.limits.seconds if self.limits else None))

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
        confinement: Confinement = CONFINED,
        *,
        in_process: bool = False,
    ) -> None:
        self.limits = limits
        self._jobs = 1 if in_process else jobs or processors()
        self._make = InProcess if in_process else lambda: LimitedPool(self._jobs, limits, confinement)
        self._with_programs: Callable[[], Workers] = partial(
            Workers, 1, limits, replace(confinement, programs=True), in_process=in_process
        )
        self._other: Workers | None = None
        self._engine: Executor | None = None

    @property
    def engine(self) -> Executor:
        """The executor."""
        if self._engine is None:
            self._engine = self._make()
        return self._engine

    @property
    def with_programs(self) -> "Workers":
        """One more worker, which may start programs that the user named; it ends with these."""
        if self._other is None:
            self._other = self._with_programs()
        return self._other

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
        if self._other is not None:
            self._other.__exit__(kind)
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


def _start_worker(limits: WorkerLimits | None, confinement: Confinement, shared: Path, notes: ActivityNotes) -> None:
    """Leave Ctrl-C to the main process, limit memory, note activities, and enter the sandbox."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    set_limit(limits.memory if limits else None, limits.most_memory if limits else None)
    notes.begin()
    confinement.enter(shared)
