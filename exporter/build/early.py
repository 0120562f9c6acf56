"""Workers begun early: while this process plans, the server that they are forked off imports what they need.

Whether there will be something to make is a guess, by the times and sizes of the files that the last run of the kind
read. A wrong guess costs a process that nobody needed, or one that comes later; what is made goes by content alone.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exporter.backends import FORMATS
from exporter.build import forks
from exporter.cache import Kind

if TYPE_CHECKING:
    from exporter.build.project import Project
    from exporter.cache import Cache
    from exporter.model.export import Export

KIND = Kind.EARLY


def begin(cache: "Cache", run: str) -> None:
    """Start the server where a file that the last run ``run`` read is not as it was.

    The note is data that anybody may have written: of it only times of files and names of known formats are used.
    """
    noted = cache.get_json(KIND, run)
    with suppress(KeyError, TypeError, AttributeError, ValueError, OSError):
        files, formats = noted["files"], [name for name in FORMATS if name in noted["formats"]]
        if any(_mark(Path(path)) != mark for path, mark in files.items()):
            _start(formats)


def note(cache: "Cache", run: str, project: "Project", exports: "Iterable[Export]") -> None:
    """Note what the run read, and the formats that workers made for it."""
    formats = sorted({name for export in exports for name in export.formats})
    read = [source.path for source in project.sources]
    folders = {path.parent for path in read}
    configured = [project.config.file] if project.config.file else []
    files: Mapping[str, Any] = {str(path): _mark(path) for path in sorted({*read, *folders, *configured})}
    value = {"files": files, "formats": formats}
    if cache.get_json(KIND, run) != value:
        cache.put_json(KIND, run, value)


def _start(formats: Iterable[str]) -> None:
    """Start the server; what keeps it from starting is told when a worker is needed."""
    forks.preload(formats)
    with suppress(OSError):
        forks.begin()


def _mark(path: Path) -> list[int]:
    """What is likely to change with a file; nothing where it is not there."""
    with suppress(OSError):
        status = path.stat()
        return [status.st_mtime_ns, status.st_size]
    return []
