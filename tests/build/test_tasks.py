"""Tasks apart from each other: what one does wrong ends no other."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from typing import Any

import pytest

from exporter.build.workers import Workers
from exporter.build.workers.limits import WorkerLimits
from exporter.build.workers.tasks import Failure, Tasks, run_all
from exporter.build.workers.worker_queue import Task as PoolTask
from exporter.build.workers.worker_queue import WorkerQueue
from exporter.diagnostics import EnvironmentFault


def act(task: str) -> str:
    """Do what the task says; at the top of the module, so that workers find it."""
    match task.split():
        case ["die"]:
            os._exit(7)
        case ["kill"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["hang"]:
            time.sleep(60)
        case ["eat"]:
            return str(len(bytearray(8 << 30)))
        case ["raise"]:
            raise KeyError("of a bug")
        case ["deep"]:
            return act("deep")
        case ["lack"]:
            raise EnvironmentFault("no Pango", hint="install it")
    return task.upper()


def results(workers: Workers, tasks: list[str], **how: Any) -> dict[str, Any]:
    """Return the result of each task."""
    with workers:
        return dict(run_all(workers, act, tasks, **how))


def test_every_fault_is_one_finding_and_ends_no_other_task() -> None:
    """A death, a kill, a hang, too much memory and a bug among tasks that are fine."""
    tasks = ["a", "die", "b", "hang", "kill", "c", "eat", "raise", "deep", "d", "e"]
    done = results(Workers(2, WorkerLimits(seconds=2.0, memory=2 << 30)), tasks, at_once=4)
    assert [done[t] for t in "abcde"] == list("ABCDE")
    codes = {t: r.finding.code for t, r in done.items() if isinstance(r, Failure)}
    assert codes == {
        "die": "crash",
        "kill": "crash",
        "hang": "timeout",
        "eat": "memory",
        "raise": "internal",
        "deep": "internal",
    }


def test_a_bug_keeps_its_traceback_and_means_exit_3() -> None:
    """The place of a bug is known where it is reported."""
    failure = results(Workers(in_process=True), ["raise"])["raise"]
    assert isinstance(failure, Failure)
    assert "KeyError" in failure.finding.message
    assert 'raise KeyError("of a bug")' in failure.traceback
    assert failure.exit_code == 3


def test_what_the_machine_lacks_is_told_as_it_is() -> None:
    """A missing library is no bug."""
    failure = results(Workers(in_process=True), ["lack"])["lack"]
    assert (failure.finding.message, failure.finding.hint, failure.exit_code) == ("no Pango", "install it", 3)


def test_no_task_starts_without_room_for_it() -> None:
    """With room for one, a task starts only once the one before it has ended, failed or not."""
    started: list[str] = []

    def note(task: str) -> str:
        started.append(task)
        return act(task)

    with Workers(in_process=True) as workers, Tasks[str](workers, note, at_once=1) as tasks:
        assert list(tasks.until_room()) == []
        tasks.start("raise")
        ((task, result),) = tasks.until_room()
        assert (task, isinstance(result, Failure), started) == ("raise", True, ["raise"])
        tasks.start("b")
        assert list(tasks.rest()) == [("b", "B")]


def test_interrupted_loop_leaves_no_task_running() -> None:
    """Who stops listening stops the batch, also a task that would take a minute."""
    with pytest.raises(KeyboardInterrupt), Workers(1) as workers:
        for _ in run_all(workers, act, ["a", "hang", "hang"], at_once=2):
            raise KeyboardInterrupt
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("jobs", [1, 3])
def test_same_results_with_any_number_of_workers(jobs: int) -> None:
    """How many work at once changes nothing in what comes out."""
    tasks = [f"task{n}" for n in range(20)]
    assert results(Workers(jobs), tasks, at_once=jobs) == {t: t.upper() for t in tasks}


def test_a_worker_that_is_lost_while_it_waits_costs_nothing() -> None:
    """Whoever kills idle workers finds the next tasks done by others."""
    with Workers(2, WorkerLimits(seconds=20.0)) as workers:
        assert dict(run_all(workers, act, ["a", "b"], at_once=2)) == {"a": "A", "b": "B"}
        for process in multiprocessing.active_children():
            process.kill()
            process.join()
        time.sleep(0.3)  # until the loss is noticed
        assert dict(run_all(workers, act, ["c", "d", "e"], at_once=3)) == {"c": "C", "d": "D", "e": "E"}


def test_each_task_that_kills_its_worker_is_one_finding() -> None:
    """What waited behind it in the same worker is done by the next one, however often that happens."""
    tasks = ["kill", "a", "die", "b", "kill ", "c", "d"]
    done = results(Workers(1, WorkerLimits(seconds=20.0)), tasks, at_once=4)
    assert [done[t] for t in "abcd"] == list("ABCD")
    assert [r.finding.code for r in done.values() if isinstance(r, Failure)] == ["crash"] * 3


def test_a_queue_is_counted_while_its_tasks_end() -> None:
    """Tasks end in other threads, however often the queue is asked for its length meanwhile."""
    pool = ThreadedPool()
    queue = WorkerQueue(lambda: pool)
    for _ in range(200):
        futures = [queue.submit(PoolTask(int)) for _ in range(30)]
        while not all(future.done() for future in futures):
            assert len(queue) <= len(futures)
    assert len(queue) == 0


class ThreadedPool(ThreadPoolExecutor):
    """The part of a pool of processes that a queue needs, with a thread in place of the process."""

    active = True

    def schedule(self, call: Callable[[], Any], **_: object) -> Future[Any]:
        """Run a task in the thread."""
        return self.submit(call)


def test_tasks_fail_where_no_other_worker_can_start() -> None:
    """A worker dies, and the machine has no thread left for the next one: every waiting task is told, none waits on."""
    made: list[Future[Any]] = []

    class Pool:
        active, _loops = True, ()

        def schedule(self, *_: Any, **__: Any) -> Future[Any]:
            made.append(Future())
            return made[-1]

        def stop(self) -> None:
            """Nothing runs."""

        join = stop

    pools = iter([Pool()])
    queue = WorkerQueue(lambda: next(pools, None) or no_thread())
    first, second = queue.submit(PoolTask(str)), queue.submit(PoolTask(str))
    made[1].set_exception(BrokenExecutor())
    assert isinstance(first.exception(1), BrokenExecutor)
    with pytest.raises(EnvironmentFault, match="no worker process can be started"):
        second.result(1)


def no_thread() -> None:
    """As a system does that has no memory for another thread."""
    raise RuntimeError("can't start new thread")
