"""``exporter init``: write the files that a folder of content needs to be exported."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from os.path import relpath
from pathlib import Path
from typing import Annotated

import typer

from exporter.cachedir_tag import repository
from exporter.cli import package_lock
from exporter.cli.destination import replace_file
from exporter.cli.exit_codes import Exit
from exporter.cli.options import SessionOptions, open_cache
from exporter.cli.page_folders import inner_command, page_folder
from exporter.cli.reference import config_schema_text
from exporter.cli.session import session
from exporter.config import FILE
from exporter.diagnostics import visible
from exporter.disk import read_regular
from exporter.source.nuxt import NuxtValue, nuxt_values
from exporter.source.routes import SUFFIX
from exporter.theme.files import Theme

# The files of a service below the repository's top, and their templates; the last one names the project's folder.
CI = {
    "github": (
        (".github/actions/documents/action.yml", "ci/action.yml"),
        (".github/workflows/documents-comment.yml", "ci/documents-comment.yml"),
        (".github/workflows/documents.yml", "ci/documents.yml"),
    ),
    "gitlab": ((".gitlab/documents.yml", "ci/template.yml"), (".gitlab-ci.yml", "ci/gitlab-ci.yml")),
}
IN_FOLDER = " folder: .\n"
# Texts that need no quotation marks in YAML 1.1 and 1.2, where some words are no texts.
_PLAIN = re.compile(r"(?!(?:true|false|null|yes|no|on|off|y|n)$)(?:https?://)?[a-z][a-z0-9./_-]*", re.IGNORECASE)
IGNORED = ("out/", ".exporter-cache/")


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
    ci: Annotated[
        Service | None, typer.Option("--ci", help="Also add workflows for this service, and a lock of packages.")
    ] = None,
) -> int:
    """Write exporter.yaml, its schema, a sample page and a .gitignore; what is there already is never changed.

    In a Nuxt project, values of exporter.yaml come from nuxt.config, content.config and app.config, which are read and
    never run; elsewhere the pages may be in docs/, or be a README alone. The workflows go to the top of the git
    repository, where the service looks for them, with the packages that pip finds and the hashes of their files.
    """
    if command := inner_command(folder):
        print(f"the pages are those of a project inside\nnext: {command}")
        return Exit.FINE
    configuration = folder / FILE
    known = (*nuxt_values(folder), *_found_pages(folder))
    own = _with_values(Theme().read("templates/init/exporter.yaml").decode(), known)
    content = next((str(value.value) for value in known if value.key == "content"), "content")
    for file in starter_files(folder, own, content, ci.value if ci else ""):
        written = _write_missing(file.path, file.data)
        other = not written and file.advice and _bytes(file.path) != file.data
        advice = f": {file.advice}" if other else ""
        print(f"{'wrote' if written else 'kept'} {_display_path(file.path)}{advice}")
        if file.path == configuration and written:
            if not any(value.key == "site.url" for value in known):
                print("  site.url: not known; set it, and links to your site are made absolute with it")
            for value in known:
                print(visible(f"  {value.key}: {_yaml(value.value)} (from {value.file})"))
            if any((folder / content).rglob(f"*{SUFFIX}")) and _is_idle(configuration):
                replace_file(configuration, _with_every_page(own).encode())
                print("  every_page: true (no page requests an export)")
    if ci:
        _write_lock(folder)
    alone = _readme(folder) if not any((folder / content).rglob(f"*{SUFFIX}")) else None
    print(f"next: exporter build {alone} -o {Path(alone).stem}.pdf" if alone else "next: exporter build")
    return Exit.FINE


def _found_pages(folder: Path) -> Iterator[NuxtValue]:
    """Yield the folder of the pages if it is not ``content``, the default."""
    if found := page_folder(folder):
        yield NuxtValue("content", found, f"{found}/")


def _readme(folder: Path) -> str | None:
    """Return the name of a folder's README in Markdown, if it has one."""
    names = (path.name for path in sorted(folder.glob(f"*{SUFFIX}")) if path.stem.lower() == "readme")
    return next(names, None)


def starter_files(folder: Path, configuration: str, content: str, ci: str) -> Iterator[StarterFile]:
    """Yield the files of a new project; a sample page only if there is no page yet in ``content``, and no README."""
    theme = Theme()
    yield StarterFile(folder / FILE, configuration.encode())
    yield StarterFile(folder / "exporter.schema.json", config_schema_text().encode())
    if not any((folder / content).rglob(f"*{SUFFIX}")) and _readme(folder) is None:
        yield StarterFile(folder / content / "faq.md", theme.read("templates/init/faq.md"))
    ignored = _not_ignored(folder / ".gitignore")
    advice = f"add to it: {' '.join(ignored)}" if ignored else ""
    yield StarterFile(folder / ".gitignore", "".join(f"{line}\n" for line in IGNORED).encode(), advice)
    if ci:
        yield from _workflows(folder, ci)


