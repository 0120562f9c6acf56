"""The warm start: the fork server starts before the plan is known, while this process imports what it needs.

It starts for one file at a place of its own, which every run makes anew, and if a file of the last run has another time
or size. That is a guess: a wrong one costs a process that nobody needed, or a server that comes later. Outputs go by
content alone. This module imports little, so that it can be first.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from exporter.backends import FORMATS
from exporter.build.workers import fork_server
from exporter.cache import Cache, EntryKind

KIND = EntryKind.EARLY


def begin(cache: Cache, run: str) -> None:
    """Start the fork server if a file that the last run ``run`` read has another time or size.

    Anybody may have written the record: only times of files and names of known formats are taken from it.
    """
    record = cache.get_json(KIND, run)
    with suppress(KeyError, TypeError, AttributeError, ValueError, OSError):
        files, formats = record["files"], [name for name in FORMATS if name in record["formats"]]
        if any(_stamp(Path(path)) != stamp for path, stamp in files.items()):
            start_server(formats)


def record(cache: Cache, run: str, files: Iterable[Path], formats: Iterable[str]) -> None:
    """Keep the files and folders that the run read, and the formats that it made."""
    stamps: Mapping[str, Any] = {str(path): _stamp(path) for path in sorted(files)}
    value = {"files": stamps, "formats": sorted(set(formats))}
    if cache.get_json(KIND, run) != value:
        cache.put_json(KIND, run, value)


def start_server(formats: Iterable[str]) -> None:
    """Start the server; a later start of a worker reports why it cannot."""
    fork_server.preload(formats)
    with suppress(OSError):
        fork_server.begin()


def _stamp(path: Path) -> list[int]:
    """Return time and size of a file; nothing if there is no file."""
    with suppress(OSError):
        status = path.stat()
        return [status.st_mtime_ns, status.st_size]
    return []
