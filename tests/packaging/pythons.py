"""Every Python that the package names and this machine has: ``python -m tests.packaging.pythons``.

Each gets an environment of its own, in which all tests run; then each builds the downloads of ``content/``, whose bytes
are compared. ``--bytes`` leaves the tests out.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXTRAS = "dev,preview,spelling,cluster,docs,cjk,math,diagrams"


def versions() -> list[str]:
    """The versions that the package's classifiers name, such as ``3.12``."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found = (re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", line) for line in project["classifiers"])
    return [match[1] for match in found if match]


def interpreter(version: str) -> Path | None:
    """The interpreter of a version, on the search path or kept by pyenv."""
    home = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    kept = sorted(home.glob(f"versions/{version}.*/bin/python"), reverse=True)
    found = shutil.which(f"python{version}")
    candidates = [*kept, *([Path(found)] if found else [])]
    return next((python for python in candidates if subprocess.run([python, "-c", ""]).returncode == 0), None)


def environment(version: str, python: Path) -> Path:
    """The interpreter of an environment with the exporter and its tools."""
    folder = ROOT / f".venv-{version}"
    own = folder / "bin" / "python"
    if not own.exists():
        subprocess.run([python, "-m", "venv", folder], check=True)
    pip = [own, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--constraint", "constraints.txt", "--editable", f".[{EXTRAS}]"], cwd=ROOT, check=True)
    return own


def hashes(python: Path, folder: Path) -> dict[str, str]:
    """The sha256 of each file that an interpreter makes of ``content/``."""
    command = [python, "-P", "-m", "exporter", "build", "--out", folder, "--no-cache"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    subprocess.run([*command, "--to", "pdf,docx,html,epub,gfm,text,json"], cwd=ROOT, env=environment, check=True)
    return {path.relative_to(folder).as_posix(): _sha256(path) for path in _files(folder)}


def _files(folder: Path) -> Iterator[Path]:
    return (path for kind in ("public", "review") for path in sorted((folder / kind).rglob("*")) if path.is_file())


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main(*options: str) -> int:
    """Say for each version whether its tests pass and its files have the bytes of the first one; 1 if not."""
    failed, first = False, None
    for version in versions():
        python = interpreter(version)
        if python is None:
            print(f"Python {version}: not on this machine")
            continue
        own = environment(version, python)
        tests = None if "--bytes" in options else subprocess.run([own, "-m", "pytest", "-n", "2"], cwd=ROOT).returncode
        made = hashes(own, ROOT / f".venv-{version}" / "made")
        first = first if first is not None else made
        other = sorted(name for name in made.keys() | first.keys() if made.get(name) != first.get(name))
        failed |= bool(tests or other)
        told = {None: "not run", 0: "pass"}.get(tests, "fail")
        print(f"Python {version}: tests {told}; {len(made)} files, {len(other)} with other bytes than the first's")
        print("".join(f"  {name}\n" for name in other), end="")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
