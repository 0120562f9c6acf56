"""The engines of this machine: worker processes with limits, or this very process."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

# A worker is replaced after so many tasks, since renderers keep memory.
TASKS_PER_WORKER = 200
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
            self._pool.stop()
        else:
            self._pool.close()
        if wait:
            self._pool.join()


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


def local(jobs: int | None, timeout: float | None, memory: int | None, *, in_process: bool = False) -> Executor:
    """The engine of this machine with ``jobs`` workers (None: one a processor that this process may use)."""
    if in_process:
        return InProcess()
    return LimitedPool(jobs or processors(), timeout, memory)


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
