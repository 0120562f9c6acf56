"""Plug-ins: the components, formats and checks that installed packages offer by entry points.

https://packaging.python.org/en/latest/specifications/entry-points/
"""

import hashlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path, PurePath
from traceback import walk_tb
from typing import Any

from exporter.diagnostics import ExporterError, UsageError

COMPONENTS, FORMATS, CHECKS = GROUPS = ("mdc_exporter.components", "mdc_exporter.formats", "mdc_exporter.checks")
PASSED_ON = (ExporterError, KeyboardInterrupt, MemoryError)  # exceptions that are no fault of the plug-in
HINT = "fix it there, or uninstall its package"


def points(group: str) -> Sequence[EntryPoint]:
    """Return the entry points of a group, by name."""
    return _found(tuple(sys.path))[group]


@cache  # by search path: each look reads the metadata of all installed packages
def _found(_: tuple[str, ...]) -> Mapping[str, Sequence[EntryPoint]]:
    every = entry_points()
    return {group: sorted(every.select(group=group), key=lambda point: point.name) for group in GROUPS}


def loaded(point: EntryPoint, fault: Callable[[Any], str | None]) -> Any:
    """Return the object of an entry point.

    Raises ``UsageError`` if its module cannot be imported, or if ``fault`` says why the object cannot be used.
    """
    try:
        value = point.load()
        reason = fault(value)
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException as error:  # a module may end the process while it is imported
        reason = described(error, point.value)
    if reason:
        kind = point.group.rpartition(".")[2].removesuffix("s")
        message = f"{kind} '{point.name}' ({point.value}): {reason}"
        raise UsageError(message, code="plugin", hint="fix or uninstall its package")
    return value


def versions() -> Mapping[str, str]:
    """Return the packages with plug-ins, with the version and a hash of the code of each."""
    return {name: f"{version} {_code(module)}" for name, version, module in sorted(_packages())}


def _packages() -> Iterator[tuple[str, str, str]]:
    for group in GROUPS:
        for point in points(group):
            name, version = (point.dist.name, point.dist.version) if point.dist else (point.value, "")
            yield f"{name}:{point.module.partition('.')[0]}", version, point.module.partition(".")[0]


def _code(module: str) -> str:
    """Return the first digits of a sha256 over the Python files of a top-level module."""
    try:
        spec = find_spec(module)
    except (ImportError, ValueError):
        return ""
    if spec is None:
        return ""
    folders = [Path(folder) for folder in spec.submodule_search_locations or ()]
    found = sorted(file for folder in folders for file in folder.rglob("*.py")) or [Path(spec.origin or "")]
    digest = hashlib.sha256()
    for file in found:
        if file.is_file():
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def described(error: BaseException, module: str) -> str:
    """Return an exception in one line, with the last line of ``module``'s package that it came through."""
    try:
        words = " ".join(str(error).split())[:300]
    except Exception:  # its own __str__ fails
        words = ""
    package = module.partition(".")[0].partition(":")[0]
    lines = [
        f" ({PurePath(frame.f_code.co_filename).name}, line {line})"
        for frame, line in walk_tb(error.__traceback__)
        if str(frame.f_globals.get("__name__", "")).partition(".")[0] == package
    ]
    return f"{type(error).__name__}{': ' if words else ''}{words}{lines[-1] if lines else ''}"


def kind_of(value: object) -> str:
    """Return words for the type of a value, as 'a list'."""
    return "nothing" if value is None else named(type(value).__name__)


def named(kind: str) -> str:
    """Return a noun with its article."""
    return f"{'an' if kind[:1].lower() in 'aeiou' else 'a'} {kind}"
