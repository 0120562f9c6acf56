"""The lock of the exporter's packages for CI: each with its version and the hash of its file."""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution, distributions
from pathlib import Path
from typing import Any

from exporter.diagnostics import EnvironmentFault, visible
from exporter.version import __version__

FILE = "exporter-requirements.txt"
PACKAGE = "mdc-exporter"
PYTHON = "3.11"
EXTRAS = ("math", "diagrams", "cjk", "spelling", "preview")  # those that change files and reports
SECONDS = 600
# what Ubuntu 24.04 and Debian 12 run: https://peps.python.org/pep-0600/
PLATFORMS = ("manylinux2014_x86_64", *(f"manylinux_2_{minor}_x86_64" for minor in range(36, 16, -1)))
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_HEAD = f"""\
# The packages of the exporter for CI: Python {PYTHON} on Linux (x86-64), each with the hash of its file.
# 'exporter init --ci' wrote it, with the versions of its machine. To renew it, remove it and run that again.
"""


def package_lock() -> bytes:
    """Return the lock of this version with the extras that are installed. Raises ``EnvironmentFault``.

    pip asks the index of packages that it is configured for; nothing is installed.
    """
    with tempfile.TemporaryDirectory(prefix="exporter-lock-") as folder:
        pins = Path(folder, "installed.txt")
        pins.write_text("".join(f"{name}=={version}\n" for name, version in _installed()))
        return lock_text(_resolved(folder, pins))


def lock_text(report: Mapping[str, Any]) -> bytes:
    """Return the lines of a lock from pip's report of an installation. Raises ``EnvironmentFault``.

    https://pip.pypa.io/en/stable/reference/installation-report/
    """
    try:
        lines = [
            f"{item['metadata']['name']}=={item['metadata']['version']}"
            f" --hash=sha256:{item['download_info']['archive_info']['hashes']['sha256']}\n"
            for item in report["install"]
        ]
    except (KeyError, TypeError) as error:
        raise _failed("pip's report has no hash of each package") from error
    return "".join([_HEAD, *sorted(lines, key=str.casefold)]).encode()


def _installed() -> Iterator[tuple[str, str]]:
    """Yield the names and versions of the installed packages."""
    for found in distributions():
        name = found.metadata["Name"]
        if name and _NAME.fullmatch(name) and name != PACKAGE:
            yield name, found.version


def _extras() -> list[str]:
    """Return the extras of the exporter whose packages are all installed."""
    wanted = {extra: [] for extra in EXTRAS}  # type: dict[str, list[str]]
    for requirement in distribution(PACKAGE).requires or []:
        extra = re.search(r"extra == ['\"]([a-z]+)['\"]", requirement)
        name = _NAME.match(requirement)
        if extra and name and extra[1] in wanted:
            wanted[extra[1]].append(name[0])
    return [extra for extra, names in wanted.items() if names and all(map(_is_installed, names))]


def _is_installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def _resolved(folder: str, pins: Path) -> Mapping[str, Any]:
    """Return pip's report of an installation that is not made."""
    extras = f"[{','.join(found)}]" if (found := _extras()) else ""
    platform = ["--implementation=cp", f"--python-version={PYTHON}", "--only-binary=:all:"]
    platform += [f"--platform={name}" for name in PLATFORMS]
    command = [sys.executable, "-I", "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet", "--report=-"]
    command += ["--disable-pip-version-check", "--no-input", "--retries=1", f"--target={folder}", *platform]
    command += [f"--constraint={pins}", f"{PACKAGE}{extras}=={__version__}"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=SECONDS, check=False, text=True)
        if done.returncode:
            lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR: ")]
            raise _failed((lines or ["pip failed"])[-1].removeprefix("ERROR: "))
        report = json.loads(done.stdout)
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        raise _failed(f"pip cannot be used ({type(error).__name__})") from error
    return report if isinstance(report, dict) else {}


def _failed(why: str) -> EnvironmentFault:
    hint = "the workflow needs it: run 'exporter init --ci' again where pip reaches its index of packages"
    return EnvironmentFault(visible(f"{FILE} was not written: {why}"), code="package-lock", hint=hint)
