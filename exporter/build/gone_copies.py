"""Published files whose export is gone: they stay, and are named, until somebody asks to remove them."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from exporter.build.editions import newest_editions, result
from exporter.build.files import shown
from exporter.build.outcome import FileResult, FileState
from exporter.diagnostics import Diagnostics
from exporter.output.downloads import DOWNLOADS
from exporter.output.folder import UNWRITABLE
from exporter.output.publish_folder import PublishedFile, PublishFolder
from exporter.plan.output_names import with_latest
from exporter.published.codes import ORPHANED_COPY


@dataclass(frozen=True, slots=True)
class Planned:
    """The names of all exports in every version, and the paths of their files below a folder."""

    exports: frozenset[str]
    paths: frozenset[str]


def orphaned(
    folder: PublishFolder, planned: Planned, found: Diagnostics, *, removing: bool, dry_run: bool
) -> Iterator[FileResult]:
    """Report the exporter's own files without an export, or remove them; files that others changed stay."""
    last = newest_editions(folder)
    gone = [path for path, record in folder.files.items() if _is_gone(path, record, planned, last)]
    for path in sorted(gone):
        record, name = folder.files[path], shown(folder.root / path)
        if not folder.is_own(path):
            continue
        if not removing:
            hint = "'exporter publish --remove-orphans' removes it"
            found.add(ORPHANED_COPY, f"'{name}' belongs to a deleted export", None, hint)
        elif dry_run:
            yield result(folder, path, record, FileState.TO_REMOVE)
        else:
            try:
                folder.remove(path)
            except OSError as error:
                message = f"cannot remove '{name}': {error.strerror or error}"
                found.add(UNWRITABLE, message, None, "check the permissions of its folder")
            else:
                yield result(folder, path, record, FileState.REMOVED)


def _is_gone(path: str, record: PublishedFile, planned: Planned, last: dict[str, str]) -> bool:
    """Return whether a file has no export; versions stay as long as their export is planned."""
    if path in planned.paths or path == DOWNLOADS:
        return False
    if record.edition and record.export in planned.exports:
        return record.kind == "latest" and record.edition != last.get(record.export)
    dated = with_latest(posixpath.splitext(path)[0])  # a record of 0.1 has the hash alone
    return bool(record.export) or dated not in planned.exports
