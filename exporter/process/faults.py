"""Faults of the machine, such as too little memory, told apart from bugs, with hints."""

import errno

from exporter.diagnostics import Code, Diagnostic, EnvironmentFault, Severity

LIMIT = Code(
    "machine-limit",
    Severity.ERROR,
    "The machine or its limits leave too few resources.",
    why="The run needs memory, processes and files.",
    mend="Raise the limit that the message names, or free resources of the machine.",
    needs_layout=True,
)
MACHINE = Code(
    "machine",
    Severity.ERROR,
    "A file, folder or package of this machine cannot be used.",
    why="The run cannot continue without it.",
    mend="Check the path and its permissions; 'exporter doctor' lists missing packages.",
    needs_layout=True,
)
INTERNAL = Code(
    "internal",
    Severity.ERROR,
    "A bug in the exporter; its traceback is in the report and shown with -v.",
    why="The exporter failed, and did not make the file.",
    mend="Report it with the traceback that -v shows; build the other pages meanwhile.",
    needs_layout=True,
)
CODES = (LIMIT, MACHINE)

WRITE_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS)
FILES = ("too many files are open", "raise the limit of open files, such as: ulimit -n 1024")
PROCESSES = (
    "no more processes or threads may be started",
    "raise the limits of processes and memory (ulimit -u, ulimit -v), or use fewer workers: --jobs 1",
)
MEMORY = ("there is too little memory", "raise the limit of memory (ulimit -v, or that of the container)")
LIMITS = {
    errno.EMFILE: FILES,
    errno.ENFILE: FILES,
    errno.EAGAIN: PROCESSES,
    errno.ENOMEM: MEMORY,
}
# faults without a number, by words of their messages
MESSAGES = {
    "can't start new thread": PROCESSES,
    "failed to map segment": MEMORY,
    "Cannot allocate memory": MEMORY,
    "No usable temporary directory": (
        "no temporary folder is writable",
        "make /tmp writable, or set TMPDIR to a writable folder",
    ),
    "path too long": (
        "the name of the temporary folder is too long for a socket in it",
        "set TMPDIR to a shorter path",
    ),
}


def fault_of(error: BaseException) -> EnvironmentFault | None:
    """Return an exception as a fault of the machine; None if it may be a bug."""
    if isinstance(error, EnvironmentFault):
        return error
    if isinstance(error, MemoryError):
        return _limit(*MEMORY)
    if isinstance(error, OSError) and error.errno in LIMITS:
        return _limit(*LIMITS[error.errno])
    if isinstance(error, OSError) and error.errno in WRITE_ERRORS:
        place = f" '{error.filename}'" if error.filename else ""
        return EnvironmentFault(f"cannot write{place}: {error.strerror}", code="write")
    if not isinstance(error, (OSError, ImportError, RuntimeError)):
        return None
    limits = (_limit(*texts) for words, texts in MESSAGES.items() if words in str(error))
    return next(limits, None) or _unusable(error)


def bug(error: BaseException, how: str = "") -> Diagnostic:
    """Return the finding for a bug of the exporter; ``how`` says how to report it."""
    return INTERNAL.finding(f"{type(error).__name__}: {error}", None, f"this is a bug; please report it {how}".strip())


def _unusable(error: Exception) -> EnvironmentFault | None:
    if isinstance(error, OSError) and error.strerror:
        place = f" '{error.filename}'" if error.filename else ""
        message = f"cannot use{place}: {error.strerror[:1].lower()}{error.strerror[1:]}"
        hint = "check the path and its permissions; -v shows the place in the program"
        return EnvironmentFault(message, code=MACHINE.name, hint=hint)
    if isinstance(error, ModuleNotFoundError) and error.name and error.name.partition(".")[0] != "exporter":
        message = f"the package '{error.name.partition('.')[0]}' is missing"
        hint = "reinstall the exporter; 'exporter doctor' lists other missing packages"
        return EnvironmentFault(message, code=MACHINE.name, hint=hint)
    return None


def _limit(message: str, hint: str) -> EnvironmentFault:
    return EnvironmentFault(message, code=LIMIT.name, hint=hint)
