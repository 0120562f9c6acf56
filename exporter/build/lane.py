"""One worker process and the tasks that are with it, so that it is known which of them a dying worker had in hand."""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, InvalidStateError
from contextlib import suppress
from threading import RLock, Thread
from typing import Any

from exporter.build.lacking import no_workers

Call = Callable[[], Any]


class Lane:
    """Tasks for one worker, the first of them in work. ``make`` gives a pool of one worker, started when it is used.

    The first task of each worker does nothing: if that fails, the worker cannot start, and neither could the next one,
    so that all tasks raise ``EnvironmentFault``.

    A worker that dies takes only the task that it had in hand with it: what waited goes to the next worker, over a pool
    of its own, since a dead worker may have left locks of the old one closed.
    """

    def __init__(self, make: Callable[[], Any], timeout: float | None) -> None:
        self._make = make
        self._timeout = timeout
        self._pool: Any = None
        self._calls: dict[Future[Any], Call] = {}
        self._unheard: set[Future[Any]] = set()
        self._lock = RLock()

    def __len__(self) -> int:
        """Return how many tasks are here that somebody waits for."""
        return sum(future not in self._unheard for future in self._calls)

    def submit(self, call: Call) -> Future[Any]:
        """One task; its future raises ``TimeoutError`` beyond the time limit, and whatever its worker died of."""
        future: Future[Any] = Future()
        with self._lock:
            self._calls[future] = call
            self._send(future)
        return future

    def mention(self, call: Call) -> None:
        """A task that nobody waits for, in a worker that is there already."""
        with self._lock:
            if self._pool is not None:
                future = self.submit(call)
                self._unheard.add(future)
                future.add_done_callback(self._unheard.discard)

    def end(self) -> Thread | None:
        """Take the worker away; the thread that sees to it, None where there was no worker."""
        with self._lock:
            self._calls.clear()
            self._unheard.clear()
            return self._retire()

    def tend(self) -> None:
        """See that somebody works on the tasks: a pool whose threads have ended would never tell."""
        with self._lock:
            if self._calls and self._pool is not None and not self._pool.active:
                future = next(iter(self._calls))
                self._replace_worker(without=future)
                with suppress(InvalidStateError):
                    future.set_exception(BrokenExecutor())

    def _send(self, future: Future[Any]) -> None:
        """Give a task to the worker, to a new one where the old one died over nothing."""
        try:
            inner = self._scheduled(future)
        except RuntimeError:
            self._retire()
            inner = self._scheduled(future)
        pool = self._pool
        inner.add_done_callback(lambda done: self._take(future, pool, done))
        future.add_done_callback(lambda done: inner.cancel() if done.cancelled() else None)

    def _scheduled(self, future: Future[Any]) -> Any:
        if self._pool is None:
            self._start()
        return self._pool.schedule(self._calls[future], timeout=self._timeout)

    def _start(self) -> None:
        """Start a worker. Raises ``EnvironmentFault``."""
        try:
            self._pool = pool = self._make()
            ready = pool.schedule(_do_nothing)
        except (OSError, ImportError, RuntimeError, MemoryError) as error:
            self._retire()
            raise no_workers(error) from error
        ready.add_done_callback(lambda done: self._give_up(pool, done))

    def _give_up(self, pool: Any, ready: Future[Any]) -> None:
        """Fail all tasks where the worker did not even do nothing."""
        error = None if ready.cancelled() else ready.exception()
        with self._lock:
            if error is None or pool is not self._pool:
                return
            waiting = list(self._calls)
            self._calls.clear()
            self._retire()
        for future in waiting:
            with suppress(InvalidStateError):
                future.set_exception(no_workers(error))

    def _take(self, future: Future[Any], pool: Any, done: Future[Any]) -> None:
        with self._lock:
            if future not in self._calls or pool is not self._pool:
                return  # it was sent again, or nobody waits for it
            error = None if done.cancelled() else done.exception()
            if isinstance(error, BrokenExecutor) or hasattr(error, "exitcode"):
                # a broken pool fails all its tasks: the worker had the first of them in hand
                future = next(iter(self._calls)) if isinstance(error, BrokenExecutor) else future
                self._replace_worker(without=future)
            else:
                del self._calls[future]
        _settle(future, done, error)

    def _replace_worker(self, without: Future[Any]) -> None:
        del self._calls[without]
        self._retire()
        for waiting in list(self._calls):
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


def _do_nothing() -> None:
    """A worker's first task."""


def _settle(future: Future[Any], done: Future[Any], error: BaseException | None) -> None:
    with suppress(InvalidStateError):  # it was called off meanwhile
        if done.cancelled():
            future.cancel()
        elif error is not None:
            future.set_exception(error)
        else:
            future.set_result(done.result())
