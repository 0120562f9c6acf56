"""The coordinator alone: rendering is replaced by 80 ms of sleep, so that many workers need few processors.

``python -m tests.benchmarks coordinator`` runs it; ``BENCH_CLUSTER=tcp://host:8786`` adds a Dask cluster.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from exporter.backends.base import Rendered
from exporter.build import batch
from exporter.build.made_files import MadeFile
from exporter.build.making import described
from exporter.build.project import Project, open_project
from exporter.build.rendering import FileTask
from exporter.build.within_limits import limited_workers, open_flow
from exporter.build.workers import WorkerPool, Workers
from exporter.build.workers.cluster import Cluster
from exporter.build.workers.tasks import run_all
from exporter.diagnostics import Diagnostics
from tests.benchmarks.ratio import Ratio
from tests.benchmarks.site import SECTIONS, write_site

PAGES = int(os.environ.get("BENCH_PAGES", "150"))
WORKERS, REMOTE = 16, 8
SLEEP = 0.08  # seconds, as long as a PDF of two pages takes
SIZE = 41_000  # bytes of such a PDF
MOST = 2.5  # ms an export
LEAST = 0.95  # of the workers' time


def ratios() -> Iterator[Ratio]:
    """The coordinator's time an export and the part of the workers' time that is used, cold pages included."""
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
    flow = open_flow(open_project(folder, Diagnostics(), file=folder / "exporter.yaml"), workers)
    start, spent = time.perf_counter(), time.process_time()
    exports = flow.plan(Diagnostics())
    planned = time.perf_counter()
    with patch.object(batch, "make_file", sleeping_file):
        batch.build(flow, exports, exports, renderers, batch.BatchOptions())
    spent, end = time.process_time() - spent, time.perf_counter()
    assert len(exports) == PAGES * len(SECTIONS), "each section is an export"
    own = spent / len(exports) * 1000
    used = len(exports) * SLEEP / count / (end - planned)
    note = f"{len(exports)} exports, {planned - start:.1f} s for reading, {end - planned:.1f} s for files"
    yield Ratio(f"the coordinator's time an export, {count} workers {where}, ms", own, MOST, note=note)
    yield Ratio(f"the part of the time of {count} workers {where} that is used", used, LEAST, at_most=False)


def sleeping_file(task: FileTask) -> MadeFile:
    """Return a file that took its time without a processor."""
    document = task.document.value
    time.sleep(SLEEP)
    return described(Rendered(b"%" * SIZE), document, task.format, task.theme, task.findings)
