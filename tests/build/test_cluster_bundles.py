"""Short tasks go to a cluster in bundles; whatever becomes of one of them, the others come back."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from exporter.build.workers import cluster_executor, remote
from exporter.build.workers.cluster_executor import ClusterExecutor
from exporter.build.workers.limits import WorkerLimits


class KilledWorker(Exception):
    """What a cluster raises for a task whose workers died."""


class Client:
    """A cluster of one worker, which is a thread here; ``bundles`` has the number of tasks of each."""

    def __init__(self) -> None:
        self.bundles: list[int] = []
        self.thread = ThreadPoolExecutor(1)

    def get_executor(self, **_: Any) -> "Client":
        """Itself."""
        return self

    def submit(self, function: Callable[[bytes], bytes], bundle: bytes) -> Future[bytes]:
        """Do a bundle as a worker does."""
        return self.thread.submit(function, bundle)

    def scheduler_info(self) -> dict[str, Any]:
        """One worker."""
        return {"workers": ["w"]}


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A cluster whose worker dies of the task ``die``, and lets the task ``hang`` time out."""
    made, pack = Client(), cluster_executor.pack

    def noted(calls: list[bytes], *limits: Any) -> bytes:
        made.bundles.append(len(calls))
        return pack(calls, *limits)

    def perform(bundle: bytes) -> bytes:
        if b"die" in bundle:
            raise KilledWorker
        return remote.perform(bundle, "w")

    def in_time(call: Any, seconds: float | None) -> Any:
        if call.args == ("hang",):
            raise TimeoutError
        return call()

    monkeypatch.setattr(cluster_executor, "_caller", lambda: perform)
    monkeypatch.setattr(cluster_executor, "pack", noted)
    monkeypatch.setattr(remote, "_in_time", in_time)
    monkeypatch.setattr(remote, "_TURN", remote.threading.Semaphore(9))  # a worker that hangs ends with its turn
    yield made
    made.thread.shutdown()


def test_a_task_that_hangs_or_kills_its_worker_fails_alone(client: Client) -> None:
    """Tasks before it have come back, those behind it go again; all of that in few bundles."""
    names = [f"task {number}" for number in range(100)]
    names[40], names[70] = "hang", "die"
    executor = ClusterExecutor(client, WorkerLimits(), 1, set(), lambda _: None)
    futures = {name: executor.submit(str.upper, name) for name in names}
    errors = {name: error for name, future in futures.items() if (error := future.exception(30)) is not None}
    executor.shutdown()
    assert {name: type(error) for name, error in errors.items()} == {"hang": TimeoutError, "die": KilledWorker}
    assert all(future.result() == name.upper() for name, future in futures.items() if name not in errors)
    assert max(client.bundles) > 1 and len(client.bundles) < 60


def test_a_task_with_limits_of_its_own_goes_alone(client: Client) -> None:
    """It would lend them to the others of its bundle."""
    executor = ClusterExecutor(client, WorkerLimits(), 1, set(), lambda _: None)
    futures = [executor.submit_sized(2.0 if number % 10 == 9 else 1.0, str.upper, "a") for number in range(100)]
    assert [future.result(30) for future in futures] == ["A"] * 100
    executor.shutdown()
    assert max(client.bundles) > 1 and client.bundles.count(1) >= 10
