"""The flow of a run within its limits of time and memory.

Every command that reads pages opens its flow here. Workers read the pages, make the drawings and render the files, so
that no command can forget the limits. Whatever comes from the cache was made within them in another run.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from exporter.activity import Activity, during
from exporter.assets import BadPicture
from exporter.backends.base import Rendered
from exporter.build.diagrams import ProgramTask, draw_all
from exporter.build.flow import Flow
from exporter.build.pages import Reading, ReadPage
from exporter.build.project import Project
from exporter.build.rendering import Job, render
from exporter.build.selecting import select_export
from exporter.build.workers import WorkerPool, Workers, fork_server
from exporter.build.workers.confinement import Confinement
from exporter.build.workers.limits import WorkerLimits, size_of
from exporter.build.workers.shared import Shared
from exporter.build.workers.start_faults import no_sandbox
from exporter.build.workers.tasks import Failure, Tasks, run_all, run_one
from exporter.cache import Cache
from exporter.diagnostics import Diagnostic
from exporter.diagrams import CommandRequest
from exporter.model.document import Document
from exporter.model.nodes import Heading, Paragraph, QuestionAnswer, Text
from exporter.source.reader import SourceFile

PROGRAMS_PART = 0.9  # of an export's time, for the programs that draw its diagrams


def limited_workers(
    project: Project,
    jobs: int | None = None,
    seconds: float | None = None,
    *,
    in_process: bool = False,
    require_sandbox: bool = False,
    cache: Cache | None = None,
) -> Workers:
    """Return workers within the limits of a project, in a sandbox where this machine has one.

    ``seconds`` is the user's own time limit of one task; ``cache`` has pictures that they read. Raises
    ``EnvironmentFault`` if a required sandbox is missing.
    """
    kept = (cache.folder,) if cache is not None else ()
    confinement = Confinement(inputs=(*worker_inputs(project), *kept), required=require_sandbox)
    if in_process and require_sandbox:
        raise no_sandbox("--in-process builds without worker processes")
    confinement.check()
    return Workers(jobs, timed(project.limits["run"], seconds), confinement, in_process=in_process)


def worker_inputs(project: Project) -> tuple[Path, ...]:
    """Return the folders that workers read: of content, of pictures, and of pages outside of them."""
    loose = (source.path.parent for source in project.sources if not source.route)
    return (project.config.content_folder, *project.config.public_folders, *dict.fromkeys(loose))


def timed(limits: WorkerLimits, seconds: float | None) -> WorkerLimits:
    """Return the limits with the user's own time limit of one task, if there is one."""
    return replace(limits, seconds=seconds).fixed(["seconds"]) if seconds else limits


def open_flow(project: Project, workers: Workers, cache: Cache | None = None, *, renders: bool = True) -> Flow:
    """Return the flow of a project; the workers do everything about it that may hang or end its process.

    ``renders`` says whether files will be rendered, so that the workers get ready for that.
    """
    fork_server.preload(project.config.formats if renders else ())
    read_all = partial(_read_pages, workers, partial(_warm, workers, project) if renders else None)
    draw = partial(_draw_with_programs, workers, workers.limits)
    return Flow(project, cache, read_all, partial(Tasks, workers, select_export), draw)


def _read_pages(
    workers: Workers, warm: Callable[[], None] | None, sources: Iterable[SourceFile], reading: Reading
) -> Iterator[tuple[SourceFile, ReadPage | Diagnostic]]:
    """Yield each source with its page, or with the reason that it has none; then warm the workers for several."""
    shared = Shared(reading)
    sources = list(sources)
    tasks = (_ReadTask(source, shared, size_of([len(source.text)])) for source in sources)
    for task, result in run_all(workers, _read, tasks, at_once=2 * workers.at_once):
        yield task.source, _of_page(result, task.source) if isinstance(result, Failure) else result
    if warm is not None and len(sources) > 1:  # the file of one page would wait for it
        warm()


def _warm(workers: Workers, project: Project) -> None:
    """Let the running workers render a document that nobody sees: they read templates, style sheets and fonts."""
    words = (Text(text="Words"),)
    question = QuestionAnswer(anchor="b", question=words, number=1, answer=(Paragraph(children=words),))
    body = (Heading(level=1, anchor="a", children=words), question)
    document = Document(title="Words", language=project.config.language, body=body)
    for name in project.config.formats:
        options = project.formats[name].options.model_validate(dict(project.config.options(name)))
        job = Job(format=name, document=document, options=options, theme=project.theme)
        workers.each(_render, job)


def _render(job: Job) -> None:
    render(job)


def render_job(workers: WorkerPool, job: Job) -> Rendered | Failure:
    """Return one rendered file, or why there is none."""
    result: Rendered | Failure = run_one(workers, render, job)
    return result


def _draw_with_programs(
    workers: Workers, limits: WorkerLimits | None, requests: tuple[CommandRequest, ...], size: float
) -> Mapping[CommandRequest, bytes | BadPicture]:
    """Return the drawings of programs that the user named, by the worker that may start programs; or the reasons.

    They end a little before the worker would be ended, so that the drawings made until then are kept.
    """
    seconds = PROGRAMS_PART * (limits or WorkerLimits()).for_size(size).seconds
    result = run_one(workers.with_programs, draw_all, ProgramTask(requests, seconds, size))
    if isinstance(result, Failure):
        reason = result.finding.message.replace("the export", "it")
        return dict.fromkeys(requests, BadPicture(f"the drawing cannot be shown ({reason})", "save it as PNG"))
    drawn: Mapping[CommandRequest, bytes | BadPicture] = result
    return drawn


@dataclass(frozen=True, slots=True)
class _ReadTask:
    source: SourceFile
    reading: Shared[Reading]
    size: float


def _read(task: _ReadTask) -> ReadPage:
    from exporter.build.reading import read_page  # noqa: PLC0415 (a run that reads no page loads no reader)

    with during(Activity.READING):
        return read_page(task.source, task.reading.value)


def _of_page(failure: Failure, source: SourceFile) -> Diagnostic:
    finding = failure.finding
    message = finding.message.replace("the export", "the page")
    return replace(finding, message=message, pos=finding.pos or source.places().pos(0, 0))
