"""``exporter init``: what a folder of content needs to be exported."""

from enum import StrEnum
from os.path import relpath
from pathlib import Path
from typing import Annotated

import typer

from exporter.cli.exits import Exit
from exporter.diagnostics import visible


class Service(StrEnum):
    """Services that there is a workflow for."""

    GITHUB = "github"
    GITLAB = "gitlab"


def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder; this one by default.")] = Path(),
    ci: Annotated[Service | None, typer.Option("--ci", help="Also a workflow for this service.")] = None,
) -> int:
    """Write exporter.yaml, its schema, a sample page and a .gitignore; what is there already is never changed.

    The workflow goes to the top of the git repository, where the service looks for it.
    """
    from exporter.cli.starter import starter_files, write_missing

    for file in starter_files(folder, ci.value if ci else ""):
        wrote = write_missing(file.path, file.data)
        told = f": {file.advice}" if file.advice and not wrote else ""
        print(f"{'wrote' if wrote else 'kept'} {_shown(file.path)}{told}")
    print("next: exporter build")
    return Exit.FINE


def _shown(path: Path) -> str:
    """A path as the user may open it from the current folder."""
    return visible(Path(relpath(path)).as_posix() if path.is_absolute() else path.as_posix())
