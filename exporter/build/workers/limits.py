"""The limits of a worker: the time of one task and the memory of the process."""

from dataclasses import dataclass
from typing import Annotated

from exporter.model.limit import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerLimits:
    """Limits of one file: ten times the needs of the largest pages of real sites."""

    seconds: Annotated[float, Limit("for reading a page, for making a drawing, and again for making a file.")] = 60.0
    memory: Annotated[int, Limit("bytes of one worker.")] = 2_000_000_000
