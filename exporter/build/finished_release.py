"""A finished release: the content of its archive stays."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from exporter.build.files import PreparedFile, UnpreparedFile, changed_inputs, output_files, prepare, shown
from exporter.build.flow import Flow
from exporter.build.pagination import UNSEEN, with_pagination
from exporter.build.project import Project
from exporter.diagnostics import Diagnostic
from exporter.model.export import Export
from exporter.output import Entry, Folder
from exporter.output.release_archive import is_own_archive
from exporter.output.release_files import opened_release
from exporter.published import codes

NAMED = 3  # outputs that are named where some changed


def archive_path(project: Project) -> Path:
    """Return the path of a release's archive, beside the folder of its files."""
    return project.output_root.with_name(f"{project.output_root.name}.zip")


def other_content(flow: Flow, exports: Sequence[Export]) -> Diagnostic | None:
    """Return the finding that the archive of this release has other content than its pages; None if it has not.

    Other versions of libraries are no other content. Raises ``UsageError`` for a damaged archive.
    """
    archive = archive_path(flow.project)
    if not is_own_archive(archive):
        return None
    with opened_release(archive) as packed:
        entries = packed.manifest.files
    changed = list(dict.fromkeys(_changed(flow, exports, entries)))
    if not changed:
        return None
    more = f" and {len(changed) - NAMED} more" if len(changed) > NAMED else ""
    names = ", ".join(f"'{name}'" for name in changed[:NAMED])
    message = f"'{shown(archive)}' was built with other content, and stays: {names}{more} changed"
    return codes.DATED.finding(message, None, "build the next release; --force builds this one anew")


def _changed(flow: Flow, exports: Sequence[Export], entries: dict[str, Entry]) -> Iterator[str]:
    """Yield the exports whose content differs from the entries of the archive, and those that only one of both has."""
    folder, planned = Folder(flow.project.output_root), set()
    for export in exports:
        content = with_pagination(flow, folder, flow.select(export), entries)
        for file in output_files(flow.project, folder, (export,)):
            planned.add(file.path)
            if not _is_same(entries.get(file.path), prepare(flow, file, content)):
                yield export.output
    yield from (entry.export for path, entry in entries.items() if path not in planned)


def _is_same(entry: Entry | None, prepared: PreparedFile | UnpreparedFile) -> bool:
    if entry is None or isinstance(prepared, UnpreparedFile):
        return False
    return UNSEEN.issuperset(changed_inputs(entry, prepared.inputs))
