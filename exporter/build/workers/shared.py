"""The folder that all processes of a run may read, and values in it that many tasks share.

Such a value is written once, and read once by each worker: pickled with each task, a value that grows with the pages
would take time by the square of their number.
"""

import pickle
import shutil
import tempfile
import time
import weakref
from functools import cache, lru_cache
from multiprocessing import util
from pathlib import Path
from typing import Any, Generic, TypeVar

T = TypeVar("T")
AFTER_CHILDREN = -100  # the priority at which multiprocessing removes its own folder
TRIES, SECONDS_BETWEEN = 20, 0.05


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
            with tempfile.NamedTemporaryFile(dir=shared_folder(), prefix="shared-", delete=False) as file:
                pickle.dump(self.value, file, pickle.HIGHEST_PROTOCOL)
            self._file = Path(file.name)
            weakref.finalize(self, self._file.unlink, missing_ok=True)
        return _shared, (str(self._file),)


@lru_cache(maxsize=1)
def _shared(file: str) -> Shared[Any]:
    return Shared(pickle.loads(Path(file).read_bytes()))


@cache
def shared_folder() -> Path:
    """Return the folder that all processes of this run may read; this process removes it at its end."""
    folder = Path(tempfile.mkdtemp(prefix="mdc-exporter-"))
    util.Finalize(None, _remove, args=(folder,), exitpriority=AFTER_CHILDREN)
    return folder


def _remove(folder: Path) -> None:
    """Remove the folder; a worker that was just started may still make its own in it."""
    for _ in range(TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(SECONDS_BETWEEN)
