"""Running tasks on an engine and telling their faults apart."""

import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from exporter.build import lacking
from exporter.diagnostics import Code, Diagnostic, ExporterError, Severity
from exporter.process import faults
from exporter.process.faults import bug, fault_of

TIMEOUT = Code(
    "timeout",
    Severity.ERROR,
    "An export took longer than its time limit and was ended.",
    why="One page that never ends must not stop all others.",
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
    why="The file was not made, though others may be fine.",
    mend="Build the page alone; leave out parts until it builds, and report what was left out.",
    needs_layout=True,
)
CODES = (TIMEOUT, MEMORY, CRASH, faults.INTERNAL, *lacking.CODES, *faults.CODES)
PATIENCE = 2.0  # seconds without a result after which the engine is looked after

Task = TypeVar("Task")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task gave nothing; ``exit_code`` is what the run ends with for it."""

    finding: Diagnostic
    traceback: str = ""
    exit_code: int = 1


def run_all(
    engine: Executor,
    function: Callable[[Any], Any],
    tasks: Iterable[Task],
    *,
    payload: Callable[[Task], Any] = lambda task: task,
    at_once: int = 1,
    fail_fast: bool = False,
) -> Iterator[tuple[Task, Any]]:
    """Each task with what ``function`` made of it, or with its ``Failure``, in the order in which they end.

    The tasks start in the order given, each taken when there is room for it: ``at_once`` of them are with the engine.
    ``payload`` gives what of a task goes to a worker.
    ``fail_fast`` begins no other task once one has failed. Raises ``EnvironmentFault`` where no worker can start.
    """
    waiting = iter(tasks)
    running: dict[Future[Any], Task] = {}
    try:
        while True:
            for task in islice(waiting, at_once - len(running)):
                running[engine.submit(guarded, function, payload(task))] = task
            if not running:
                return
            for future in _done(running, engine):
                result = _result(future)
                yield running.pop(future), result
                if fail_fast and isinstance(result, Failure):
                    waiting = iter(())
    finally:
        for future in running:
            future.cancel()


def _done(running: Iterable[Future[Any]], engine: Executor) -> Iterable[Future[Any]]:
    """Wait for a task to end; look after the engine meanwhile, where it wants that."""
    while True:
        done = wait(running, timeout=PATIENCE, return_when=FIRST_COMPLETED).done
        if done:
            return done
        getattr(engine, "tend", lambda: None)()


def guarded(function: Callable[[Any], Any], task: Any) -> Any:
    """What the function gives, or the fault that it ended with; runs in the worker, where the traceback is."""
    try:
        return function(task)
    except ExporterError as error:
        return Failure(error.diagnostic, exit_code=error.exit_code)
    except MemoryError:
        return _failure(MEMORY, "the export needs more memory than it may take", "split the page, or raise the limit")
    except Exception as error:
        if fault := fault_of(error):
            return Failure(fault.diagnostic, traceback.format_exc(), exit_code=fault.exit_code)
        return Failure(bug(error, "with the traceback that -v shows"), traceback.format_exc(), exit_code=3)


def _result(future: Future[Any]) -> Any:
    try:
        return future.result()
    except TimeoutError:
        return _failure(TIMEOUT, "the export took longer than its time limit", "split the page, or raise --timeout")
    except ExporterError:
        raise
    except Exception as error:
        message = f"the process that worked on the export died{_how(error)}"
        return _failure(CRASH, message, "build it alone to see which part")


def _how(error: Exception) -> str:
    status = getattr(error, "exitcode", None)
    if status is not None:
        return f" (exit status {status})"
    return "" if isinstance(error, BrokenExecutor) else f" ({type(error).__name__}: {error})"


def _failure(code: Code, message: str, hint: str, trace: str = "", exit_code: int = 1) -> Failure:
    return Failure(code.finding(message, hint=hint), trace, exit_code)
