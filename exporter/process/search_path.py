"""Search paths without the current folder: it holds a website's content, which anybody may have written.

Python looks for modules in the current folder first when it runs ``-c`` or ``-m``, and whenever ``PYTHONPATH`` has an
empty or relative entry. A page's neighbour ``yaml.py`` would then run as the exporter. What stays is the search path of
``python -P`` (https://docs.python.org/3/using/cmdline.html#cmdoption-P) with the absolute entries of ``PYTHONPATH``.

An absolute entry that *is* the current folder goes too: shells and editors set it for whole projects, and nothing that
the exporter needs lies among pages. An absolute entry below the current folder stays: it may be a virtual environment.
"""

# Python has loaded both of these before it looks through any path, so that an unsafe path cannot give them.
import os
import sys

SAFE_PATH = "PYTHONSAFEPATH"
# Lists of folders where programs, modules and libraries are looked for. An empty entry means the current folder.
PROGRAMS = "PATH"
MODULES = "PYTHONPATH"
LISTS = (PROGRAMS, MODULES, "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
# Single folders that Python reads modules or compiled modules from.
FOLDERS = ("PYTHONUSERBASE", "PYTHONPYCACHEPREFIX")


def safe_path() -> list[str]:
    """Return ``sys.path`` without the current folder, relative entries and the folder of the program that runs.

    The folder that the exporter itself was imported from stays, behind all others: its code runs already.
    """
    own = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH120,PTH100 (early)
    unsafe = {os.path.abspath(entry) for entry in _entries(MODULES) if not _is_safe(MODULES, entry)}  # noqa: PTH100
    entries = [entry for entry in sys.path if isinstance(entry, str)]
    if entries and entries[0] == _program_folder():
        del entries[0]
    kept = [entry for entry in entries if _is_safe(MODULES, entry) and entry not in unsafe]
    return kept if own in kept or own not in map(_absolute, sys.path) else [*kept, own]


def leave_current_folder() -> None:
    """Take the current folder out of this process's search paths and those that its children inherit."""
    path = safe_path()
    change_environment(safe_environment())
    sys.path[:] = path
    if sys.pycache_prefix and not os.path.isabs(sys.pycache_prefix):  # noqa: PTH117 (early: pathlib is slow to import)
        sys.pycache_prefix = None


def safe_environment() -> dict[str, str | None]:
    """Return the variables that must change for children to be safe, ``None`` for those to be removed."""
    changes: dict[str, str | None] = {} if os.environ.get(SAFE_PATH) else {SAFE_PATH: "1"}
    for name in LISTS:
        entries = _entries(name)
        kept = [entry for entry in entries if _is_safe(name, entry)]
        if kept != entries:
            changes[name] = os.pathsep.join(kept) or (os.defpath if name == PROGRAMS else None)
    for name in FOLDERS:
        if os.environ.get(name) and not os.path.isabs(os.environ[name]):  # noqa: PTH117 (early)
            changes[name] = None
    return changes


def change_environment(changes: dict[str, str | None]) -> dict[str, str | None]:
    """Set or remove variables; return what undoes it."""
    before = {name: os.environ.get(name) for name in changes}
    for name, value in changes.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    return before


def _entries(name: str) -> list[str]:
    value = os.environ.get(name)
    return value.split(os.pathsep) if value else []


def _is_safe(name: str, entry: str) -> bool:
    """Return whether an entry is safe: absolute, and not the current folder, in which only programs may lie."""
    if not os.path.isabs(entry):  # noqa: PTH117 (early)
        return False
    return name == PROGRAMS or not _is_current(entry)


def _is_current(entry: str) -> bool:
    try:
        return os.path.samefile(entry, os.curdir)  # noqa: PTH121 (early)
    except (OSError, ValueError):
        return False


def _absolute(entry: object) -> str:
    return os.path.abspath(entry) if isinstance(entry, str) else ""  # noqa: PTH100 (early; '' is the current folder)


def _program_folder() -> str | None:
    """Return the folder that Python put first in ``sys.path`` for the program that it runs; None if it put none."""
    file: str | None = getattr(sys.modules.get("__main__"), "__file__", None)
    if sys.flags.safe_path or not file:
        return None
    return os.path.dirname(os.path.realpath(file))  # noqa: PTH120 (early)
