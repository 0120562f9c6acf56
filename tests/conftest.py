"""What tests of several parts share: a real browser, and how properties are searched."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from exporter.backends import FORMATS
from exporter.build.workers import fork_server, pool

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

# the same examples in every run, so that a change is what fails; `make fuzz` searches further
settings.register_profile("checks", deadline=None, derandomize=True, database=None)
settings.load_profile("checks")


@pytest.fixture(scope="session", autouse=True)
def one_worker_a_run() -> Iterator[None]:
    """Each run in this process starts one worker, off a server with all formats: other tests use the other one."""
    fork_server.preload(FORMATS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "processors", lambda: 1)
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium a test run; without network of its own."""
    if not Path(CHROMIUM).exists():
        pytest.fail("no Chromium here: apt-get install chromium")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield found
        found.close()
