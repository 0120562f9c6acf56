"""A value that passes through processes as bytes, and is opened only where it is used."""

import pickle
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from exporter.build.workers.results import opened

T = TypeVar("T")


@dataclass(slots=True, eq=False, repr=False)
class Sealed(Generic[T]):
    """A value made here, or its bytes from another process.

    The process in between hands it on without reading it: that costs a copy of its bytes instead of a tree of objects.
    """

    _value: T | None
    _bytes: bytes = b""

    @property
    def value(self) -> T:
        """The value; read anew with each call where it came as bytes. Raises ``OSError`` for bytes of anything else."""
        found: Any = opened(self._bytes) if self._bytes else self._value
        return cast("T", found)

    def __getstate__(self) -> bytes:
        """Return the bytes."""
        return self._bytes or pickle.dumps(self._value, pickle.HIGHEST_PROTOCOL)

    def __setstate__(self, data: bytes) -> None:
        """Keep the bytes closed."""
        self._value, self._bytes = None, data
