"""Functions of WeasyPrint that are wrapped for layouts alone, since it has no public hook for them.

The wrapped functions stay in place; they do as before while nothing is switched on.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib import import_module
from typing import Final, TypeVar

T = TypeVar("T")
COMPARED: Final = ("70.",)  # versions of WeasyPrint that wrapped functions were compared with


@contextmanager
def switched_on(active: ContextVar[T], value: T, wrap: Callable[[], None]) -> Iterator[None]:
    """Wrap the functions, and let ``active``, which they ask, have ``value`` in the layouts made meanwhile."""
    wrap()
    token = active.set(value)
    try:
        yield
    finally:
        active.reset(token)


def is_compared() -> bool:
    """Whether this version of WeasyPrint is one that was compared; others work unchanged."""
    return str(import_module("weasyprint").__version__).startswith(COMPARED)
