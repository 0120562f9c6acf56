"""A finished release: the files of its archive stay."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from exporter.build.files import (
    PreparedFile,
    UnpreparedFile,
    changed_inputs,
    changed_versions,
    output_files,
    prepare,
    reason,
    shown,
)
from exporter.build.flow import Flow
from exporter.build.pagination import with_pagination
from exporter.build.project import Project
from exporter.diagnostics import Diagnostic
from exporter.model.export import Export
from exporter.output import Entry, Folder, Manifest
from exporter.output.release_archive import is_own_archive
from exporter.output.release_files import opened_release
from exporter.published import codes

NAMED = 3  # outputs that are named where some changed


def archive_path(project: Project) -> Path:
    """Return the path of a release's archive, beside the folder of its files."""
    return project.output_root.with_name(f"{project.output_root.name}.zip")


def other_content(flow: Flow, exports: Sequence[Export]) -> Diagnostic | None:
    """Return the finding that the archive of this release has other files than would be built; None if it has not.

    Only the manifest of the archive is believed, and only to refuse: a checkout may bring an archive of anybody.
    Raises ``UsageError`` for a damaged archive.
    """
    archive = archive_path(flow.project)
    if not is_own_archive(archive):
        return None
    with opened_release(archive) as packed:
        changed = dict(_changed(flow, exports, packed.manifest))
    if not changed:
        return None
    named = ", ".join(f"'{name}' ({why})" for name, why in list(changed.items())[:NAMED])
    more = f" and {len(changed) - NAMED} more" if len(changed) > NAMED else ""
    message = f"'{shown(archive)}' was built from something else, and stays: {named}{more}"
    return codes.DATED.finding(message, None, "build the next release; --force builds this one anew")


def _changed(flow: Flow, exports: Sequence[Export], manifest: Manifest) -> Iterator[tuple[str, str]]:
    """Yield the exports whose files would not be those of the manifest, each with the reason."""
    folder, entries, planned = Folder(flow.project.output_root), manifest.files, set()
    versions = changed_versions(manifest.environment, flow.project.environment)
    for export in exports:
        content = with_pagination(flow, folder, flow.select(export), entries)
        for file in output_files(flow.project, folder, (export,)):
            planned.add(file.path)
            if why := _reason(entries, prepare(flow, file, content), versions):
                yield export.output, why
    yield from ((entry.export, "gone") for path, entry in entries.items() if path not in planned)


def _reason(entries: Mapping[str, Entry], prepared: PreparedFile | UnpreparedFile, versions: str) -> str:
    entry = entries.get(prepared.file.path)
    if isinstance(prepared, UnpreparedFile):
        return "its page has errors"
    if entry is not None and not changed_inputs(entry, prepared.inputs):
        return ""
    return reason(entry, prepared.inputs, versions)
