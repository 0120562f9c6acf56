"""The tasks of one worker process: a dying worker takes only the task in hand with it."""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass
from threading import RLock, Thread
from typing import Any

from exporter import activity
from exporter.build.workers.memory import raise_limit
from exporter.build.workers.start_faults import no_workers
from exporter.diagnostics import EnvironmentFault

Call = Callable[[], Any]


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

    ``make`` gives a pool of one worker, started when it is used; ``note`` reads that worker's activities.

    The first task of each worker is empty. If it fails, no worker can start here: all tasks raise ``EnvironmentFault``.

    A dying worker takes only the task in hand with it. The waiting tasks go to the next worker, in a new pool, since a
    dead worker may have left locks of the old one closed. A task with a memory limit of its own is its worker's last
    one, since much of that memory stays in use.
    """

    def __init__(self, make: Callable[[], Any], note: Callable[[], bytes] = bytes) -> None:
        self._make = make
        self._note = note
        self._pool: Any = None
        self._tasks: dict[Future[Any], Task] = {}
        self._background: set[Future[Any]] = set()
        self._scheduled: dict[Future[Any], Any] = {}  # futures that named each other would keep results for long
        self._lock = RLock()

    def __len__(self) -> int:
        """Return the number of tasks without those of the background."""
        with self._lock:  # tasks end in other threads
            if not self._background:
                return len(self._tasks)
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
            if self._tasks and self._pool is not None and not _is_alive(self._pool):
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
            self._fail_all(no_workers(error))

    def _fail_all(self, fault: EnvironmentFault) -> None:
        waiting = list(self._tasks)
        self._tasks.clear()
        self._retire()
        for future in waiting:
            with suppress(InvalidStateError):
                future.set_exception(fault)

    def _take(self, future: Future[Any], pool: Any, done: Future[Any]) -> None:
        with self._lock:
            if future not in self._tasks or pool is not self._pool:
                return  # it was sent again, or dropped
            error = None if done.cancelled() else done.exception()
            _explain(error, self._note)
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
        """Send the other tasks to a new worker; they fail if none can start."""
        del self._tasks[without]
        self._retire()
        try:
            for waiting in list(self._tasks):
                self._send(waiting)
        except EnvironmentFault as fault:
            self._fail_all(fault)
        except (OSError, RuntimeError, MemoryError) as error:
            self._fail_all(no_workers(error))

    def _retire(self) -> Thread | None:
        """End the worker in a thread of its own: this one may be of its pool, which ends with it."""
        pool, self._pool = self._pool, None  # first of all: stopping calls back for the tasks that go on elsewhere
        if pool is None:
            return None
        pool.stop()
        ending = Thread(target=pool.join, daemon=True)
        try:
            ending.start()
        except (RuntimeError, MemoryError):  # no thread is left for it: the end of the run kills what remains
            return None
        return ending


def _is_alive(pool: Any) -> bool:
    """Whether a pool works; its threads end without a word where the machine has no memory left for them."""
    return bool(pool.active) and all(thread.is_alive() for thread in pool._loops)


def _explain(error: BaseException | None, note: Callable[[], bytes]) -> None:
    """Add the activity to an error that ended a worker: most of its time, or the last one of a dead worker."""
    words = ""
    if isinstance(error, TimeoutError):
        words = activity.longest(note())
    elif hasattr(error, "exitcode"):
        words = activity.last(note())
    if error is not None and words:
        error.add_note(words)


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
