"""Tasks in workers, and their faults told apart: what goes wrong in one task ends no other."""

import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass, field, replace
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, Generic, Self, TypeVar

from exporter import activity
from exporter.build.workers import start_faults
from exporter.build.workers.limits import WorkerLimits
from exporter.build.workers.pool import WorkerPool
from exporter.diagnostics import Code, Diagnostic, ExporterError, Severity
from exporter.process import faults
from exporter.process.faults import bug, fault_of

TIMEOUT = Code(
    "timeout",
    Severity.ERROR,
    "An export took longer than its time limit and was stopped.",
    why="One slow page must not hold up the others.",
    mend="Look for very large tables or pictures, or allow more seconds with --timeout or limits.run.seconds.",
    needs_layout=True,
)
MEMORY = Code(
    "memory",
    Severity.ERROR,
    "An export needed more memory than its limit.",
    why="One page that takes all memory would bring the machine down.",
    mend="Look for very large tables or pictures on the page, or raise limits.run.memory.",
    needs_layout=True,
)
CRASH = Code(
    "crash",
    Severity.ERROR,
    "The process that worked on an export died.",
    why="The file was not made; other files may be fine.",
    mend="Build the page alone; leave out parts until it builds, and report these parts.",
    needs_layout=True,
)
CODES = (TIMEOUT, MEMORY, CRASH, faults.INTERNAL, *start_faults.CODES, *faults.CODES)
SPLIT = "split the page"
LIMIT = "limit"
PATIENCE = 2.0  # seconds without a result after which the workers are looked after

Task = TypeVar("Task")


@dataclass(frozen=True, slots=True)
class Failure:
    """The reason that a task has no result; ``exit_code`` is above 1 for faults of the machine and for bugs."""

    finding: Diagnostic
    traceback: str = ""
    exit_code: int = 1

    @property
    def run_exit_code(self) -> int:
        """The exit code that the run ends with at the least; 0 if its findings decide."""
        return self.exit_code if self.exit_code > 1 else 0


@dataclass(slots=True)
class Faults:
    """The tracebacks of the failures of a run, and the exit code that they ask for."""

    tracebacks: list[str] = field(default_factory=list)
    exit_code: int = 0

    def add(self, failure: Failure) -> None:
        """Note a failure."""
        self.tracebacks += [failure.traceback] if failure.traceback else []
        self.exit_code = max(self.exit_code, failure.run_exit_code)


class Tasks(Generic[Task]):
    """Tasks that run in the workers at once, each giving what ``function`` makes of it, or its ``Failure``.

    ``payload`` gives the part of a task that goes to a worker; by its ``size``, if it has one, its limits grow.
    ``at_once`` is the number of tasks with the workers, by default their own. The workers start with the first task.
    Leaving the block drops the tasks that still run.
    """

    def __init__(
        self,
        workers: WorkerPool,
        function: Callable[[Any], Any],
        *,
        payload: Callable[[Task], Any] = lambda task: task,
        at_once: int | None = None,
    ) -> None:
        self._workers = workers
        self._function = function
        self._payload = payload
        self._at_once = at_once
        self._running: dict[Future[Any], Task] = {}
        self._sizes: dict[Future[Any], float] = {}
        self._done = SimpleQueue[Future[Any]]()  # a wait for the futures would look at each of them each time

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for future in self._running:
            future.cancel()

    def start(self, task: Task) -> None:
        """Send a task to the workers. Raises ``EnvironmentFault`` if no worker can start."""
        payload = self._payload(task)
        size = getattr(payload, "size", 1.0)
        engine = self._workers.engine
        sized = getattr(engine, "submit_sized", None) if size > 1.0 else None  # an engine without limits has none
        submit = partial(sized, size) if sized is not None else engine.submit
        future = submit(guarded, self._function, payload)
        self._running[future] = task
        self._sizes[future] = size
        future.add_done_callback(self._done.put)

    def until_room(self) -> Iterator[tuple[Task, Any]]:
        """Yield tasks with their results, as they end, until there is room for another one."""
        while self._running and len(self._running) >= (self._at_once or self._workers.at_once):
            yield self._next()

    def ended(self) -> Iterator[tuple[Task, Any]]:
        """Yield the tasks that have ended, with their results, without waiting for others."""
        while not self._done.empty():
            yield self._next()

    def rest(self) -> Iterator[tuple[Task, Any]]:
        """Yield all remaining tasks with their results, as they end."""
        while self._running:
            yield self._next()

    def _next(self) -> tuple[Task, Any]:
        """Wait for a task to end; look after the workers meanwhile, if they want that."""
        while True:
            try:
                return self._taken(self._done.get(timeout=PATIENCE))
            except Empty:
                getattr(self._workers.engine, "tend", lambda: None)()

    def _taken(self, future: Future[Any]) -> tuple[Task, Any]:
        """Return the task of a future with its result; a failure at a limit names the key that raises it."""
        task, size, result = self._running.pop(future), self._sizes.pop(future), _result(future)
        limits: WorkerLimits | None = getattr(self._workers.engine, "limits", None)
        if isinstance(result, Failure) and limits is not None:
            result = replace(result, finding=_within(limits, size, result.finding))
        return task, result


