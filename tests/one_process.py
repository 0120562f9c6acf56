"""Runs without worker processes, which cost a test more than its work."""

from typing import Any

import pytest

from exporter.build.workers import Workers


def in_one_process(patch: pytest.MonkeyPatch) -> None:
    """Let commands and public functions do in this process all that workers do otherwise."""

    def here(*values: Any, **options: Any) -> Workers:
        return Workers(*values, **{**options, "in_process": True})

    patch.setattr("exporter.build.within_limits.Workers", here)
    patch.setattr("exporter.build.warm_start.begin", lambda *_: None)
