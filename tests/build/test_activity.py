"""A task that a limit ends says what used its time and memory up."""

import json
import os
import time
from typing import Any

import pytest

from exporter.activity import Activity, during, last, longest
from exporter.build.workers import Workers
from exporter.build.workers.limits import WorkerLimits
from exporter.build.workers.memory import HAS_LIMITS
from exporter.build.workers.tasks import Failure, run_one
from exporter.model.position import Places

PAGE = Places.of("content/faq.md", "One\n\nTwo\n")


def act(name: str) -> str:
    """Read a little; then draw for too long, die while drawing, or lay out with too much memory."""
    with during(Activity.READING):
        time.sleep(0.1)
    with during(Activity.DIAGRAM, PAGE.pos(5, 6)):
        if name == "slow":
            time.sleep(20)
        if name == "dies":
            os._exit(9)
    with during(Activity.LAYOUT):
        return str(len(bytearray(900_000_000)))


@pytest.fixture(scope="module")
def findings() -> dict[str, Any]:
    """The finding of each of the tasks, one after the other in one worker."""
    with Workers(1, WorkerLimits(seconds=1.0, memory=600_000_000)) as workers:
        results = {name: run_one(workers, act, name) for name in ("slow", "dies", "large")}
    return {name: result.finding for name, result in results.items() if isinstance(result, Failure)}


def test_most_of_the_time_has_a_name_and_a_place(findings: dict[str, Any]) -> None:
    """Seconds, the activity, and the page's line; the hint names the key with a value."""
    slow = findings["slow"]
    expected = "the export took longer than its time limit of 1 s: 1 s of it for the diagram at content/faq.md:3"
    assert (slow.code, slow.message) == ("timeout", expected)
    assert slow.hint == "split the page, or allow more: limits: {run: {seconds: 2}} in exporter.yaml"


def test_a_dead_worker_leaves_its_last_activity(findings: dict[str, Any]) -> None:
    """It could not say anything when it died."""
    assert findings["dies"].message.endswith("; its last activity: the diagram at content/faq.md:3")


@pytest.mark.skipif(not HAS_LIMITS, reason="no limits")
def test_the_activity_that_asked_for_too_much_memory_is_named(findings: dict[str, Any]) -> None:
    """It is the one in which memory ran out."""
    assert findings["large"].message == "the export needs more memory than its limit of 0.6 GB, for the layout"


def test_many_short_ones_are_counted() -> None:
    """Forty pictures of a second each are named as forty pictures; one that took most of the time has its place."""
    spent = {"PICTURE": (39.0, 40, 1.0, "a.md:1"), "READING": (9.0, 1, 9.0, "")}
    note = json.dumps({"spent": spent, "now": ["PICTURE", "a.md:9"], "since": 100.0}).encode()
    assert longest(note, 101.0) == "40 s of it for 40 pictures"
    assert longest(note, 200.0) == "139 s of it for the picture at a.md:9"
    assert last(note) == "the picture at a.md:9"


@pytest.mark.parametrize(
    "note", [b"", b"{", b"[]", b'{"now": 1, "spent": 2}', b'{"now": ["X", ""], "spent": {}}', b"\xff"]
)
def test_a_note_of_something_else_says_nothing(note: bytes) -> None:
    """A worker that runs foreign code may write anything."""
    assert (longest(note), last(note)) == ("", "")
