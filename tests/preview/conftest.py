"""A busy machine may take its time: what is waited for comes or it does not."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

SECONDS = 60


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    expect.set_options(timeout=SECONDS * 1000)
    yield
    expect.set_options(timeout=5000)
