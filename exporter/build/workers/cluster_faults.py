"""The faults of a cluster as a whole: it cannot be reached, or its workers cannot be used."""

from exporter.build.workers.tasks import Failure
from exporter.diagnostics import Code, Severity

CLUSTER = Code(
    "cluster",
    Severity.ERROR,
    "The cluster cannot be reached, or has no worker with the same versions.",
    why="Files can only be made on a cluster whose workers have the same fonts and libraries.",
    mend="Check the scheduler's address and its workers, or build without --cluster.",
)
REFUSED = Code(
    "refused-worker",
    Severity.WARNING,
    "A worker has other versions and is not used.",
    why="A worker with other versions would make different files.",
    mend="Install the same versions on the worker as on this machine.",
)
CODES = (CLUSTER, REFUSED)
SAME = "install the same versions on it: the same release with the same constraints.txt"


def cluster_failure(message: str, hint: str) -> Failure:
    """Return the failure of every task that a cluster cannot do."""
    return Failure(CLUSTER.finding(message, hint=hint), exit_code=3)
