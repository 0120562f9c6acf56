"""The settings of a file: its format's options, and the theme with the files that these options name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from exporter.backends.base import Options
from exporter.build.project import Project
from exporter.cache import key_of
from exporter.config import errors
from exporter.diagnostics import Code, Diagnostic, Severity, did_you_mean
from exporter.model.export import Export
from exporter.model.position import KeyPath, Pos
from exporter.source.files import Missing, Refused, read_below, safe_parts
from exporter.theme.files import Theme, shipped_themes

FILE = Code(
    "option-file",
    Severity.ERROR,
    "A file that an option of a format names is missing or cannot be read.",
    why="The format cannot be made without the file.",
    mend="Write its path relative to the folder of exporter.yaml, such as 'brand.docx'.",
)
THEME = Code(
    "export-theme",
    Severity.ERROR,
    "An export has a theme that does not come with the exporter.",
    why="The export has no looks, and no file of it is made.",
    mend="Name a shipped theme, or leave 'theme' out: the project's own theme counts for all exports.",
)
CODES = (FILE, THEME)


@dataclass(frozen=True)
class Settings:
    """A format's options for one export, and the theme that it is rendered with.

    ``named`` are the hashes of the files that the options name.
    """

    options: Options
    theme: Theme = field(repr=False)
    named: Mapping[str, str] = field(default_factory=dict, repr=False)

    @cached_property
    def parts(self) -> Mapping[str, str]:
        """The hashes of both, by the names that reports use."""
        return {"options": key_of(self.options), "theme": self.theme.fingerprint}


class WrongSettings(Exception):
    """Wrong options, or options that name an unusable file; ``findings`` have each at its place."""

    def __init__(self, findings: Iterable[Diagnostic]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f.message for f in self.findings))


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """The settings of exports; all those without options of their own share one for each format.

    ``files`` are the hashes of all files that options have named so far.
    """

    project: Project
    files: dict[str, str] = field(default_factory=dict, repr=False)
    _usual: dict[str, Settings] = field(default_factory=dict, repr=False)

    def of(self, export: Export, name: str) -> Settings:
        """Return the settings of an export's file in the format ``name``. Raises ``WrongSettings``."""
        own = export.options.get(name)
        usual = not own and not export.theme
        if usual and name in self._usual:
            return self._usual[name]
        made = _settings(self.project, export, name, {**self.project.config.options(name), **(own or {})})
        self.files.update(made.named)
        if usual:
            self._usual[name] = made
        return made

    def faults(self, export: Export, formats: Iterable[str]) -> Iterator[Diagnostic]:
        """Yield the faults in the settings of an export in these formats."""
        for name in formats:
            try:
                self.of(export, name)
            except WrongSettings as error:
                yield from error.findings


def _settings(project: Project, export: Export, name: str, given: Mapping[str, Any]) -> Settings:
    model = project.formats[name].options

    def where(path: KeyPath, key: bool) -> Pos | None:
        own = export.origins.get(f"options.{'.'.join(map(str, path[:2]))}")
        return own.pos if own else project.config.where(*path, key=key) or export.pos

    try:
        options = model.model_validate(given)
    except ValidationError as error:
        raise WrongSettings(errors.findings(error, model, where, (name,))) from error
    theme = _theme(project, export)
    named = {path: str(getattr(options, key)) for key, path in model.FILES.items() if getattr(options, key)}
    if not named:
        return Settings(options, theme)
    keys = {path: key for key, path in model.FILES.items()}
    files = {path: _read(project, file, where((name, keys[path]), False)) for path, file in named.items()}
    digests = {named[path]: key_of(data) for path, data in files.items()}
    return Settings(options, replace(theme, files={**theme.files, **files}), digests)


def option_file(project: Project, name: str) -> str:
    """Return the hash of a file that an option names; empty if it cannot be used."""
    try:
        return key_of(_read(project, name, None))
    except WrongSettings:
        return ""


def _theme(project: Project, export: Export) -> Theme:
    """Return the theme of an export: that of the command line, its own, or the project's."""
    if project.theme_named or not export.theme:
        return project.theme
    known = shipped_themes()
    if export.theme not in known:
        origin = export.origins.get("theme")
        hint = did_you_mean(export.theme, known) or f"themes are {', '.join(known)}"
        message = f"no shipped theme '{export.theme}'"
        raise WrongSettings([THEME.finding(message, origin.pos if origin else export.pos, hint)])
    return Theme(export.theme)


def _read(project: Project, file: str, pos: Pos | None) -> bytes:
    """Return a file below the folder of the configuration; pages may name files too, so no other is within reach."""
    hint = "write its path relative to the folder of exporter.yaml, such as 'brand.docx'"
    try:
        parts = safe_parts(file)
        if project.trusted is not None:
            project.trusted.bring_file(file)
        return read_below(project.config.trusted_folder, parts, project.limits["source"].file_bytes)
    except Missing as error:
        message = f"no file '{file}'"
        raise WrongSettings([FILE.finding(message, pos, hint)]) from error
    except (Refused, OSError) as error:
        reason = getattr(error, "strerror", None) or error
        raise WrongSettings([FILE.finding(f"cannot read '{file}': {reason}", pos, hint)]) from error
