"""The files of a run: where each goes, what it is made from, and why it has to be made."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from exporter.build.documents import ExportContent
from exporter.build.flow import Flow
from exporter.build.project import Project
from exporter.build.rendering import FileTask, file_parts, job_key, task_of
from exporter.build.settings import Settings, WrongSettings
from exporter.diagnostics import Diagnostic
from exporter.model.export import Export
from exporter.output import Entry, Folder

NAMED = 3  # versions that are named where some changed


@dataclass(frozen=True, kw_only=True)
class OutputFile:
    """One file of an export, ``name`` below the folder ``base``. ``path`` is its path in the manifest."""

    export: Export
    format: str
    base: Path
    name: str
    path: str

    @cached_property
    def shown(self) -> str:
        """The path that the user may open."""
        return shown(self.base / self.name)


@dataclass(frozen=True, kw_only=True)
class PreparedFile:
    """A file with everything that it is made from."""

    project: Project = field(repr=False)
    file: OutputFile
    content: ExportContent = field(repr=False)
    settings: Settings

    @cached_property
    def inputs(self) -> Mapping[str, str]:
        """The hashes of the parts of ``key``. Raises ``EnvironmentFault`` if a library of a format is missing."""
        parts = file_parts(self.content, self.file.format, self.settings)
        return {**parts, **self.settings.parts, "environment": self.project.environment_key}

    @cached_property
    def key(self) -> str:
        """A sha256 of everything that the bytes of the file depend on."""
        return job_key(self.file.format, self.inputs)

    def task(self) -> FileTask:
        """Return the task that makes the file."""
        return task_of(self.project, self.content, self.file.format, self.settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpreparedFile:
    """A file that cannot be made: its page has errors, or its options are wrong."""

    file: OutputFile
    content: ExportContent = field(repr=False)
    wrong_options: Sequence[Diagnostic]

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """The findings of the page and of the options."""
        return (*self.content.findings, *self.wrong_options)


def output_file(project: Project, folder: Folder, export: Export, name: str) -> OutputFile:
    """Return the file of an export in the format ``name``."""
    base = project.folders[name]
    below = export.output + project.formats[name].suffix
    return OutputFile(export=export, format=name, base=base, name=below, path=folder.path(base, below))


def output_files(project: Project, folder: Folder, exports: Iterable[Export]) -> Iterator[OutputFile]:
    """Yield the files of exports, those of one export together."""
    return (output_file(project, folder, export, name) for export in exports for name in export.formats)


def prepare(flow: Flow, file: OutputFile, content: ExportContent) -> PreparedFile | UnpreparedFile:
    """Return a file with everything that it is made from, or with what keeps it from being made.

    ``content`` is the content of its export, which the export's files share.
    """
    content = content.in_format(file.format, flow.project.grade)
    if content.failed:
        wrong = tuple(flow.settings.faults(file.export, (file.format,)))
        return UnpreparedFile(file=file, content=content, wrong_options=wrong)
    try:
        settings = flow.settings.of(file.export, file.format)
    except WrongSettings as error:
        return UnpreparedFile(file=file, content=content, wrong_options=error.findings)
    return PreparedFile(project=flow.project, file=file, content=content, settings=settings)


def placed(finding: Diagnostic, file: OutputFile) -> Diagnostic:
    """Return a fault with the name of its file, and the place that asked for it."""
    return replace(finding, message=f"{finding.message}: '{file.shown}'", pos=finding.pos or file.export.pos)


def shown(path: Path) -> str:
    """Return a path as the user may open it: from the current folder if it is below that."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def reason(old: Entry | None, new: Mapping[str, str], versions: str = "") -> str:
    """Return why a file is made: the names of its changed inputs; ``versions`` explain a changed environment."""
    if old is None:
        return "new"
    changed = changed_inputs(old, new)
    named = [f"{name} ({versions})" if name == "environment" and versions else name for name in changed]
    return f"{' and '.join(named)} changed" if named else "gone"


def changed_inputs(old: Entry, new: Mapping[str, str]) -> list[str]:
    """Return the names of the inputs of a file that changed since it was made."""
    return [name for name, value in new.items() if old.inputs.get(name) != value]


def changed_versions(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """Return the names of the changed versions of an environment, the rest of a long list counted."""
    names = [name for name in sorted(before.keys() | now.keys()) if before.get(name) != now.get(name)]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
