"""A project as one run sees it: configuration, pages, site, theme and formats, read once."""

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from exporter import backends, plugins
from exporter.backends.base import Backend
from exporter.build import remote_pictures
from exporter.build.grading import Grading
from exporter.build.limit_groups import StageLimits, stage_limits
from exporter.build.trusted import TrustedConfig
from exporter.cache import key_of
from exporter.config import Config, errors
from exporter.config.load import load
from exporter.config.user import user_commands
from exporter.diagnostics import Diagnostics, UsageError, shortened
from exporter.diagrams import DiagramCommand, parse_commands, version_of
from exporter.installed import package_version
from exporter.model.versions import release_fault
from exporter.output.folder import OWN_FILES
from exporter.plan import Destinations
from exporter.source.named_pages import read_named
from exporter.source.reader import SourceFile, check_folders, read_sources, read_stream
from exporter.source.site import Site
from exporter.source.snapshot import snapshot
from exporter.theme import files
from exporter.theme.checks import theme_findings
from exporter.theme.contrast import low_contrast
from exporter.theme.files import Theme
from exporter.version import __version__

RELEASES = "releases"  # the folder of releases, below the output folder
# The packages that the bytes of files depend on beside our own code; a missing one is left out.
PACKAGES = (
    *("weasyprint", "pydyf", "tinyhtml5", "tinycss2", "cssselect2", "pyphen", "fonttools", "brotli", "zopfli"),
    *("python-docx", "lxml", "jinja2", "markupsafe", "markdown", "pyyaml", "pydantic", "pillow", "resvg-py"),
    *("fontpkg-merriweather-sans", "fontpkg-jetbrains-mono", "fontpkg-source-serif-4"),
    *("manimgx-fonts", "pymupdf-fonts", "mathra", "ziamath", "mermaid-render", "quickjs-ng"),
)


@dataclass(frozen=True)
class Project:
    """The values of a run. ``out`` is the folder on the command line that takes the place of ``out``.

    Names on the command line are looked up from the folder ``start``; ``told`` are those whose pages cannot be read.
    ``theme_folder`` is the folder of the user's own theme; ``theme_named`` says that the command line chose the theme.
    ``commands`` of the user draw diagrams of these languages. ``trusted`` is the revision of the configuration, if it
    is not that of the folder. ``release`` is the version of every export.
    """

    config: Config
    sources: tuple[SourceFile, ...]
    site: Site
    theme: Theme
    formats: Mapping[str, Backend]
    limits: StageLimits
    out: Path | None = None
    start: Path | None = None
    told: frozenset[str] = frozenset()
    theme_folder: Path | None = None
    theme_named: bool = False
    commands: Mapping[str, DiagramCommand] = field(default_factory=dict)
    trusted: TrustedConfig | None = None
    release: str = ""

    @property
    def output_root(self) -> Path:
        """The folder of the manifest; a release has its own, so that it stays when pages change."""
        folder = self.out or self.config.folder / "out"
        return folder / RELEASES / self.release if self.release else folder

    @property
    def own_folder(self) -> Path | None:
        """The folder that the output folder is in; None if the user named one."""
        return None if self.out else self.config.folder

    @cached_property
    def folders(self) -> Mapping[str, Path]:
        """The folder of each format's files."""
        return {name: self._folder(name) for name in self.formats}

    def _folder(self, name: str) -> Path:
        folder = self.config.output_folder(name, self.formats[name].public)
        if self.out is None and not self.release:
            return folder
        usual = self.config.folder / "out"
        return self.output_root / (folder.relative_to(usual) if folder.is_relative_to(usual) else folder.name)

    @cached_property
    def destinations(self) -> Destinations:
        """The output folders, and the files that outputs may not replace: pages, configuration, the exporter's own."""
        folders = {name: Path(os.path.normpath(folder)).as_posix() for name, folder in self.folders.items()}
        return Destinations(folders, dict(self._taken(set(folders.values()))))

    def _taken(self, folders: Collection[str]) -> Iterator[tuple[str, str]]:
        root = self.output_root
        own = [root / name for name in OWN_FILES] + [self.config.folder / remote_pictures.FILE]
        own += [self.config.file] if self.config.file else []
        for path in own:
            yield os.path.normpath(path), f"'{self.config.shown(path)}'"
        for source in self.sources:
            file = Path(os.path.normpath(source.path)).as_posix()
            if any(file.startswith(f"{folder.rstrip('/')}/") for folder in folders):
                yield file, f"the page '{source.file}'"

    @property
    def paths(self) -> set[Path]:
        """The pages, their folders and the configuration."""
        pages = {source.path for source in self.sources}
        return pages | {path.parent for path in pages} | ({self.config.file} if self.config.file else set())

    @cached_property
    def lengths(self) -> Mapping[str, int]:
        """The characters of each page by its file."""
        return {source.file: len(source.text) for source in self.sources}

    @cached_property
    def by_file(self) -> Mapping[str, SourceFile]:
        """The sources of the pages by their files."""
        return {source.file: source for source in self.sources}

    @cached_property
    def grade(self) -> Grading:
        """The grading of findings by this project's configuration and pages."""
        return Grading(self.config, {source.file: source.text for source in self.sources})

    @cached_property
    def environment(self) -> Mapping[str, str]:
        """The versions of everything that the bytes depend on. Raises ``EnvironmentFault`` if a library is missing."""
        return versions(self.formats.values())

    @cached_property
    def environment_key(self) -> str:
        """The key of the environment."""
        return key_of(self.environment)

    @cached_property
    def site_key(self) -> str:
        """The key of everything that pages and documents take from the site and the configuration as a whole."""
        config = self.config.model_dump(mode="json")
        facts = (spelling_version(), self.site.url, sorted(self.site.hosts), dict(self.site.languages), self.site.math)
        return key_of(
            dict(package_versions()),
            own_code(),
            facts,
            config,
            self.theme.fingerprint,
            list(self.formats),
            self.commands,
        )


