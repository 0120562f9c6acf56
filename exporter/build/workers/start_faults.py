"""Faults of the machine that keep worker processes from starting, with the way out."""

from concurrent.futures import BrokenExecutor

from exporter.build.workers import memory
from exporter.diagnostics import Code, EnvironmentFault, Severity
from exporter.process.faults import fault_of

NO_WORKERS = Code(
    "no-workers",
    Severity.ERROR,
    "Worker processes cannot be started on this machine.",
    why="Each file is made in its own process, so that a failure does not stop other files.",
    mend="Raise the limits of memory, processes and files (ulimit -a), or build with --in-process.",
    needs_layout=True,
)
NO_SANDBOX = Code(
    "no-sandbox",
    Severity.ERROR,
    "A sandbox is required, and workers cannot have one.",
    why="A fault in a library could reach files of the machine and the network.",
    mend="Build on Linux 5.13 or later ('exporter doctor' shows the reason), or leave out --require-sandbox.",
    needs_layout=True,
)
CODES = (NO_WORKERS, NO_SANDBOX)
HINT = "check the limits of memory, processes and open files (ulimit -a), or build with --in-process"


def no_workers(error: BaseException) -> EnvironmentFault:
    """Return the fault that keeps workers from starting."""
    cause = error.__cause__ if isinstance(error, BrokenExecutor) and error.__cause__ is not None else error
    known = fault_of(cause)
    if known is not None:
        message, hint = known.diagnostic.message, known.diagnostic.hint or HINT
        return _fault(f"no worker process can be started: {message}", hint)
    status = getattr(cause, "exitcode", None)
    limit = memory.limit()
    if limit is not None:
        message = f"a worker process ended while it started, with {limit // 1_000_000} MB of memory allowed"
        return _fault(message, "raise the limit of memory: ulimit -v unlimited")
    if isinstance(cause, EOFError | ConnectionError):
        return _fault("no worker process can be started: their parent process ended", HINT)
    reason = f"it ended with exit status {status}" if status is not None else f"{cause}" or type(cause).__name__
    return _fault(f"no worker process can be started: {reason}", HINT)


def no_semaphores(error: BaseException) -> EnvironmentFault:
    """Return the fault that the system gives no semaphores, which workers share."""
    reason = getattr(error, "strerror", None) or str(error)
    message = f"no worker process can be started: the system gives no semaphores ({reason})"
    return _fault(message, "mount a folder that can be written at /dev/shm, or build with --in-process")


def no_sandbox(reason: str) -> EnvironmentFault:
    """Return the fault that workers have no sandbox."""
    hint = "build on Linux 5.13 or later, or leave out --require-sandbox"
    return EnvironmentFault(f"workers have no sandbox here: {reason}", code=NO_SANDBOX.name, hint=hint)


def _fault(message: str, hint: str) -> EnvironmentFault:
    return EnvironmentFault(message, code=NO_WORKERS.name, hint=hint)
