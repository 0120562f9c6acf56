"""Tasks apart from each other: what one does wrong ends no other."""

import multiprocessing
import os
import signal
import time
from concurrent.futures import Executor
from typing import Any

import pytest

from exporter.build.isolation import Failure, run_all
from exporter.build.workers import InProcess, LimitedPool, Workers
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


def results(engine: Executor, tasks: list[str], **how: Any) -> dict[str, Any]:
    """What came of each task."""
    with engine:
        return dict(run_all(engine, act, tasks, **how))


def test_every_fault_is_one_finding_and_ends_no_other_task() -> None:
    """A death, a kill, a hang, too much memory and a bug among tasks that are fine."""
    tasks = ["a", "die", "b", "hang", "kill", "c", "eat", "raise", "deep", "d", "e"]
    done = results(LimitedPool(2, timeout=2.0, memory=2 << 30), tasks, at_once=4)
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
    failure = results(InProcess(), ["raise"])["raise"]
    assert isinstance(failure, Failure)
    assert "KeyError" in failure.finding.message
    assert 'raise KeyError("of a bug")' in failure.traceback
    assert failure.exit_code == 3


def test_what_the_machine_lacks_is_told_as_it_is() -> None:
    """A missing library is no bug."""
    failure = results(InProcess(), ["lack"])["lack"]
    assert (failure.finding.message, failure.finding.hint, failure.exit_code) == ("no Pango", "install it", 3)


def test_fail_fast_begins_nothing_more() -> None:
    """After a failure no further task is begun."""
    assert list(results(InProcess(), ["a", "raise", "b"], fail_fast=True)) == ["a", "raise"]


def test_interrupted_loop_leaves_no_task_running() -> None:
    """Who stops listening stops the batch, also a task that would take a minute."""
    engine = LimitedPool(1, timeout=None, memory=None)
    for _ in run_all(engine, act, ["a", "hang", "hang"], at_once=2):
        break
    engine.shutdown(cancel_futures=True)
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("jobs", [1, 3])
def test_same_results_with_any_number_of_workers(jobs: int) -> None:
    """How many work at once changes nothing in what comes out."""
    tasks = [f"task{n}" for n in range(20)]
    assert results(Workers(jobs).engine, tasks, at_once=jobs) == {t: t.upper() for t in tasks}


def test_a_worker_that_is_lost_while_it_waits_costs_nothing() -> None:
    """Whoever kills idle workers finds the next tasks done by others."""
    with Workers(2, timeout=20.0) as workers:
        assert dict(run_all(workers.engine, act, ["a", "b"], at_once=2)) == {"a": "A", "b": "B"}
        for process in multiprocessing.active_children():
            process.kill()
            process.join()
        time.sleep(0.3)  # until the loss is noticed
        assert dict(run_all(workers.engine, act, ["c", "d", "e"], at_once=3)) == {"c": "C", "d": "D", "e": "E"}


def test_each_task_that_kills_its_worker_is_one_finding() -> None:
    """What waited behind it in the same worker is done by the next one, however often that happens."""
    tasks = ["kill", "a", "die", "b", "kill ", "c", "d"]
    done = results(LimitedPool(1, timeout=20.0, memory=None), tasks, at_once=4)
    assert [done[t] for t in "abcd"] == list("ABCD")
    assert [r.finding.code for r in done.values() if isinstance(r, Failure)] == ["crash"] * 3
