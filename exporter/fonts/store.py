"""A folder of what is made from fonts, kept by content: each thing is made once on a machine.

Files appear whole (``os.replace``), so that any number of processes may fill the folder at the same time.
"""

import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import fontTools
from platformdirs import user_cache_path

# To be raised where other bytes come out of the same fonts: old files are then left alone.
RECIPE = 1


@cache
def folder() -> Path:
    """The folder below the user's cache folder; one for this process where that cannot be written."""
    wanted = user_cache_path("mdc-exporter") / "fonts" / f"{RECIPE}-{fontTools.version}"
    try:
        wanted.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="mdc-exporter-fonts-"))
    return wanted if os.access(wanted, os.W_OK) else Path(tempfile.mkdtemp(prefix="mdc-exporter-fonts-"))


def kept(path: str, make: Callable[[], bytes]) -> Path:
    """The file ``path`` of the folder, made by ``make`` where it is not there yet."""
    file = folder() / path
    if not file.is_file():
        write(file, make())
    return file


def write(file: Path, data: bytes) -> None:
    """``data`` as ``file``, which is there whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".tmp")
    with os.fdopen(handle, "wb") as out:
        out.write(data)
    Path(temporary).replace(file)
