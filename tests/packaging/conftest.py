"""The archives of a release, and an environment in which a stranger installs them."""

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ADDRESS = "https://code.example.org/docs/mdc-exporter"


def built(folder: Path, project: Path = ROOT) -> dict[str, Path]:
    """The wheel and the source archive of a project, by suffix."""
    environment = {"SOURCE_DATE_EPOCH": "1700000000", **os.environ}
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(project)]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return {path.suffix: path for path in folder.iterdir()}


def install(python: Path, wheel: Path) -> None:
    """Install a wheel in the environment of an interpreter, without a network."""
    options = ["install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", "--python", str(python), *options], check=True, capture_output=True)


def run(command: list[str], *arguments: str, folder: Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    """A command in a folder of its own and away from the checkout, which ends with ``code``."""
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "SOURCE_DATE_EPOCH")}
    environment |= {"EXPORTER_CACHE": str(folder.parent / "cache")}
    done = subprocess.run([*command, *arguments], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == code, done.stderr
    return done


@pytest.fixture(scope="session", autouse=True)
def _as_in_the_release_workflow() -> Iterator[None]:
    """Know the address of the source code and the time of the commit."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PROJECT_URL", ADDRESS)
        patch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        yield


@pytest.fixture(scope="session")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The archives, built once."""
    return built(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def python(archives: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment with the wheel alone, which takes other packages from this one."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    install(python, archives[".whl"])
    (own,) = home.glob("lib/python*/site-packages")
    (own / "others.pth").write_text(sysconfig.get_path("purelib") + "\n")
    where = [python, "-I", "-c", "import exporter; print(exporter.__file__)"]
    found = subprocess.run(where, capture_output=True, cwd=home)
    assert str(own) in found.stdout.decode()
    return python


@pytest.fixture(scope="module")
def command(python: Path) -> list[str]:
    """The command of the wheel."""
    return [str(python.parent / "exporter")]
