"""Reading pages in workers: a page that hangs or kills its reader is a finding, and ends no other."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from exporter.build.isolation import Failure, run_all
from exporter.build.pages import Reading, ReadPage
from exporter.build.workers import Workers
from exporter.diagnostics import Diagnostic
from exporter.source.reader import SourceFile


def read_pages(
    workers: Workers, warm: Callable[[], None], sources: Iterable[SourceFile], reading: Reading
) -> Iterator[tuple[SourceFile, ReadPage | Diagnostic]]:
    """Each source with its page, or with why it has none; the workers are made ``warm`` behind that."""
    tasks = ((source, reading) for source in sources)
    for (source, _), result in run_all(workers.engine, _read, tasks, at_once=2 * workers.at_once):
        yield source, _placed(result, source) if isinstance(result, Failure) else result
    warm()


def _read(task: tuple[SourceFile, Reading]) -> ReadPage:
    from exporter.build.reading import read_page  # only where pages are read

    return read_page(*task)


def _placed(failure: Failure, source: SourceFile) -> Diagnostic:
    found = failure.finding
    message = found.message.replace("the export", "the page")
    return replace(found, message=message, pos=found.pos or source.places().pos(0, 0))