def open_project(
    start: Path,
    diagnostics: Diagnostics,
    *,
    file: Path | None = None,
    targets: Sequence[str] = (),
    theme: str | None = None,
    out: Path | None = None,
    rendering: bool = True,
    stream: IO[bytes] | None = None,
    commands: Mapping[str, str] | None = None,
    trusted: TrustedConfig | None = None,
    release: str = "",
) -> Project:
    """Open the project around the folder ``start``; ``targets`` may name pages outside of the content folder.

    ``stream`` is a page without a file, such as standard input. ``commands`` draw diagrams by their language, as those
    of the user's own configuration do. Without ``rendering`` the project has no formats and loads none of their
    libraries. ``trusted`` takes the place of the folder's configuration. ``release`` is the version of every export.
    Raises ``UsageError`` if the configuration cannot be used.
    """
    check_epoch()
    if release:
        _check_release(release)
    config = trusted.config if trusted else load(start, list(backends.FORMATS), diagnostics, file)
    formats = {name: backends.load(name) for name in backends.FORMATS} if rendering else {}
    sources = read_sources(config, diagnostics)
    named = read_named(targets, sources, config, diagnostics, start.absolute())
    sources += named.sources
    if stream is not None:
        sources += read_stream(stream, start, config, diagnostics)
    elif not targets:
        check_folders(sources, config, diagnostics)
    name, beside = theme or config.theme, start if theme else config.folder
    copy = trusted.bring_theme(beside / name) if trusted and name and name not in files.shipped_themes() else None
    chosen = files.load_theme(name, beside, copy)
    own = beside / name if name and name not in files.shipped_themes() else None
    if own:
        chosen = replace(chosen, folder=config.shown(own))
    if own and rendering:
        diagnostics.extend(low_contrast(chosen, chosen.folder))
        diagnostics.extend(theme_findings(chosen, chosen.folder, files.unread_files(copy or own)))
    check_options(config, formats, diagnostics)
    if config.components:
        from exporter.components.configured import check_roles  # noqa: PLC0415 (most runs need no component's code)

        check_roles(config)
    limits = stage_limits(config, diagnostics)
    site = snapshot(config, sources, diagnostics)
    out = out.absolute() if out else None
    here = start.absolute()
    drawing = _with_versions({**user_commands(config.folder), **(commands or {})}, sources)
    told = named.reported
    return Project(
        config, sources, site, chosen, formats, limits, out, here, told, own, bool(theme), drawing, trusted, release
    )


def _with_versions(texts: Mapping[str, str], sources: Iterable[SourceFile]) -> dict[str, DiagramCommand]:
    """Return the commands for languages that a page names, each with its version, which is part of every key."""
    commands = parse_commands(texts)
    used = [language for language in commands if any(language in source.text for source in sources)]
    return {language: replace(commands[language], version=version_of(commands[language])) for language in used}


def check_options(config: Config, formats: Mapping[str, Backend], diagnostics: Diagnostics) -> None:
    """Raise ``UsageError`` for the first wrong option or unknown key of a format."""
    for name, backend in formats.items():
        try:
            backend.options.model_validate(dict(config.options(name)))
        except ValidationError as error:
            wrong = list(
                errors.findings(error, backend.options, lambda path, key: config.where(*path, key=key), (name,))
            )
            diagnostics.extend(wrong[1:])
            first = wrong[0]
            raise UsageError(first.message, code=first.code, pos=first.pos, hint=first.hint) from error


def check_epoch() -> None:
    """Raise ``UsageError`` unless SOURCE_DATE_EPOCH is a number of seconds.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    digits = epoch is not None and epoch.isascii() and epoch.isdigit() and len(epoch) < 20
    if epoch is not None and not (digits and int(epoch) < 253402300800):
        hint = "set it to seconds since 1970, such as the output of 'git log -1 --format=%ct', or unset it"
        raise UsageError(f"SOURCE_DATE_EPOCH is '{shortened(epoch)}', not a number of seconds", hint=hint)


def _check_release(name: str) -> None:
    """Raise ``UsageError`` for a release that no file can be named after."""
    if fault := release_fault(name):
        hint = "name it like its tag, such as v4.2"
        raise UsageError(f"'{shortened(name)}' cannot be the name of a release: {fault}", hint=hint)


def versions(formats: Iterable[Backend]) -> dict[str, str]:
    """Return the versions of everything that the bytes of these formats depend on.

    Raises ``EnvironmentFault`` if a library of a format is missing.
    """
    found: dict[str, str] = dict(package_versions())
    for backend in formats:
        found |= backend.environment()
    found["exporter"] = f"{__version__} {own_code()[:12]}"
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return found | ({"SOURCE_DATE_EPOCH": epoch} if epoch else {})


def spelling_version() -> str:
    """Return the version of the dictionary of spelling; empty without one."""
    try:
        return package_version("codespell")
    except PackageNotFoundError:
        return ""


@cache
def own_code() -> str:
    """Return a sha256 over the exporter's own modules, which changes with every change to them."""
    digest = hashlib.sha256(__version__.encode())
    for file in sorted(files.PACKAGE.rglob("*.py")):
        digest.update(file.relative_to(files.PACKAGE).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


@cache
def package_versions() -> Mapping[str, str]:
    """Return the versions of the packages that the bytes of files depend on, those with plug-ins among them."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = package_version(name)
        except PackageNotFoundError:
            continue
    return {**found, **plugins.versions()}
