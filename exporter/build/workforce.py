"""Who does the work of a run, on this machine or on others."""

from concurrent.futures import Executor
from typing import Protocol


class Workforce(Protocol):
    """An engine of ``concurrent.futures``, started when it is first asked for."""

    @property
    def engine(self) -> Executor:
        """The engine."""
        ...

    @property
    def at_once(self) -> int:
        """How many tasks are with it at once; known once it has started."""
        ...