def run_all(
    workers: WorkerPool,
    function: Callable[[Any], Any],
    tasks: Iterable[Task],
    *,
    at_once: int | None = None,
) -> Iterator[tuple[Task, Any]]:
    """Yield each task with its result, in the order in which they end; they start in the order given.

    Raises ``EnvironmentFault`` if no worker can start.
    """
    with Tasks[Task](workers, function, at_once=at_once) as running:
        for task in tasks:
            yield from running.until_room()
            running.start(task)
        yield from running.rest()


def run_one(workers: WorkerPool, function: Callable[[Any], Any], task: Any) -> Any:
    """Return the result of one task, or its ``Failure``."""
    ((_, result),) = run_all(workers, function, [task])
    return result


def guarded(function: Callable[[Any], Any], task: Any) -> Any:
    """Return the function's result or its ``Failure``; runs in the worker, where the traceback is."""
    activity.begin_task()
    try:
        return function(task)
    except ExporterError as error:
        return Failure(error.diagnostic, exit_code=error.exit_code)
    except MemoryError:
        words = activity.out_of_memory()
        return _failure(MEMORY, f"the export needs more memory than its {LIMIT}{words and f', for {words}'}", SPLIT)
    except Exception as error:
        if fault := fault_of(error):
            return Failure(fault.diagnostic, traceback.format_exc(), exit_code=fault.exit_code)
        return Failure(bug(error, "with the traceback that -v shows"), traceback.format_exc(), exit_code=3)


def _within(limits: WorkerLimits, size: float, finding: Diagnostic) -> Diagnostic:
    """Return a finding about a limit with the limit itself, and with the key that raises it."""
    own = limits.for_size(size)
    if finding.code == TIMEOUT.name:
        limit, more = f"{own.seconds:g} s", limits.more_time(size)
    elif finding.code == MEMORY.name:
        limit, more = f"{own.memory / 1e9:g} GB", limits.more_memory(size)
    else:
        return finding
    message = finding.message.replace(LIMIT, f"{LIMIT} of {limit}", 1)
    return replace(finding, message=message, hint=f"{SPLIT}, or allow more: {more}")


def _result(future: Future[Any]) -> Any:
    try:
        return future.result()
    except TimeoutError as error:
        return _failure(TIMEOUT, f"the export took longer than its time {LIMIT}{_noted(error, ': ')}", SPLIT)
    except ExporterError:
        raise
    except Exception as error:
        message = f"the process that worked on the export died{_how(error)}{_noted(error, '; its last activity: ')}"
        return _failure(CRASH, message, "build it alone to find the part that fails")


def _noted(error: Exception, before: str) -> str:
    """Return the activity that a worker noted, behind the words ``before``."""
    notes: list[str] = getattr(error, "__notes__", [])
    return f"{before}{notes[0]}" if notes else ""


def _how(error: Exception) -> str:
    status = getattr(error, "exitcode", None)
    if status is not None:
        return f" (exit status {status})"
    return "" if isinstance(error, BrokenExecutor) else f" ({type(error).__name__}: {error})"


def _failure(code: Code, message: str, hint: str, trace: str = "", exit_code: int = 1) -> Failure:
    return Failure(code.finding(message, hint=hint), trace, exit_code)
