"""One file, written aside and moved into place: whoever looks sees the old file or the new one, whole."""

import contextlib
import os
import tempfile
from pathlib import Path

# Files written aside begin so; what a killed run left of them is removed by the next one.
ASIDE = ".exporter-"


def write_atomic(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Put ``data`` at ``path``, whose folder is made where it lacks. Raises ``OSError``, leaving what was there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=ASIDE, suffix=".tmp")
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.chmod(mode & ~_umask())
        aside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise


def remove_leftovers(folder: Path) -> None:
    """Remove what a killed run wrote aside below ``folder``; called only by the run that holds its lock."""
    for path in folder.rglob(f"{ASIDE}*.tmp"):
        with contextlib.suppress(OSError):
            path.unlink()


def _umask() -> int:
    """The mask of new files' permissions; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
