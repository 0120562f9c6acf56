"""The archives that are released: the same from the same source, whole, and of use where there is no checkout."""

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from hatchling.build import build_sdist

from tests.packaging.conftest import ROOT

TOPS = {"exporter", "templates", "styles", "content", "docs"}


def sha256(path: Path) -> str:
    """The sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_same_archives_from_the_same_source(archives: dict[str, Path], tmp_path: Path) -> None:
    """Another build of the source archive has its bytes; a wheel from it, without the address, those of the release."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        again = tmp_path / build_sdist(str(tmp_path))
        patch.delenv("PROJECT_URL")
        command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
        subprocess.run([*command, "--wheel-dir", str(tmp_path), str(again)], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    assert [sha256(again), sha256(wheel)] == [sha256(archives[".gz"]), sha256(archives[".whl"])]


def test_wheel_holds_the_package_and_its_data_alone(archives: dict[str, Path]) -> None:
    """Templates and styles are inside the package; tests, outputs and caches are not."""
    with zipfile.ZipFile(archives[".whl"]) as wheel:
        names = wheel.namelist()
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"exporter", "mdc_exporter"}
    inside = {name.removeprefix("exporter/_data/") for name in names if name.startswith("exporter/_data/")}
    shipped = (p for top in ("templates", "styles") for p in (ROOT / top).rglob("*") if p.is_file())
    assert inside == {p.relative_to(ROOT).as_posix() for p in shipped}
    modules = {p.relative_to(ROOT).as_posix() for p in (ROOT / "exporter").rglob("*.py")}
    assert modules == {name for name in names if name.endswith(".py")}


def test_source_archive_holds_what_a_build_needs(archives: dict[str, Path]) -> None:
    """The package, its data, the example and the words about it; nothing of tests, outputs or caches."""
    with tarfile.open(archives[".gz"]) as archive:
        names = [member.name.split("/", 1)[1] for member in archive.getmembers()]
    assert {name.split("/")[0] for name in names if "/" in name} == TOPS
    assert {"pyproject.toml", "README.md", "LICENSE", "exporter.yaml"} <= set(names)
    assert not [name for name in names if "__pycache__" in name]
