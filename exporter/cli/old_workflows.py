"""Workflows that ``exporter init --ci`` of version 0.1 wrote, found by their content."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from exporter.cachedir_tag import repository
from exporter.disk import read_regular

LARGEST = 100_000  # bytes of a workflow
BEGINS = (
    "# Checks the content, builds the documents, and says on a ",
    "# Check the content, build the documents, and report the changed downloads of a ",
)
COMMAND = "exporter build --cache .exporter-cache"
FILES = ((".github/workflows/*.y*ml", "github"), (".gitlab-ci.yml", "gitlab"))


def old_workflows(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield each workflow of 0.1 in the repository of a folder, or else in the folder, with the name of its service."""
    top = repository(folder) or folder
    for pattern, service in FILES:
        for file in sorted(top.glob(pattern)):
            if _is_old(file):
                yield file.relative_to(top), service


def _is_old(file: Path) -> bool:
    with suppress(OSError, UnicodeDecodeError):
        text = read_regular(file, LARGEST).decode()
        return text.startswith(BEGINS) and COMMAND in text
    return False
