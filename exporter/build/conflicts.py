"""Conflicts in the output folder: files of another page, and files that the exporter did not write."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from exporter.build.files import OutputFile, PreparedFile, UnpreparedFile, output_files, prepare
from exporter.build.flow import Flow
from exporter.build.project import Project
from exporter.build.rendered_files import kept
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


def conflicts(flow: Flow, exports: Iterable[Export]) -> Iterator[Diagnostic]:
    """Yield why a build would not write files of these exports, as far as the output folder tells."""
    folder = Folder(flow.project.output_root)
    for file in output_files(flow.project, folder, exports):
        if os.path.lexists(folder.root / file.path) and (finding := _conflict(flow, folder, file)) is not None:
            yield finding


def other_page(project: Project, folder: Folder, file: OutputFile) -> Diagnostic | None:
    """Return the finding that a file was made from another page, which still exists; None if it may be replaced."""
    entry = folder.manifest.files.get(file.path) or folder.manifest.orphans.get(file.path)
    if entry is None or folder.verdict(file.path)[0] is not Verdict.OWN:
        return None
    pages = dict.fromkeys((entry.page, *entry.sources))
    if not pages.keys().isdisjoint(file.export.pages):
        return None
    other = next((page for page in pages if _exists(project, page)), None)
    if other is None:
        return None
    message = f"'{file.shown}' was made from page '{other}', and would be replaced by page '{file.export.pages[0]}'"
    return TAKEN.finding(message, file.export.pos, "give one of them another 'output', or overwrite it with --force")


def not_ours(file: OutputFile, verdict: Verdict) -> Diagnostic | None:
    """Return the finding that the exporter did not write a file, or that it was changed since; None for others."""
    if verdict not in _NOT_OURS:
        return None
    code, what = _NOT_OURS[verdict]
    return code.finding(f"'{file.shown}' {what}", file.export.pos, "move it away, or overwrite it with --force")


def has_wanted_bytes(folder: Folder, cache: Cache | None, prepared: PreparedFile) -> bool:
    """Return whether a file that others wrote has the right bytes, as far as the cache knows these."""
    known = kept(cache, prepared)
    return known is not None and known.sha256 == folder.verdict(prepared.file.path)[1]


def _conflict(flow: Flow, folder: Folder, file: OutputFile) -> Diagnostic | None:
    if file.path in folder.manifest.files or file.path in folder.manifest.orphans:
        return other_page(flow.project, folder, file)
    finding = not_ours(file, folder.verdict(file.path)[0])
    return None if finding is None or _would_stay(flow, folder, file) else finding


def _would_stay(flow: Flow, folder: Folder, file: OutputFile) -> bool:
    """Return whether a build leaves a file as it is: it has the right bytes, or fails for a reason told elsewhere."""
    prepared = prepare(flow, file, flow.select(file.export))
    return isinstance(prepared, UnpreparedFile) or has_wanted_bytes(folder, flow.cache, prepared)


def _exists(project: Project, page: str) -> bool:
    """Return whether the project still has a page; accents may be composed otherwise on disk."""
    path = Path(os.path.normpath(project.config.folder / page))
    if os.path.isfile(path):  # noqa: PTH113 (the manifest may have been written by anybody: any text is a name)
        return True
    return "\0" not in page and Path(path.anchor).joinpath(*spelled(Path(path.anchor), path.parts[1:])).is_file()
