"""The tasks that are with a Dask cluster: several short ones go together, since each message costs the scheduler.

A bundle of tasks comes back as one result. A task that was not done, because one before it hung or its worker died, is
sent again; so is each task that a worker of another environment refuses.
https://distributed.dask.org/en/stable/efficiency.html
"""

import pickle
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from functools import cache, partial
from queue import Empty, SimpleQueue
from typing import Any

from exporter.build.workers.cluster_faults import SAME, cluster_failure
from exporter.build.workers.limits import WorkerLimits
from exporter.build.workers.remote import Bundle, EnvironmentMismatch, pack
from exporter.build.workers.tasks import Failure

BETWEEN_LOOKS = 1.0  # seconds
WITHOUT_WORKERS = 30.0  # seconds after which a cluster that lost all its workers is given up
TRIES = 5  # how often a task is sent again after a refusal
PER_WORKER = 2  # bundles with each worker at once, so that none of them waits for its next
MOST = 8  # tasks of a bundle
SECONDS = 0.5  # that a bundle may take: the last one of a run keeps other workers waiting


@dataclass(slots=True, eq=False)
class _Task:
    """A task with its future; it goes ``alone`` if its limits are its own, or if it may have ended a worker."""

    future: Future[Any]
    call: bytes
    limits: WorkerLimits
    alone: bool
    tries: int = field(default=TRIES)


