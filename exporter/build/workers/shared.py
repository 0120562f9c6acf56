"""A value that many tasks of a run share: written once, and read once by each worker.

Pickled with each task, a value that grows with the pages would take time by the square of their number.
"""

import pickle
import tempfile
import weakref
from functools import lru_cache
from multiprocessing import util
from pathlib import Path
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Shared(Generic[T]):
    """A value for tasks; pickled, it is the path of a file in the folder that all processes of a run have.

    The file is written when the first task leaves this process, and ends with this object.
    """

    def __init__(self, value: T) -> None:
        self.value = value
        self._file: Path | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Return the way to the value in another process."""
        if self._file is None:
            with tempfile.NamedTemporaryFile(dir=util.get_temp_dir(), prefix="shared-", delete=False) as file:
                pickle.dump(self.value, file, pickle.HIGHEST_PROTOCOL)
            self._file = Path(file.name)
            weakref.finalize(self, self._file.unlink, missing_ok=True)
        return _shared, (str(self._file),)


@lru_cache(maxsize=1)
def _shared(file: str) -> Shared[Any]:
    return Shared(pickle.loads(Path(file).read_bytes()))
