"""``exporter init``: write the files that a folder of content needs to be exported."""

import json
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from os.path import relpath
from pathlib import Path
from typing import Annotated

import typer

from exporter.cachedir_tag import repository
from exporter.cli.destination import replace_file
from exporter.cli.exit_codes import Exit
from exporter.cli.reference import config_schema_text
from exporter.diagnostics import visible
from exporter.disk import read_regular
from exporter.theme.files import Theme

CI = {"github": (".github/workflows/documents.yml", "ci/github.yml"), "gitlab": (".gitlab-ci.yml", "ci/gitlab.yml")}
IGNORED = ("out/", ".exporter-cache/")
# Changes of a workflow whose project lies in a folder of its repository: texts of the template and their successors.
IN_FOLDER = {
    "github": (
        ("    steps:\n", "    defaults:\n      run:\n        working-directory: {folder}\n    steps:\n"),
        ("path: .exporter-cache\n", "path: {cache}\n"),
        ("path: out\n", "path: {out}\n"),
    ),
    "gitlab": (
        ("paths: [.exporter-cache]\n", "paths: [{cache}]\n"),
        ("  script:\n", "  script:\n    - {enter}\n"),
        ("paths: [out]\n", "paths: [{out}]\n"),
        ("junit: report.xml\n", "junit: {report}\n"),
    ),
}


class Service(StrEnum):
    """Services that there is a workflow for."""

    GITHUB = "github"
    GITLAB = "gitlab"


@dataclass(frozen=True, slots=True)
class StarterFile:
    """A file of a new project; ``advice`` is for people who have such a file already."""

    path: Path
    data: bytes
    advice: str = ""


def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder; the current one by default.")] = Path(),
    ci: Annotated[Service | None, typer.Option("--ci", help="Also add a workflow for this service.")] = None,
) -> int:
    """Write exporter.yaml, its schema, a sample page and a .gitignore; what is there already is never changed.

    The workflow goes to the top of the git repository, where the service looks for it.
    """
    for file in starter_files(folder, ci.value if ci else ""):
        written = _write_missing(file.path, file.data)
        advice = f": {file.advice}" if file.advice and not written else ""
        print(f"{'wrote' if written else 'kept'} {_display_path(file.path)}{advice}")
    print("next: exporter build")
    return Exit.FINE


def starter_files(folder: Path, ci: str) -> Iterator[StarterFile]:
    """Yield the files of a new project; a sample page only if there is no page yet."""
    theme = Theme()
    yield StarterFile(folder / "exporter.yaml", theme.read("templates/init/exporter.yaml"))
    yield StarterFile(folder / "exporter.schema.json", config_schema_text().encode())
    if not any((folder / "content").rglob("*.md")):
        yield StarterFile(folder / "content" / "faq.md", theme.read("templates/init/faq.md"))
    ignored = _not_ignored(folder / ".gitignore")
    advice = f"add to it: {' '.join(ignored)}" if ignored else ""
    yield StarterFile(folder / ".gitignore", "".join(f"{line}\n" for line in IGNORED).encode(), advice)
    if ci:
        yield _workflow(folder, ci, theme.read(f"templates/{CI[ci][1]}").decode("utf-8"))


def _write_missing(path: Path, data: bytes) -> bool:
    """Write a file unless there is one, and return whether it was written. Raises ``UsageError``."""
    if path.exists() or path.is_symlink():
        return False
    replace_file(path, data)
    return True


def _display_path(path: Path) -> str:
    """Return a path as the user can open it from the current folder."""
    return visible(Path(relpath(path)).as_posix() if path.is_absolute() else path.as_posix())


def _workflow(folder: Path, ci: str, text: str) -> StarterFile:
    """The workflow at the repository's top, where the host runs it; below the folder where it is in no repository."""
    top = repository(folder)
    inside = folder.resolve().relative_to(top.resolve()).as_posix() if top else "."
    advice = "the job for this project was not added; run 'exporter init --ci' in an empty folder to see it"
    if top is None or inside == ".":
        return StarterFile(folder / CI[ci][0], text.encode(), advice)
    values = {
        "folder": json.dumps(inside),
        "cache": json.dumps(f"{inside}/.exporter-cache"),
        "out": json.dumps(f"{inside}/out"),
        "report": json.dumps(f"{inside}/report.xml"),
        "enter": json.dumps(f"cd {shlex.quote(inside)}"),
    }
    for old, new in IN_FOLDER[ci]:
        text = text.replace(old, new.format(**values))
    return StarterFile(top / CI[ci][0], text.encode(), advice)


def _not_ignored(path: Path) -> list[str]:
    """The lines that a ``.gitignore`` should have and does not."""
    try:
        text = read_regular(path, links=True).decode("utf-8", "replace")
    except OSError:
        return []
    lines = {line.strip().strip("/") for line in text.splitlines()}
    return [line for line in IGNORED if line.strip("/") not in lines]