class ClusterExecutor(Executor):
    """Sends tasks to the workers that are not ``refused``; each of them compares its own environment once more."""

    def __init__(
        self,
        client: Any,
        limits: WorkerLimits,
        workers: int,
        refused: set[str],
        note: Callable[[EnvironmentMismatch], None],
    ) -> None:
        self._client = client
        self.limits = limits
        self._workers = workers
        self._refused = refused
        self._note = note
        self._open: set[Future[Any]] = set()
        self._lock = threading.RLock()
        self._waiting: deque[_Task] = deque()
        self._sent = 0  # bundles
        self._mean = SECONDS  # seconds of a task
        self._lost: Failure | None = None
        self._ended = threading.Event()
        self._came: SimpleQueue[tuple[list[_Task], Future[Any]]] = SimpleQueue()
        threading.Thread(target=self._serve, daemon=True).start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Send a task; its future raises ``TimeoutError`` beyond the time limit, ``KilledWorker`` after some deaths."""
        return self.submit_sized(1.0, fn, *args, **kwargs)

    def submit_sized(self, size: float, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Send a task whose limits grow with the size of its export."""
        future: Future[Any] = Future()
        if self._lost is not None:
            future.set_result(self._lost)
            return future
        self._open.add(future)
        future.add_done_callback(self._open.discard)
        call = pickle.dumps(partial(fn, *args, **kwargs))
        self._put(_Task(future, call, self.limits.for_size(size), alone=size > 1.0))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks; ``cancel_futures`` cancels the open ones."""
        if cancel_futures:
            for future in list(self._open):
                future.cancel()
        while wait and self._open:
            time.sleep(0.05)
        self._ended.set()

    def _put(self, *tasks: _Task) -> None:
        """Send tasks, or let them wait for their turn."""
        with self._lock:
            self._waiting.extend(task for task in tasks if not task.future.done())
            while self._waiting and self._sent < PER_WORKER * self._workers:
                self._send(self._bundle())

    def _bundle(self) -> list[_Task]:
        """Take the next tasks that go together: fewer where they are long, and where few are left for each worker."""
        number = min(MOST, int(SECONDS / self._mean), -(-len(self._waiting) // self._workers))
        bundle = [self._waiting.popleft()]
        while len(bundle) < number and self._waiting and not (bundle[0].alone or self._waiting[0].alone):
            bundle.append(self._waiting.popleft())
        return bundle

    def _send(self, tasks: list[_Task]) -> None:
        where: dict[str, Any] = {}
        if self._refused:
            known = self._client.scheduler_info()["workers"]
            where = {"workers": [w for w in known if w not in self._refused], "allow_other_workers": True}
        limits = tasks[0].limits
        packed = pack([task.call for task in tasks], limits.seconds, limits.memory)
        inner = self._client.get_executor(pure=False, **where).submit(_caller(), packed)
        self._sent += 1
        for task in tasks:
            task.future.add_done_callback(lambda _: _call_off(inner, tasks))
        inner.add_done_callback(lambda done: self._came.put((tasks, done)))  # the client's own thread must not wait

    def _serve(self) -> None:
        """Take what comes back; give up once all workers are gone: the cluster itself would wait for ever."""
        seen = time.monotonic()
        while not self._ended.is_set():
            try:
                self._take(*self._came.get(timeout=BETWEEN_LOOKS))
                seen = time.monotonic()
            except Empty:
                seen = time.monotonic() if self._has_workers() else seen
                if time.monotonic() - seen > WITHOUT_WORKERS:
                    self._give_up("the cluster has no workers left")
            except Exception as error:  # the client raises many kinds where its connection ends
                self._give_up(f"the connection to the scheduler is lost ({type(error).__name__})")

    def _has_workers(self) -> bool:
        try:
            return bool(self._client.scheduler_info()["workers"])
        except Exception:  # it is lost, which its tasks say too
            return False

    def _take(self, tasks: list[_Task], inner: Future[Any]) -> None:
        """Hand on the results of a bundle; send the tasks again that it has none for."""
        with self._lock:
            self._sent -= 1
        if inner.cancelled():
            if not all(task.future.cancelled() for task in tasks):
                self._give_up("the connection to the scheduler is lost")
            return
        error = inner.exception()
        if isinstance(error, TimeoutError) and error.args and isinstance(error.args[0], bytes):
            self._hand_on(tasks, pickle.loads(error.args[0]), error)
        elif error is not None and len(tasks) == 1:
            _settle(tasks[0].future, error=error)
            self._put()
        elif error is not None:
            for task in tasks:
                task.alone = True
            self._put(*tasks)
        elif isinstance(result := pickle.loads(inner.result()), EnvironmentMismatch):
            self._refuse(result, tasks)
        else:
            self._hand_on(tasks, result)

    def _hand_on(self, tasks: list[_Task], bundle: Bundle, error: TimeoutError | None = None) -> None:
        """Settle the tasks that a bundle has results for, and the one that took too long; send the others again."""
        done = len(bundle.results)
        self._mean = max(0.001, bundle.seconds / max(1, done))
        for task, result in zip(tasks, bundle.results, strict=False):
            _settle(task.future, result)
        if error is not None:
            _settle(tasks[done].future, error=TimeoutError())
        self._put(*tasks[done + (error is not None) :])

    def _refuse(self, refusal: EnvironmentMismatch, tasks: list[_Task]) -> None:
        if refusal.worker not in self._refused:
            self._refused.add(refusal.worker)
            self._note(refusal)
        for task in tasks:
            task.tries -= 1
            if task.tries < 0:
                _settle(task.future, cluster_failure("the cluster has no worker left with the same versions", SAME))
        self._put(*tasks)

    def _give_up(self, message: str) -> None:
        self._lost = self._lost or cluster_failure(message, "check the cluster, or build without --cluster")
        for future in list(self._open):
            _settle(future, self._lost)


def _settle(future: Future[Any], result: Any = None, *, error: BaseException | None = None) -> None:
    """Set the result of a future, unless it has one or was called off."""
    if future.done():
        return
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(result)


def _call_off(inner: Future[Any], tasks: list[_Task]) -> None:
    """Cancel a bundle once nobody waits for any of its tasks."""
    if all(task.future.cancelled() for task in tasks):
        inner.cancel()


# Goes to workers as code, not by name: the scheduler reads it too, and need not have the exporter.
@cache
def _caller() -> Callable[[bytes], bytes]:
    def call(bundle: bytes) -> bytes:
        from distributed import get_worker  # noqa: PLC0415 (goes to the worker as code)

        from exporter.build.workers.remote import perform  # noqa: PLC0415 (goes to the worker as code)

        return perform(bundle, get_worker().address)

    return call
