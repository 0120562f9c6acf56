"""The way back from a worker: values alone, whatever the worker has become.

Unpickling may call anything that has a name, so that foreign code in a worker could act in the main process, outside of
the sandbox. Only the exporter's records, plain values of the standard library and the pool's own messages come through.
https://docs.python.org/3/library/pickle.html#restricting-globals
"""

import builtins
import io
import pickle
from collections.abc import Iterable
from dataclasses import is_dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from multiprocessing import connection
from typing import Any, Final

_NAMES: Final = {
    "builtins": {"set", "frozenset", "bytearray", "complex", "range", "slice"},
    "collections": {"Counter", "OrderedDict"},
    "datetime": {"date", "datetime", "time", "timedelta", "timezone"},
    "decimal": {"Decimal"},
    "pebble.common.types": {"Result", "ResultStatus", "RemoteException.rebuild_exception", "RemoteTraceback"},
    "pebble.pool.process": {"Acknowledgement", "TaskProblem", "TaskResult"},
}
_PATHS: Final = {"PosixPath", "PurePosixPath", "PureWindowsPath", "WindowsPath"}


class ResultConnection(connection.Connection):
    """The main process's end of a pipe from a worker; another process that gets it has a usual one."""

    @classmethod
    def of(cls, other: "connection.Connection[Any, Any]") -> "ResultConnection":
        """Return this kind of connection in place of ``other``."""
        raw: Any = other
        handle, raw._handle = raw._handle, None
        return cls(handle, readable=other.readable, writable=other.writable)

    def recv(self) -> Any:
        """Return the next value. Raises ``OSError`` for anything else, which ends the worker, and ``EOFError``."""
        return opened(self.recv_bytes())

    def __reduce__(self) -> Any:
        reduce: Any = connection.reduce_connection  # type: ignore[attr-defined]
        return reduce(self)


def opened(data: bytes) -> Any:
    """Return the value in these bytes. Raises ``OSError`` for anything but values."""
    try:
        return _Unpickler(io.BytesIO(data)).load()
    except Exception as error:
        raise OSError(f"a worker gave no values: {error}") from error


@cache
def _allowed(module: str, name: str) -> Any:
    """Return what a pickled name stands for. Raises ``UnpicklingError`` if it is more than a value."""
    if name in _NAMES.get(module, ()) or (module.partition(".")[0] == "pathlib" and name in _PATHS):
        return _attribute(import_module(module), name.split("."))
    if module == "builtins" or module.startswith("exporter."):
        found = getattr(builtins if module == "builtins" else import_module(module), name, None)
        if isinstance(found, type) and found.__module__ == module and _is_record(found, module):
            return found
    raise pickle.UnpicklingError(f"'{module}.{name}' is no value")


class _Unpickler(pickle.Unpickler):
    find_class = staticmethod(_allowed)  # without a call of Python for each of many names


def _is_record(kind: type, module: str) -> bool:
    if module == "builtins":
        return issubclass(kind, Exception)
    return is_dataclass(kind) or issubclass(kind, Enum | Exception | tuple | dict | list | str)


def _attribute(value: Any, names: Iterable[str]) -> Any:
    for name in names:
        value = getattr(value, name)
    return value
