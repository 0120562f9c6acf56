"""What workers take: bare WeasyPrint in a pool of them, both warm, and the memory of one of ours."""

import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from exporter.build.flow import Flow
from exporter.build.project import open_project
from exporter.build.rendering import Job, render, task_of
from exporter.build.workers import Workers, fork_server
from exporter.build.workers.confinement import Confinement
from exporter.build.workers.limits import WorkerLimits
from exporter.build.workers.tasks import run_all
from exporter.diagnostics import Diagnostics
from tests.benchmarks.documents import Bare, bare
from tests.benchmarks.ratio import BY_CPU, Ratio
from tests.benchmarks.site import write_site

POOL_PAGES = 10  # 40 sections: the pool is compared by its rate
MEMORY_PAGES = 50  # 200 sections
SETTLED = 50  # exports after which a worker has all that it keeps for good
MB = 1_000_000


def pool_seconds(workers: int = 2) -> float:
    """The time a file takes in a pool of warm bare WeasyPrint workers, on the HTML that our files are made of."""
    sources = [bare(job) for job in _jobs(POOL_PAGES)]
    with multiprocessing.get_context("forkserver").Pool(workers) as pool:
        pool.map(_paint, sources[: 4 * workers], chunksize=1)
        start = time.perf_counter()
        spent = pool.map(_paint, sources, chunksize=1)
        taken = time.perf_counter() - start
    return (sum(spent) if BY_CPU else taken) / len(sources)


def memory() -> Iterator[Ratio]:
    """How a worker's memory grows from export to export."""
    fork_server.preload(("pdf",))  # as every command does before its first worker
    with Workers(1, WorkerLimits(), Confinement(inputs=(Path("/proc"),))) as workers:
        sizes = [size for _, size in run_all(workers, _size_after, _jobs(MEMORY_PAGES))]
    least, last = sizes[SETTLED - 1], max(sizes[-10:])
    note = f"{least / MB:.0f} MB after {SETTLED}, {last / MB:.0f} MB after {len(sizes)}"
    yield Ratio("a worker's memory after 200 exports over that after 50", last / least, 1.1, note=note)


def _jobs(pages: int) -> list[Job]:
    """A job for each section of a generated site."""
    with tempfile.TemporaryDirectory() as name:
        flow = Flow(open_project(Path(name), Diagnostics(), file=write_site(Path(name), pages)))
        exports = flow.plan(Diagnostics())
        return [task_of(flow.project, flow.select(e), "pdf", flow.settings.of(e, "pdf")).job() for e in exports]


def _paint(source: Bare) -> float:
    """Make a file; the processor time that it took."""
    start = time.process_time()
    source.pdf()
    return time.process_time() - start


def _size_after(job: Job) -> int:
    """Make a file; the bytes of memory that the worker has in use then."""
    assert render(job).data is not None, "the page can be rendered"
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status["VmRSS"].split()[0]) * 1024
