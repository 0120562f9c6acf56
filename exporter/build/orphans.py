"""Orphans: files that the exporter wrote and whose export is gone."""

from exporter.build.files import output_files, shown
from exporter.build.flow import Flow
from exporter.diagnostics import Diagnostics
from exporter.disk import leads_out
from exporter.output import Folder, Verdict


def find_orphans(flow: Flow, diagnostics: Diagnostics) -> list[tuple[str, str]]:
    """Return each orphan with the reason that it is left alone, empty if it may go.

    ``diagnostics`` takes faults of the manifest.
    """
    folder = Folder(flow.project.output_root)
    diagnostics.extend(folder.findings)
    return [(path, why) for _, path, why in _orphans(flow, folder)]


def remove_orphans(flow: Flow, diagnostics: Diagnostics) -> list[tuple[str, str]]:
    """Do as ``find_orphans`` and remove those that may go. Raises ``UsageError`` while a run is writing."""
    folder = Folder(flow.project.output_root)
    diagnostics.extend(folder.findings)
    with folder.locked(flow.project.own_folder):
        every = _orphans(flow, folder)
        for path, _, why in every:
            if not why:
                folder.remove(path)
        removed = {path for path, _, why in every if not why}
        before = folder.manifest.files | folder.manifest.orphans
        left = {path: entry for path, entry in before.items() if path not in removed}
        planned = _planned(flow, folder)
        files = {p: e for p, e in left.items() if p in planned}
        folder.save(files, {p: e for p, e in left.items() if p not in planned}, folder.manifest.environment)
    return [(path, why) for _, path, why in every]


def _planned(flow: Flow, folder: Folder) -> set[str]:
    return {file.path for file in output_files(flow.project, folder, flow.plan(Diagnostics()))}


def _orphans(flow: Flow, folder: Folder) -> list[tuple[str, str, str]]:
    planned = _planned(flow, folder)
    written = folder.manifest.files | folder.manifest.orphans
    found = []
    for path in sorted(p for p in written if p not in planned):
        verdict = folder.verdict(path)[0]
        if verdict is not Verdict.MISSING:
            why = "" if verdict is Verdict.OWN else "kept, since it was changed by hand"
            if not _within(flow, folder, path):
                why = "kept, since it is outside of the output folders"
            found.append((path, shown(folder.root / path), why))
    return found


def _within(flow: Flow, folder: Folder, path: str) -> bool:
    """Return whether a path of the manifest, which anybody may have written, is below an output folder."""
    target = (folder.root / path).parent
    return any(not leads_out(target, place) for place in (folder.root, *flow.project.folders.values()))
