"""The versions of installed packages."""

import re
from functools import cache
from importlib.metadata import distribution
from typing import Final

_FIELD: Final = re.compile(r"^Version:\s*(\S+)", re.MULTILINE)


@cache
def package_version(name: str) -> str:
    """Return the version of an installed package. Raises ``PackageNotFoundError``.

    ``importlib.metadata.version`` parses all metadata as an e-mail, which takes seven times as long.
    https://packaging.python.org/en/latest/specifications/core-metadata/#version
    """
    installed = distribution(name)
    found = _FIELD.search(installed.read_text("METADATA") or "")
    return found[1] if found else installed.version
