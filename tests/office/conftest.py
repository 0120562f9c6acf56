"""LibreOffice for the tests of this folder; they run with ``--run-office`` only, since few machines have it."""

import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

PROGRAM = "soffice"
Convert = Callable[[str, Iterable[Path], Path], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """The switch."""
    parser.addoption("--run-office", action="store_true", help="run the tests that need LibreOffice")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip this folder without the switch."""
    if config.getoption("--run-office", default=False):
        return
    for item in items:
        if "office" in item.path.parts:
            item.add_marker(pytest.mark.skip(reason="needs LibreOffice: make test-office"))


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Converts files to a format of LibreOffice into a folder, in a profile of its own."""
    if shutil.which(PROGRAM) is None:
        pytest.fail("no LibreOffice here: apt-get install libreoffice-writer-nogui")
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def run(to: str, files: Iterable[Path], folder: Path) -> None:
        arguments = [PROGRAM, "--headless", f"-env:UserInstallation={profile}", "--convert-to", to]
        arguments += ["--outdir", str(folder), *map(str, files)]
        subprocess.run(arguments, check=True, capture_output=True, timeout=240)

    return run
