"""The check before a release: ``python -m tests.packaging.release v1.2.3``.

The archives in ``dist/`` are those that another build of the same commit gives; they have the version of the tag,
metadata that the index takes (https://packaging.python.org/en/latest/specifications/core-metadata/), and no link that
leads nowhere.
"""

import re
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from packaging.metadata import Metadata

from tests.packaging.conftest import ROOT, built


def wheel_metadata(wheel: Path) -> Metadata:
    """The checked metadata of a wheel. Raises an exception group with all faults."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return Metadata.from_email(archive.read(name), validate=True)


def archive_metadata(archive: Path) -> Metadata:
    """The checked metadata of a source archive. Raises an exception group with all faults."""
    with tarfile.open(archive) as files:
        (name,) = (name for name in files.getnames() if re.fullmatch("[^/]+/PKG-INFO", name))
        inside = files.extractfile(name)
        assert inside is not None
        return Metadata.from_email(inside.read(), validate=True)


def relative_links(readme: str) -> list[str]:
    """The links and pictures of a README that lead nowhere on another host."""
    return re.findall(r"\]\((?![a-z]+:|#)([^)]+)\)", readme)


def faults(tag: str, archives: dict[str, Path], again: dict[str, Path]) -> Iterator[str]:
    """What keeps these archives from being published."""
    for suffix, archive in archives.items():
        if archive.read_bytes() != again[suffix].read_bytes():
            yield f"{archive.name}: another build gives other bytes"
        data = wheel_metadata(archive) if suffix == ".whl" else archive_metadata(archive)
        if tag != f"v{data.version}":
            yield f"{archive.name}: version {data.version} is not that of the tag {tag}"
        if not data.project_urls:
            yield f"{archive.name}: no links; set PROJECT_URL to the address of the source code"
        if links := relative_links(data.description or ""):
            yield f"{archive.name}: links that lead nowhere: {', '.join(links)}"


def main(tag: str) -> int:
    """Print all faults; 1 if there is one."""
    archives = built(ROOT / "dist")
    with tempfile.TemporaryDirectory() as folder:
        found = list(faults(tag, archives, built(Path(folder))))
    print("\n".join(found) or f"dist/: {', '.join(path.name for path in archives.values())}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
