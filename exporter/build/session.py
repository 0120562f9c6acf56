"""The flow of a run within its limits: what may hang, or end its process, is done by workers.

Every command that reads pages gets its flow here, so that none of them reads a page, makes a drawing or renders a file
without the limits of time and memory that a build has. What is known from another run was within them then.
"""

from functools import partial

from exporter.backends.base import Rendered
from exporter.build.drawings import make_picture
from exporter.build.flow import Flow
from exporter.build.forks import preload
from exporter.build.isolation import Failure, run_all
from exporter.build.jobs import Job, render
from exporter.build.limits import RunLimits
from exporter.build.page_tasks import read_pages
from exporter.build.project import Project
from exporter.build.warming import warmer
from exporter.build.workers import Workers
from exporter.build.workforce import Workforce
from exporter.cache import Cache


def workers_within(
    limits: RunLimits, jobs: int | None = None, seconds: float | None = None, *, in_process: bool = False
) -> Workers:
    """Workers within the limits of a project; ``seconds`` is how long one task may take where the user says so."""
    return Workers(jobs, seconds or limits.seconds, limits.memory, in_process=in_process)


def flow_within(project: Project, workers: Workers, cache: Cache | None = None, *, renders: bool = True) -> Flow:
    """A flow whose pages are read and whose drawings are made by the workers.

    ``renders`` says whether they will render files too, and are to be made ready for that.
    """
    preload(project.config.formats if renders else ())
    warm = warmer(workers, project) if renders else _stay_cold
    flow = Flow(project, cache, partial(read_pages, workers, warm))
    flow.pictures.make = partial(make_picture, workers)
    return flow


def _stay_cold() -> None:
    """Prepare workers for nothing but reading."""


def render_within(workers: Workforce, job: Job) -> Rendered | Failure:
    """One file, or why there is none."""
    ((_, made),) = run_all(workers.engine, render, [job])
    result: Rendered | Failure = made
    return result
