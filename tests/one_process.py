"""Runs without worker processes, which cost a test more than its work."""

from functools import partial

import pytest

from exporter.build.workers import Workers


def in_one_process(patch: pytest.MonkeyPatch) -> None:
    """Let commands and public functions do in this process all that workers do otherwise."""
    patch.setattr("exporter.build.within_limits.Workers", partial(Workers, in_process=True))
    patch.setattr("exporter.build.warm_start.begin", lambda *_: None)
