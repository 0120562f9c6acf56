"""The archives that are released: the same from the same source, whole, and of use where there is no checkout."""

import hashlib
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOPS = {"exporter", "templates", "styles", "content"}
PAGE = "---\ntitle: A loose page\n---\n\n## Why?\n\nBecause of *this*:\n\n![A dot](dot.svg)\n"
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="4"/></svg>'


def built(folder: Path) -> dict[str, Path]:
    """The wheel and the source archive of the project, by suffix."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return {path.suffix: path for path in folder.iterdir()}


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The archives, built once."""
    return built(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def command(archives: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command of the wheel in an environment of its own, which takes other packages from this one."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    install = ["install", "--quiet", "--no-index", "--no-deps", str(archives[".whl"])]
    subprocess.run([sys.executable, "-m", "pip", "--python", str(python), *install], check=True, capture_output=True)
    (own,) = home.glob("lib/python*/site-packages")
    (own / "others.pth").write_text(sysconfig.get_path("purelib") + "\n")
    where = [python, "-I", "-c", "import exporter; print(exporter.__file__)"]
    found = subprocess.run(where, capture_output=True, cwd=home)
    assert str(own) in found.stdout.decode()
    return [str(home / "bin" / "exporter")]


def sha256(path: Path) -> str:
    """The sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def run(command: list[str], *arguments: str, folder: Path) -> str:
    """What a command that goes well says on stderr, in a folder of its own and away from the checkout."""
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "SOURCE_DATE_EPOCH")}
    environment |= {"EXPORTER_CACHE": str(folder.parent / "cache")}
    done = subprocess.run([*command, *arguments], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_same_archives_from_the_same_source(archives: dict[str, Path], tmp_path: Path) -> None:
    """Two builds give the same bytes, of the wheel and of the source archive."""
    again = built(tmp_path)
    assert {s: sha256(p) for s, p in again.items()} == {s: sha256(p) for s, p in archives.items()}


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


def test_a_page_alone_in_a_folder(command: list[str], tmp_path: Path) -> None:
    """One page and the picture beside it, no configuration: all formats, with no finding."""
    (tmp_path / "page.md").write_text(PAGE)
    (tmp_path / "dot.svg").write_text(DOT)
    told = run(command, "build", "page.md", folder=tmp_path)
    assert "3 built, 0 failed, 0 warnings" in told
    files = sorted(p.relative_to(tmp_path).as_posix() for p in (tmp_path / "out").rglob("page.*"))
    assert files == ["out/public/page.html", "out/public/page.pdf", "out/review/page.docx"]
    html = (tmp_path / "out/public/page.html").read_text()
    assert 'alt="A dot"' in html
    assert "Because of" in html


def test_a_new_folder_is_set_up_and_built(command: list[str], tmp_path: Path) -> None:
    """What ``init`` writes is built without a finding."""
    run(command, "init", folder=tmp_path)
    assert "0 failed, 0 warnings" in run(command, "build", folder=tmp_path)
    assert list((tmp_path / "out/public").rglob("*.pdf"))
