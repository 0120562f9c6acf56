"""Limits of time and memory grow with the pages of a book, and with nothing else."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from exporter.backends import FORMATS
from exporter.build.limit_groups import stage_limits
from exporter.build.within_limits import timed
from exporter.build.workers import Workers
from exporter.build.workers.limits import PAGE, WorkerLimits, size_of
from exporter.build.workers.memory import HAS_LIMITS
from exporter.build.workers.tasks import Failure, run_one
from exporter.config.load import load
from exporter.diagnostics import Diagnostics

USUAL = WorkerLimits()
KEPT: list[bytearray] = []


@dataclass(frozen=True)
class Task:
    """A task of an export of some size."""

    name: str
    size: float


def act(task: Task) -> str:
    """Take two seconds, or nearly a gigabyte, which ``kept`` does not give back."""
    if task.name == "slow":
        time.sleep(2)
        return "done"
    memory = bytearray(900_000_000)
    if task.name == "kept":
        KEPT.append(memory)
        return "done" * 10_000_000
    return "done"


def test_limits_grow_with_the_text_up_to_a_cap() -> None:
    """A long page counts by its length, as ten at most; of a book's pages each counts as one at most."""
    assert size_of([]) == size_of([50]) == 1.0
    assert size_of([4 * PAGE]) == 4.0
    assert size_of([40 * PAGE]) == size_of([40 * PAGE, PAGE]) == size_of([PAGE // 2] * 20) == 10.0
    assert size_of([3 * PAGE] * 20) == 20.0
    assert USUAL.for_size(1.0) == USUAL
    assert (USUAL.for_size(10.0).seconds, USUAL.for_size(11.0).memory) == (600.0, 4_000_000_000)


def test_a_hint_names_the_key_that_helps() -> None:
    """It is the limit of one page, or the cap where that is reached, with twice its value."""
    assert USUAL.more_time(2.0) == "limits: {run: {seconds: 120}} in exporter.yaml"
    assert USUAL.more_time(99.0) == "limits: {run: {most_seconds: 7200}} in exporter.yaml"
    assert USUAL.fixed(["memory"]).more_memory(99.0) == "limits: {run: {memory: 4000000000}} in exporter.yaml"


def test_growth_ends_at_a_hard_cap() -> None:
    """The largest book takes what the caps say."""
    grown = USUAL.for_size(1e9)
    assert (grown.seconds, grown.memory) == (USUAL.most_seconds, USUAL.most_memory)


@pytest.mark.parametrize(
    ("written", "seconds", "memory"),
    [
        ("{}", 3600.0, 8_000_000_000),
        ("{seconds: 90}", 90.0, 8_000_000_000),
        ("{memory: 1000000000}", 3600.0, 1_000_000_000),
        ("{seconds: 90, most_seconds: 100}", 100.0, 8_000_000_000),
        ("{most_memory: 3000000000}", 3600.0, 3_000_000_000),
        ("{seconds: 9000, most_seconds: 100}", 9000.0, 8_000_000_000),
    ],
)
def test_a_number_of_the_users_holds_for_books(tmp_path: Path, written: str, seconds: float, memory: int) -> None:
    """Caps may be set too; a cap below the number for a page takes nothing from it."""
    (tmp_path / "exporter.yaml").write_text(f"limits: {{run: {written}}}\n")
    found = Diagnostics()
    grown = stage_limits(load(tmp_path, list(FORMATS), found), found)["run"].for_size(1e9)
    assert (grown.seconds, grown.memory) == (seconds, memory)
    assert timed(USUAL, 5.0).for_size(1e9).seconds == 5.0
    assert not list(found)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("slow", "timeout"),
        pytest.param("large", "memory", marks=pytest.mark.skipif(not HAS_LIMITS, reason="no limits")),
    ],
)
def test_a_worker_gives_a_task_what_its_size_says(name: str, code: str) -> None:
    """The same worker ends the same task if it is that of a page, before and after."""
    limits = WorkerLimits(seconds=1.0 if name == "slow" else 60.0, memory=600_000_000)
    with Workers(1, limits) as workers:
        results: list[Any] = [run_one(workers, act, Task(name, size)) for size in (1.0, 30.0, 1.0)]
    assert results[1] == "done"
    assert [r.finding.code for r in results[::2] if isinstance(r, Failure)] == [code, code]


@pytest.mark.skipif(not HAS_LIMITS, reason="no limits")
def test_a_large_task_is_its_workers_last_one() -> None:
    """Its result is sent with the memory that it was made with, and the next task begins with none of that in use."""
    with Workers(1, WorkerLimits(memory=600_000_000)) as workers:
        large, small = (run_one(workers, act, Task(name, size)) for name, size in (("kept", 30.0), ("slow", 1.0)))
    assert (len(large), small) == (40_000_000, "done")
