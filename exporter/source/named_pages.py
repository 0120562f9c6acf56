"""Names on the command line as pages: from the current folder, then the project's, then the content folder."""

import os
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from exporter.config import Config
from exporter.diagnostics import Diagnostics
from exporter.source.files import spelled
from exporter.source.reader import UNREADABLE, SourceFile, is_output, is_passed_over, read_page_file, read_source
from exporter.source.routes import SUFFIX, is_hidden, order

PATTERN = frozenset("*?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A path to which a name may lead, or with ``pattern`` all paths that match."""

    path: Path
    pattern: re.Pattern[str] | None = None

    @property
    def key(self) -> str:
        """The path, spelled as by ``full_path``."""
        return normalize("NFC", self.path.as_posix())

    def holds(self, page: str) -> bool:
        """Whether the page with this full path is below the folder, or it or a folder above it matches the pattern."""
        if self.pattern is not None:
            return self.pattern.fullmatch(page) is not None
        return page.startswith(self.key.rstrip("/") + "/")


@dataclass(frozen=True, slots=True)
class NamedPages:
    """The pages outside of the content folder that names stand for.

    ``reported`` are the names of pages that cannot be read and have a finding that says why.
    """

    sources: tuple[SourceFile, ...] = ()
    reported: frozenset[str] = frozenset()


def is_page(name: str) -> bool:
    """Whether a name is a page's file, or a pattern of them."""
    return name.endswith(SUFFIX)


def is_pattern(name: str) -> bool:
    """Whether a name is a pattern."""
    return not PATTERN.isdisjoint(name)


def full_path(file: str, config: Config) -> str:
    """Return the absolute path of a page that findings show as ``file``; accents composed."""
    return normalize("NFC", Path(os.path.normpath(config.folder / file)).as_posix())


def compiled(name: str, behind: str = "") -> re.Pattern[str]:
    """Compile a pattern of names: ``*`` and ``?`` stay within a folder, ``**/`` stands for any folders."""
    marks = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    pieces = re.split(r"(\*\*/|\*\*|\*|\?)", name)
    return re.compile("".join(marks.get(piece, re.escape(piece)) for piece in pieces) + behind, re.DOTALL)


def candidates(name: str, folder: Path, config: Config) -> Iterator[Candidate]:
    """Yield the candidates of a name, the nearest first; ``folder`` is the current one.

    A name that goes through links also leads to their targets in the project.
    """
    if not name or "\0" in name:
        return
    for written in dict.fromkeys((name, name.replace("\\", "/"))):
        for top in dict.fromkeys((folder, config.folder, config.content_folder)):
            path = Path(os.path.normpath(top / written))
            if is_pattern(written):
                yield Candidate(path, compiled(normalize("NFC", path.as_posix()), "(?:/.*)?"))
                continue
            real = without_links(top / written, config)
            both = (real, path) if ".." in written.split("/") and os.path.lexists(real) else (path, real)
            yield from map(Candidate, dict.fromkeys(both))


def without_links(path: Path, config: Config) -> Path:
    """Return the path with links resolved, below the content folder or the project if it is in one of them."""
    real = Path(os.path.realpath(path))
    for top in (config.content_folder, config.folder):
        root = os.path.realpath(top)
        if real.is_relative_to(root):
            return Path(os.path.normpath(top)) / real.relative_to(root)
    return real


def is_folder(name: str, folder: Path, config: Config) -> bool:
    """Whether a name is a folder's."""
    return any(_is_folder(candidate.path) for candidate in candidates(name, folder, config))


def pages_beside(name: str, folder: Path) -> list[str]:
    """Return the pages in the folder of a name, written as it is."""
    above = PurePosixPath(name).parent
    try:
        return [(above / found.name).as_posix() for found in sorted((folder / above).iterdir()) if is_page(found.name)]
    except (OSError, ValueError):
        return []


def read_named(
    names: Iterable[str], known: Collection[SourceFile], config: Config, diagnostics: Diagnostics, folder: Path
) -> NamedPages:
    """Read the pages that names on the command line stand for and that are not in ``known``.

    A draft or a hidden page that is named itself is an error; those in a folder are left out. Names without a page are
    left to planning, which knows the outputs too.
    """
    have = {full_path(source.file, config) for source in known}
    routes = {source.route for source in known}
    sources: dict[str, SourceFile] = {}
    reported = set()
    for name in dict.fromkeys(names):
        before, read = len(diagnostics), False
        for path in () if name in routes else _unknown_files(name, have, config, folder):
            key = full_path(path.as_posix(), config)
            source = sources.get(key) or _read(path, config, diagnostics, itself=is_page(name) and not is_pattern(name))
            if source is not None:
                sources[key], read = source, True
        if len(diagnostics) > before and not read:
            reported.add(name)
    return NamedPages(tuple(sources.values()), frozenset(reported))


def _unknown_files(name: str, have: Collection[str], config: Config, folder: Path) -> Iterable[Path]:
    """Return the files on disk at the first candidate that has any; an empty list if all of them are known."""
    if is_page(name):
        for candidate in candidates(name, folder, config):
            if candidate.key in have:
                return ()
            if candidate.pattern is None and (file := _on_disk(candidate.path, config)) is not None:
                return () if full_path(file.as_posix(), config) in have else (file,)
    for candidate in candidates(name, folder, config):
        known = any(map(candidate.holds, have))
        files = _walked(candidate, config) if candidate.pattern or not known else ()
        if known or files:
            return files
    return ()


def _on_disk(path: Path, config: Config) -> Path | None:
    """Return the file at a path, links followed within the project; None if it is missing, or an output."""
    file = Path(path.anchor).joinpath(*spelled(Path(path.anchor), path.parts[1:]))
    if not os.path.lexists(file) or _is_folder(file) or is_output(file, config):
        return None
    real = without_links(file, config)
    return real if _is_in(real, config.folder) and not _is_in(file, config.content_folder) else file


def _read(path: Path, config: Config, diagnostics: Diagnostics, *, itself: bool) -> SourceFile | None:
    """Read a page that is named ``itself``, or one in a folder: a draft there is left out without a finding."""
    leads_to = without_links(path, config)
    own = _is_in(path, config.folder) and not _is_in(path, config.content_folder)
    if own and not _is_in(leads_to, config.folder):
        message = f"cannot read page '{config.shown(path)}': a symbolic link points outside the project"
        diagnostics.add(UNREADABLE, message, None, "name the page by its real path")
        return None
    if itself:
        return read_source(path, config, diagnostics)
    source = read_page_file(path, config, diagnostics)
    return source if source is not None and not source.draft else None


def _walked(candidate: Candidate, config: Config) -> list[Path]:
    """Return the pages on disk in a folder, or that match a pattern, outside of the content folder."""
    parts = candidate.path.parts
    fixed = (
        next((n for n, part in enumerate(parts) if is_pattern(part)), len(parts)) if candidate.pattern else len(parts)
    )
    base = Path(parts[0]).joinpath(*spelled(Path(parts[0]), parts[1:fixed]))
    if base == Path(base.anchor) or _is_in(base, config.content_folder) or not _is_folder(base):
        return []
    found = []
    for here, inner, files in os.walk(base):
        inner[:] = [name for name in inner if _is_walked(Path(here) / name, config)]
        pages = (Path(here) / name for name in files if is_page(name) and not is_hidden(PurePosixPath(name)))
        found += [page for page in pages if candidate.holds(normalize("NFC", page.as_posix()))]
    return sorted(found, key=lambda page: order(PurePosixPath(page.relative_to(base).as_posix())))


def _is_walked(folder: Path, config: Config) -> bool:
    return not (folder in (config.content_folder, *config.public_folders) or is_passed_over(folder, config))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # such as a name that is too long
        return False


def _is_in(path: Path, folder: Path) -> bool:
    return path.is_relative_to(os.path.normpath(folder))
