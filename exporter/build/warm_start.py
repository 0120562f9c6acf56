"""The warm start: workers get ready while this process plans.

The fork server starts before the plan is known, where a file of the last run has another time or size. That is a guess:
a wrong one costs a process that nobody needed, or one that comes later. Workers that are there render a document that
nobody sees, so that templates, style sheets and fonts are read before the first file. Outputs go by content alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from exporter.backends import FORMATS
from exporter.build.project import Project
from exporter.build.rendering import Job, render
from exporter.build.workers import Workers, fork_server
from exporter.cache import Cache, EntryKind
from exporter.model.document import Document
from exporter.model.export import Export
from exporter.model.nodes import Heading, Paragraph, QuestionAnswer, Text

KIND = EntryKind.EARLY


def begin(cache: Cache, run: str) -> None:
    """Start the fork server if a file that the last run ``run`` read has another time or size.

    Anybody may have written the record: only times of files and names of known formats are taken from it.
    """
    record = cache.get_json(KIND, run)
    with suppress(KeyError, TypeError, AttributeError, ValueError, OSError):
        files, formats = record["files"], [name for name in FORMATS if name in record["formats"]]
        if any(_stamp(Path(path)) != stamp for path, stamp in files.items()):
            _start_server(formats)


def record(cache: Cache, run: str, project: Project, exports: Iterable[Export]) -> None:
    """Keep the files that the run read, and the formats that it made."""
    formats = sorted({name for export in exports for name in export.formats})
    read = [source.path for source in project.sources]
    folders = {path.parent for path in read}
    configured = [project.config.file] if project.config.file else []
    files: Mapping[str, Any] = {str(path): _stamp(path) for path in sorted({*read, *folders, *configured})}
    value = {"files": files, "formats": formats}
    if cache.get_json(KIND, run) != value:
        cache.put_json(KIND, run, value)


def warmer(workers: Workers, project: Project) -> Callable[[], None]:
    """Return a function that warms the running workers for the formats of a project."""

    def warm() -> None:
        for job in _jobs(project):
            workers.each(_render, job)

    return warm


def _start_server(formats: Iterable[str]) -> None:
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


def _jobs(project: Project) -> Iterator[Job]:
    for name in project.config.formats:
        options = project.formats[name].options.model_validate(dict(project.config.options(name)))
        yield Job(format=name, document=_document(project.config.language), options=options, theme=project.theme)


def _document(language: str) -> Document:
    words = (Text(text="Words"),)
    question = QuestionAnswer(anchor="b", question=words, number=1, answer=(Paragraph(children=words),))
    return Document(title="Words", language=language, body=(Heading(level=1, anchor="a", children=words), question))


def _render(job: Job) -> None:
    render(job)
