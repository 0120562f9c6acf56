"""``exporter init``: what a folder of content needs to be exported."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from exporter.cli.exits import Exit


class Service(StrEnum):
    """Services that there is a workflow for."""

    GITHUB = "github"
    GITLAB = "gitlab"


def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder; this one by default.")] = Path(),
    ci: Annotated[Service | None, typer.Option("--ci", help="Also a workflow for this service.")] = None,
) -> int:
    """Write exporter.yaml, its schema and a sample page; what is there already is never changed."""
    from exporter.cli.starter import starter_files, write_missing

    for path, data in starter_files(folder, ci.value if ci else ""):
        print(f"{'wrote' if write_missing(path, data) else 'kept'} {path.as_posix()}")
    print("next: exporter build")
    return Exit.FINE
