"""Workers: processes of this machine, or of a cluster, that do the tasks of a run within limits."""

from exporter.build.workers.pool import WorkerPool, Workers
from exporter.build.workers.shared import shared_folder

__all__ = ["WorkerPool", "Workers", "shared_folder"]
