"""The files that a project is made from: no output may replace them, and a change of one starts a new build."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from exporter.build.flow import Flow
from exporter.build.pictures import BESIDE
from exporter.build.project import Project
from exporter.build.remote_pictures import FILE as LOCK
from exporter.config import FILE, Config
from exporter.disk import real
from exporter.model.links import on_site
from exporter.source.files import Refused, url_parts
from exporter.source.navigation import NAMES as NAVIGATION
from exporter.source.routes import SUFFIX, is_hidden
from exporter.source.site import HOLDS
from exporter.source.snapshot import included_paths
from exporter.theme.files import THEMED

SCHEMA = "exporter.schema.json"
# Files below the public folder that visitors download; no page reads them.
DOWNLOADS = frozenset((".pdf", ".docx", ".html", ".epub"))


@dataclass(frozen=True, slots=True)
class ProjectFiles:
    """The files that the exports of a project are made from.

    ``files`` are single files; ``pages``, ``public`` and ``theme`` are folders. ``asked`` are the pictures and data
    files that pages ask for, whether they are there or not. ``kept`` are files that nobody may write over, but whose
    change changes no export.
    """

    files: frozenset[Path]
    pages: Path
    public: tuple[Path, ...]
    theme: Path | None = None
    asked: frozenset[Path] = frozenset()
    kept: frozenset[Path] = field(default=frozenset())

    def affects(self, path: Path) -> bool:
        """Return whether a change at ``path`` may change an export; a new or removed folder counts for its files."""
        if path in self.files or path in self.asked or self._is_page(path) or self._is_themed(path):
            return True
        if path.is_file():
            return False
        return any(path in known.parents for known in (*self.files, *self.asked)) or self._has_pages(path)

    def protects(self, path: Path) -> bool:
        """Return whether the file at ``path``, under this or another name, is one that the project is made from."""
        try:
            status = path.stat()
            own = real(path)
        except (OSError, ValueError):
            return False
        if self._is_source(own) or self._is_source(path):
            return True
        identity = (status.st_dev, status.st_ino)
        known = [*self.files, *self.asked, *self.kept]
        if status.st_nlink > 1:  # another name of the same file
            known += [file for folder in self._folders() for file in _files(folder)]
        return any(_identity(file) == identity for file in known)

    def _is_source(self, path: Path) -> bool:
        for pages in _both(self.pages):
            if path.is_relative_to(pages) and (path.suffix.lower() == SUFFIX or path.name in NAVIGATION):
                return True
        below = any(path.is_relative_to(one) for public in self.public for one in _both(public))
        return (below and path.suffix.lower() not in DOWNLOADS) or self._is_themed(path)

    def _is_page(self, path: Path) -> bool:
        if not path.is_relative_to(self.pages) or any(path.is_relative_to(public) for public in self.public):
            return False
        below = PurePosixPath(path.relative_to(self.pages).as_posix())
        if below.name in NAVIGATION:
            return not is_hidden(below.parent)
        return below.suffix == SUFFIX and not is_hidden(below)

    def _has_pages(self, folder: Path) -> bool:
        return folder.is_dir() and any(self._is_page(file) for file in folder.rglob(f"*{SUFFIX}"))

    def _is_themed(self, path: Path) -> bool:
        tops = (top / name for top in _both(self.theme) for name in THEMED) if self.theme else ()
        return any(path.is_relative_to(top) for top in tops)

    def _folders(self) -> Iterator[Path]:
        yield from (self.pages, *self.public)
        if self.theme:
            yield from (self.theme / name for name in THEMED)


def project_files(project: Project, asked: Iterable[str] = (), options: Iterable[str] = ()) -> ProjectFiles:
    """Return the files of a project; ``asked`` are questions of its pages, ``options`` names in options of exports."""
    config = project.config
    pages = (source.path for source in project.sources)
    files = {config.file or config.folder / FILE, *pages, *(config.folder / name for name in options)}
    files |= {config.folder / name for name in (*_option_files(project), config.site.sitemap) if name}
    files.add(config.folder / config.accessibility)
    kept = {config.folder / name for name in (SCHEMA, LOCK, *config.published.values())}
    kept |= {project.output_root / name for name in ("manifest.json", ".journal", ".lock")}
    wanted = frozenset(path for question in asked for path in _paths(question, config))
    folders = (config.content_folder, config.public_folders, project.theme_folder)
    return ProjectFiles(frozenset(files), *folders, asked=wanted, kept=frozenset(kept))


@dataclass(slots=True)
class WatchedFiles:
    """The files that a flow has read so far, worked out anew only after it has read more."""

    _known: tuple[Flow, int] | None = None
    _files: ProjectFiles | None = None

    def of(self, flow: Flow) -> ProjectFiles:
        """Return the files of a flow."""
        asked = flow.asked
        if self._files is None or self._known is None or self._known[0] is not flow or self._known[1] != len(asked):
            self._known, self._files = (flow, len(asked)), project_files(flow.project, asked)
        return self._files


def files_of_config(config: Config) -> ProjectFiles:
    """Return the files of a project that cannot be opened: its configuration and its pages."""
    return ProjectFiles(frozenset({config.file or config.folder / FILE}), config.content_folder, config.public_folders)


def _option_files(project: Project) -> Iterator[str]:
    """Yield the files that options of formats name, for all exports and for those of the configuration."""
    for name, backend in project.formats.items():
        given = [project.config.options(name), *(e.options.get(name, {}) for e in project.config.exports)]
        yield from (str(one[key]) for one in given for key in backend.options.FILES if one.get(key))


def _paths(question: str, config: Config) -> Iterator[Path]:
    """Yield the files that a question of a page is about: a data file or a picture; a route is about no file."""
    if question.startswith(BESIDE):
        folder, _, name = question.removeprefix(BESIDE).rpartition("\n")
        yield from _below((Path(folder), *config.public_folders), name)
    elif question.startswith("include:"):
        file, _, path = question.removeprefix("include:").partition("\n")
        yield from included_paths(config, path, file)
    elif not question.startswith(("route:", "card:")):
        yield from _below(config.public_folders, on_site(question.removeprefix(HOLDS), config.all_hosts))


def _below(folders: Iterable[Path], name: str) -> Iterator[Path]:
    try:
        parts = url_parts(name)
    except (Refused, UnicodeDecodeError):
        return
    yield from (folder.joinpath(*parts) for folder in folders)


def _both(folder: Path) -> tuple[Path, Path]:
    """Return a folder as it is written, and with its links followed."""
    return folder, Path(os.path.realpath(folder))


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


def _files(folder: Path) -> Iterator[Path]:
    return (Path(here) / name for here, _, names in os.walk(folder) for name in names)
