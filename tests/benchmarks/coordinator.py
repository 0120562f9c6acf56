"""The coordinator alone: rendering is replaced by 80 ms of sleep, so that many workers need few processors.

``python -m tests.benchmarks coordinator`` runs it; ``BENCH_CLUSTER=tcp://host:8786`` adds a Dask cluster.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from unittest.mock import patch

from exporter.backends.base import Rendered
from exporter.build import batch
from exporter.build.made_files import MadeFile
from exporter.build.making import described
from exporter.build.project import Project, open_project
from exporter.build.rendering import FileTask
from exporter.build.selecting import Selected, SelectTask, select_export
from exporter.build.within_limits import limited_workers, open_flow
from exporter.build.workers import WorkerPool, Workers, fork_server
from exporter.build.workers.cluster import Cluster
from exporter.build.workers.tasks import Tasks, run_all
from exporter.diagnostics import Diagnostics
from tests.benchmarks.ratio import Ratio
from tests.benchmarks.site import SECTIONS, write_site

PAGES = int(os.environ.get("BENCH_PAGES", "150"))
WORKERS, REMOTE = int(os.environ.get("BENCH_WORKERS", "16")), 8
SLEEP = 0.08  # seconds, as long as a PDF of two pages takes
SIZE = 41_000  # bytes of such a PDF
MOST = 2.5  # ms an export
LEAST = 0.95  # of the workers' time


def ratios() -> Iterator[Ratio]:
    """The coordinator's time an export and the part of the workers' time that is used, cold pages included."""
    fork_server.preload(("pdf",))  # as every command does before its first worker
    with tempfile.TemporaryDirectory() as name, limited_workers(_site(Path(name)), WORKERS) as workers:
        list(run_all(workers, time.sleep, [0.5] * WORKERS, at_once=WORKERS))
        yield from _run(Path(name), workers, workers, WORKERS, "local")
    if address := os.environ.get("BENCH_CLUSTER"):
        with (
            tempfile.TemporaryDirectory() as name,
            limited_workers(_site(Path(name)), 2) as workers,
            Cluster(address) as cluster,
        ):
            list(run_all(cluster, time.sleep, [0.5] * REMOTE, at_once=REMOTE))
            yield from _run(Path(name), workers, cluster, REMOTE, "on Dask")


def _site(folder: Path) -> Project:
    """A new site in a folder."""
    return open_project(folder, Diagnostics(), file=write_site(folder, PAGES))


def _run(folder: Path, workers: Workers, renderers: WorkerPool, count: int, where: str) -> Iterator[Ratio]:
    """The figures of a cold batch of the site in a folder, put together by ``workers``."""
    project = open_project(folder, Diagnostics(), file=folder / "exporter.yaml")
    flow = open_flow(project, workers, renders=False)  # no renderer is warmed for files that nobody renders
    flow.select_tasks = partial(Tasks, workers, timed_select)
    start, spent = time.perf_counter(), time.process_time()
    exports = flow.plan(Diagnostics())
    planned = time.perf_counter()
    with patch.object(batch, "make_file", sleeping_file):
        run = batch.build(flow, exports, exports, renderers, batch.BatchOptions())
    spent, end = time.process_time() - spent, time.perf_counter()
    assert len(exports) == PAGES * len(SECTIONS), "each section is an export"
    own = spent / len(exports) * 1000
    used = len(exports) * SLEEP / count / (end - planned)
    note = f"{len(exports)} exports, {planned - start:.1f} s for reading, {end - planned:.1f} s for files"
    yield Ratio(f"the coordinator's time an export, {count} workers {where}, ms", own, MOST, note=note)
    busy = sum(result.seconds for result in run.results) / count / (end - planned)
    note = f"{busy:.2f} of it with a task, of which pages and documents take the rest"
    yield Ratio(f"the part of the time of {count} workers {where} for files", used, LEAST, at_most=False, note=note)


def timed_select(task: SelectTask) -> Selected:
    """Put an export together; its file took the time of the whole task."""
    start = time.monotonic()
    selected = select_export(task)
    taken = time.monotonic() - start
    return replace(selected, file=replace(selected.file, seconds=taken)) if selected.file else selected


def sleeping_file(task: FileTask) -> MadeFile:
    """Return a file that took its time without a processor."""
    start = time.monotonic()
    document = task.document.value
    time.sleep(SLEEP)
    made = described(Rendered(b"%" * SIZE), document, task.format, task.theme, task.findings)
    return replace(made, seconds=time.monotonic() - start)
