"""Files of the output folder that a run may not replace: those of another page, and those that others wrote."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from exporter.build.files import File, Made, file_of, made_of
from exporter.build.flow import Flow
from exporter.build.project import Project
from exporter.build.rendered_files import kept
from exporter.build.settings import WrongSettings
from exporter.cache import Cache
from exporter.diagnostics import Diagnostic
from exporter.model.export import Export
from exporter.output import Folder, Verdict
from exporter.output.folder import EDITED, FOREIGN, TAKEN
from exporter.source.files import spelled

_NOT_OURS = {
    Verdict.EDITED: (EDITED, "was changed since the exporter wrote it"),
    Verdict.FOREIGN: (FOREIGN, "was not written by the exporter"),
}


def obstacles(flow: Flow, exports: Iterable[Export]) -> Iterator[Diagnostic]:
    """Why files of these exports would not be written by a build, as far as the output folder tells."""
    folder = Folder(flow.project.output_root)
    for export in exports:
        for name in export.formats:
            file = file_of(flow.project, folder, export, name)
            if os.path.lexists(folder.root / file.path) and (finding := _obstacle(flow, folder, file)) is not None:
                yield finding


def holder(project: Project, folder: Folder, file: File) -> Diagnostic | None:
    """The finding that a file was made from another page, which still exists; None where it may be replaced."""
    entry = folder.manifest.files.get(file.path) or folder.manifest.orphans.get(file.path)
    if entry is None or folder.verdict(file.path)[0] is not Verdict.OWN:
        return None
    pages = dict.fromkeys((entry.page, *entry.sources))
    if not pages.keys().isdisjoint(file.export.pages):
        return None
    there = next((page for page in pages if _exists(project, page)), None)
    if there is None:
        return None
    message = f"'{file.shown}' was made from page '{there}', and would be replaced by page '{file.export.pages[0]}'"
    return TAKEN.finding(message, file.export.pos, "give one of them another 'output', or overwrite it with --force")


def not_ours(file: File, verdict: Verdict) -> Diagnostic | None:
    """The finding that a file was not written by the exporter, or was changed since; None for all others."""
    if verdict not in _NOT_OURS:
        return None
    code, what = _NOT_OURS[verdict]
    return code.finding(f"'{file.shown}' {what}", file.export.pos, "move it away, or overwrite it with --force")


def would_keep(folder: Folder, cache: Cache | None, made: Made) -> bool:
    """Whether a file that others wrote has the bytes that it is to have, as far as the cache knows these."""
    known = kept(cache, made.key, lambda: made.selected.document)
    if known is None or known.data is None:
        return False
    return hashlib.sha256(known.data).hexdigest() == folder.verdict(made.file.path)[1]


def _obstacle(flow: Flow, folder: Folder, file: File) -> Diagnostic | None:
    known = file.path in folder.manifest.files or file.path in folder.manifest.orphans
    if known:
        return holder(flow.project, folder, file)
    finding = not_ours(file, folder.verdict(file.path)[0])
    return None if finding is None or _is_adopted(flow, folder, file) else finding


def _is_adopted(flow: Flow, folder: Folder, file: File) -> bool:
    selected = flow.select(file.export).in_format(file.format, flow.project.grade)
    try:
        return selected.failed or would_keep(folder, flow.cache, made_of(flow.settings, file, selected))
    except WrongSettings:
        return True  # it is not made at all, which is told elsewhere


def _exists(project: Project, page: str) -> bool:
    """Whether the project still has a page; accents may be composed otherwise on disk."""
    path = Path(os.path.normpath(project.config.folder / page))
    if os.path.isfile(path):  # noqa: PTH113 (the manifest may have been written by anybody: any text is a name)
        return True
    return "\0" not in page and Path(path.anchor).joinpath(*spelled(Path(path.anchor), path.parts[1:])).is_file()
