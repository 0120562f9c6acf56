"""A value that passes through processes as bytes, and is opened only where it is used."""

import pickle
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Sealed(Generic[T]):
    """A value made here, or its bytes from another process.

    The process in between hands it on without reading it: that costs a copy of its bytes instead of a tree of objects.
    """

    __slots__ = ("_bytes", "_value")

    def __init__(self, value: T) -> None:
        self._value = value
        self._bytes: bytes | None = None

    @property
    def value(self) -> T:
        """The value; read anew with each call where it came as bytes."""
        if self._bytes is None:
            return self._value
        opened: T = pickle.loads(self._bytes)
        return opened

    def __reduce__(self) -> tuple[Any, ...]:
        """Return the way to the value in another process."""
        return _closed, (self._bytes or pickle.dumps(self._value, pickle.HIGHEST_PROTOCOL),)


def _closed(data: bytes) -> Sealed[Any]:
    sealed: Sealed[Any] = Sealed(None)
    sealed._bytes = data
    return sealed
