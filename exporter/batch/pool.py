"""The engines of this machine: worker processes with limits, or this very process."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import Executor, Future
from threading import Thread
from typing import Any, Self

# A worker is replaced after so many tasks, since renderers keep memory.
TASKS_PER_WORKER = 200
# How long broken-off workers may take to end by themselves.
SECONDS_TO_END = 2.0
# Imported once, before workers are forked off.
PRELOADED = ("exporter.batch.work",)


class LimitedPool(Executor):
    """Worker processes, each task with a time limit in seconds and each worker with a memory limit in bytes."""

    def __init__(self, workers: int, timeout: float | None, memory: int | None) -> None:
        from pebble import ProcessPool

        context = _context()
        self._timeout = timeout
        self._pool: Any = ProcessPool(
            max_workers=workers,
            max_tasks=TASKS_PER_WORKER,
            initializer=_start_worker,
            initargs=(memory,),
            context=context,
        )

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """One task; its future raises ``TimeoutError`` beyond the time limit, ``ProcessExpired`` where it died."""
        future: Future[Any] = self._pool.schedule(fn, args=args, kwargs=kwargs, timeout=self._timeout)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers; those that still work are killed where ``cancel_futures`` says so."""
        if cancel_futures:
            self._break_off()
            return
        self._pool.close()
        if wait:
            self._pool.join()

    def _break_off(self) -> None:
        """End the workers now; an interrupt while the pool was starting can leave it waiting for itself."""
        self._pool.stop()
        ending = Thread(target=self._pool.join, daemon=True)
        ending.start()
        ending.join(SECONDS_TO_END)
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

    @property
    def at_once(self) -> int:
        """How many tasks are with it at once: one more than there are workers, so that none of them waits."""
        return self._jobs + (self._jobs > 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End the workers; at once where the run was broken off."""
        if self._engine is not None:
            self._engine.shutdown(cancel_futures=kind is not None)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _context() -> Any:
    """How workers come to be: forked off a server that has imported all that is heavy, where the system can fork."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(PRELOADED))
    return context


def _start_worker(memory: int | None) -> None:
    """Ctrl-C is the main process's business; more memory than allowed is a ``MemoryError`` in the task."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if memory is None:
        return
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
