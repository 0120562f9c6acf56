"""Values that all tasks of a run share travel once."""

import pickle
from pathlib import Path

from exporter.build.workers import Workers
from exporter.build.workers.limits import WorkerLimits
from exporter.build.workers.shared import Shared, _shared


def length(task: tuple[int, Shared[bytes]]) -> tuple[int, int]:
    """The task's number, and the length of what it shares."""
    number, shared = task
    return number, len(shared.value)


def test_a_task_is_as_small_with_a_large_value() -> None:
    """A task has the same size whatever it shares; each worker reads the value."""
    small, large = Shared(b""), Shared(b"x" * 1_000_000)
    assert abs(len(pickle.dumps(small)) - len(pickle.dumps(large))) < 20
    with Workers(2, WorkerLimits()) as workers:
        futures = [workers.engine.submit(length, (number, large)) for number in range(4)]
        assert sorted(future.result() for future in futures) == [(number, 1_000_000) for number in range(4)]


def test_a_process_reads_a_value_once() -> None:
    """Two tasks in one process have the same object."""
    shared = Shared(["a"])
    sent = pickle.dumps(shared)
    assert pickle.loads(sent) is pickle.loads(sent)
    assert pickle.loads(sent).value == ["a"]


def test_the_file_ends_with_the_value() -> None:
    """A preview of days leaves no files behind, but for the one of its last plan."""
    shared = Shared(b"x")
    pickle.dumps(shared)
    file = Path(str(shared._file))
    assert file.is_file()
    _shared.cache_clear()
    del shared
    assert not file.exists()
