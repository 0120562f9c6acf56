"""How workers come to be: forked off a server that has imported all that is heavy, where the system can fork."""

import multiprocessing
from collections.abc import Iterable
from typing import Any

READING = ("exporter.pipeline.reading", "exporter.pipeline.jobs")
FIRST, LAST = "exporter.batch.forked", "exporter.batch.work"


def context() -> Any:
    """What makes processes."""
    return multiprocessing.get_context("forkserver" if can_fork() else "spawn")


def can_fork() -> bool:
    """Whether this system has servers that workers are forked off."""
    return "forkserver" in multiprocessing.get_all_start_methods()


def modules(formats: Iterable[str]) -> list[str]:
    """What workers import to read pages and to render these formats."""
    from exporter.backends import loaded

    return [FIRST, *READING, *loaded(formats), LAST]


def preload(names: Iterable[str]) -> None:
    """Say what the server is to import; without effect once it runs."""
    if can_fork():
        multiprocessing.get_context("forkserver").set_forkserver_preload(list(names))


def begin() -> None:
    """Start the server, which imports while this process goes on."""
    if can_fork():
        from multiprocessing import forkserver

        forkserver.ensure_running()
