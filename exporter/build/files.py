"""The files of a run: where each goes, and whether it has to be made."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from exporter.build.documents import Selected
from exporter.build.jobs import job_key, parts_of_file
from exporter.build.project import Project
from exporter.build.settings import ExportSettings, Settings
from exporter.diagnostics import Diagnostic
from exporter.model.export import Export
from exporter.output import Entry, Folder

NAMED = 3  # versions that are named where some changed


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file to be. ``path`` is that of the manifest, ``shown`` as the user may open it."""

    export: Export
    format: str
    base: Path
    name: str
    path: str
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file with what it is made from. ``inputs`` are the hashes of the parts of its ``key``."""

    file: File
    selected: Selected = field(repr=False)
    settings: Settings
    inputs: Mapping[str, str]
    key: str


def file_of(project: Project, folder: Folder, export: Export, name: str) -> File:
    """The file of an export in the format ``name``."""
    base = project.folders[name]
    below = export.output + project.formats[name].suffix
    return File(
        export=export,
        format=name,
        base=base,
        name=below,
        path=folder.path(base, below),
        shown=shown(base / below),
    )


def paths_of(project: Project, folder: Folder, exports: Iterable[Export]) -> Iterator[str]:
    """The manifest's paths of all files of these exports."""
    for export in exports:
        for name in export.formats:
            yield folder.path(project.folders[name], export.output + project.formats[name].suffix)


def made_of(settings: ExportSettings, file: File, selected: Selected) -> Made:
    """A file with what it is made from. Raises ``WrongSettings``."""
    chosen = settings.of(file.export, file.format)
    own = parts_of_file(selected, chosen.options)
    parts = {**own, **chosen.parts, "environment": settings.project.environment_key}
    return Made(file=file, selected=selected, settings=chosen, inputs=parts, key=job_key(file.format, parts))


def placed(finding: Diagnostic, file: File) -> Diagnostic:
    """A fault with the file that it is about, and the place that asked for it."""
    return replace(finding, message=f"{finding.message}: '{file.shown}'", pos=finding.pos or file.export.pos)


def shown(path: Path) -> str:
    """A path as the user may open it: from the current folder where it is below that."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def reason(old: Entry | None, new: Mapping[str, str], versions: str = "") -> str:
    """Why a file is made: what of its inputs is not as it was; ``versions`` are those that the environment is about."""
    if old is None:
        return "new"
    changed = [name for name, value in new.items() if old.inputs.get(name) != value]
    named = [f"{name} ({versions})" if name == "environment" and versions else name for name in changed]
    return f"{' and '.join(named)} changed" if named else "gone"


def other_versions(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """What of the environment is not as it was, in words; the rest of a long list is counted."""
    names = [name for name in sorted(before.keys() | now.keys()) if before.get(name) != now.get(name)]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
