"""The order of versions: numbers count by their value, and a pre-release comes before its release.

As Semantic Versioning has it, https://semver.org/#spec-item-11, for names of any form: ``v4.2``, ``4.2-rc1``, a date.
"""

import re

from exporter.model.export import LATEST
from exporter.model.paths import fault, path_key

VersionKey = tuple[tuple[tuple[int, int, str], ...], int, tuple[tuple[int, int, str], ...]]
_PRERELEASE = re.compile(r"(.*\d)-([A-Za-z].*)")


def release_fault(name: str) -> str | None:
    """Return why a release cannot have this name; None for a good one."""
    if path_key(name) == LATEST:
        return "it stands for the newest one"
    return "it has a slash" if "/" in name else fault(name)


def version_key(version: str) -> VersionKey:
    """Return the sort key of a version."""
    match = _PRERELEASE.fullmatch(version)
    release, before = match.groups() if match else (version, "")
    return _parts(release.lstrip("vV")), int(not before), _parts(before)


def is_prerelease(version: str) -> bool:
    """Return whether a version comes before its release, such as ``4.2-rc1``."""
    return _PRERELEASE.fullmatch(version) is not None


def newest(versions: set[str]) -> str:
    """Return the newest of some versions; a pre-release only if there are no others."""
    released = {version for version in versions if not is_prerelease(version)}
    return max(released or versions, key=lambda version: (version_key(version), version), default="")


def _parts(text: str) -> tuple[tuple[int, int, str], ...]:
    found = re.findall(r"(\d+)|([^\W\d_]+)", text)
    return tuple((1, int(number), "") if number else (0, 0, word.casefold()) for number, word in found)