def _with_values(text: str, values: Sequence[NuxtValue]) -> str:
    """Return the text of a configuration with these values in place of its examples, each with its source."""
    for value in values:
        if not value.key.startswith("site."):
            inner = value.value.items() if isinstance(value.value, dict) else ()
            own = "" if inner else f" {_yaml(value.value)}"
            lines = [f"{value.key}:{own} # from {value.file}", *(f"  {_yaml(k)}: {_yaml(v)}" for k, v in inner)]
            text = _with_block(text, value.key, lines)
    site = {value.key.removeprefix("site."): value for value in values if value.key.startswith("site.")}
    if site:
        lines = [f"  {key}: {_yaml(value.value)} # from {value.file}" for key, value in site.items()]
        text = _with_block(
            text, "site", ["site:", *([] if "url" in site else ["  # url: https://www.example.org"]), *lines]
        )
    return text


def _with_every_page(text: str) -> str:
    """Return the text of a configuration for a site of which no page offers downloads."""
    text = _with_block(text, "every_page", ["every_page: true # no page requests an export"])
    standard = "#   standard: [a-3a, ua-1] # makes a PDF that does not meet both an error"
    return _with_block(text, "pdf", ["# pdf:", standard])


def _with_block(text: str, key: str, lines: Sequence[str]) -> str:
    """Return the text with ``lines`` in place of a key and its value, or of a comment with them."""
    block = "".join(f"{line}\n" for line in lines)
    return re.sub(rf"(?m)^(?:# )?{key}:.*\n(?:(?:# )?  .*\n)*", lambda _: block, text, count=1)


def _yaml(value: str | dict[str, str]) -> str:
    """Return a value as YAML, which takes JSON."""
    return value if isinstance(value, str) and _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def _is_idle(configuration: Path) -> bool:
    """Whether no page of a project asks for an export. What is read for it stays in the cache for the first build."""
    with session(SessionOptions(config=configuration, cache=open_cache(None, off=False))) as opened:
        exports = opened.plan()
        opened.flow.records.save()
    return not exports and bool(opened.flow.sources)


def _write_missing(path: Path, data: bytes) -> bool:
    """Write a file unless there is one, and return whether it was written. Raises ``UsageError``."""
    if path.exists() or path.is_symlink():
        return False
    replace_file(path, data)
    return True


def _display_path(path: Path) -> str:
    """Return a path as the user can open it from the current folder."""
    return visible(Path(relpath(path)).as_posix() if path.is_absolute() else path.as_posix())


def _workflows(folder: Path, ci: str) -> Iterator[StarterFile]:
    """Yield the files of a service at the repository's top, where it looks for them; below the folder without one."""
    top = repository(folder)
    inside = folder.resolve().relative_to(top.resolve()).as_posix() if top else "."
    advice = "the job for this project was not added; run 'exporter init --ci' in an empty folder to see it"
    for place, template in CI[ci]:
        text = Theme().read(f"templates/{template}").decode("utf-8")
        if (place, template) == CI[ci][-1]:
            text = text.replace(IN_FOLDER, f" folder: {json.dumps(inside)}\n" if inside != "." else IN_FOLDER)
        yield StarterFile((top or folder) / place, text.encode(), advice)


def _write_lock(folder: Path) -> None:
    """Write the lock of packages unless there is one. Raises ``EnvironmentFault`` if pip cannot find the packages."""
    path = (repository(folder) or folder) / package_lock.FILE
    if os.path.lexists(path):
        print(f"kept {_display_path(path)}")
        return
    replace_file(path, package_lock.package_lock())
    print(f"wrote {_display_path(path)}")


def _bytes(path: Path) -> bytes | None:
    try:
        return read_regular(path, links=True)
    except OSError:
        return None


def _not_ignored(path: Path) -> list[str]:
    """The lines that a ``.gitignore`` should have and does not."""
    data = _bytes(path)
    if data is None:
        return []
    lines = {line.strip().strip("/") for line in data.decode("utf-8", "replace").splitlines()}
    return [line for line in IGNORED if line.strip("/") not in lines]
