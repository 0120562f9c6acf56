"""A run without changes: its result is that of the last run of its kind. Pages are hashed, none is parsed or planned.

The record of a run has the state of all its inputs, as the run itself read them, and its result. A run whose inputs and
files are the same by content takes that result; each other run goes its usual way.
"""

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypedDict

from exporter.build.files import shown
from exporter.build.flow import Flow
from exporter.build.outcome import FileResult, FileState, Run
from exporter.build.records import decode, encode
from exporter.build.settings import option_file
from exporter.cache import Cache, EntryKind, fits, json_text, key_of, read_json
from exporter.diagnostics import Diagnostic
from exporter.model.export import Export
from exporter.output import Folder, Verdict
from exporter.output.folder import is_as_left
from exporter.version import __version__


class RunRecord(TypedDict):
    """The record: ``state`` of the project, ``manifest`` by its hash, and answers to the questions of pages.

    ``folders`` are navigation files by folder, ``files`` those that options name. ``results`` are texts by path in
    the manifest, which take less memory than their values.
    """

    state: str
    manifest: str
    asked: dict[str, str]
    folders: dict[str, str]
    files: dict[str, str]
    findings: Any
    results: dict[str, str]


@dataclass(frozen=True)
class LastRun:
    """The record of the last run with the options behind ``key``, for a flow that has just been opened.

    ``opening`` are the findings of opening the project.
    """

    flow: Flow
    cache: Cache
    key: str
    opening: Sequence[Diagnostic]

    def unchanged(self, wait: float = 0.0) -> tuple[Run, tuple[Diagnostic, ...]] | None:
        """Return the result of a run without changes and its findings; None if anything has changed.

        Raises as ``build.batch.build`` for a folder that cannot be locked within ``wait`` seconds.
        """
        record: Any = self.cache.get_json(EntryKind.RUN, self.key)
        if not fits(record, RunRecord) or record["state"] != self._state or not self._same_answers(record):
            return None
        project = self.flow.project
        folder = Folder(project.output_root)
        if folder.sha256 != record["manifest"]:
            return None
        try:
            findings = decode(record["findings"])
            results = {path: decode(read_json(text)) for path, text in record["results"].items()}
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
            return None
        if not (fits(findings, tuple[Diagnostic, ...]) and fits(results, dict[str, FileResult])):
            return None
        with folder.locked(project.own_folder, wait):
            if folder.sha256 != record["manifest"] or not _are_as_left(folder, results):
                return None
        where = f"in {shown(project.output_root)}"
        return Run(version=__version__, results=tuple(results.values()), where=where), findings

    def note(self, run: Run, findings: Iterable[Diagnostic], exports: Sequence[Export]) -> None:
        """Keep the result of a run of these exports, if nothing but its inputs decides about it."""
        asked, root = self.flow.answers_given, self.flow.project.output_root
        if not run.repeatable or not is_as_left(root, run.manifest):
            return
        if asked is None or any(map(self._has_history, exports)):
            return
        known = (replace(result, state=FileState.CURRENT, seconds=0.0, reason="") for result in run.results)
        record = RunRecord(
            state=self._state,
            manifest=run.manifest,
            asked=dict(asked),
            folders=dict(self.flow.folders.answers),
            files=dict(self.flow.settings.files),
            findings=encode(tuple(findings)),
            results={_path(result, root): json_text(encode(result)) for result in known},
        )
        if self.cache.get_json(EntryKind.RUN, self.key) != record:
            self.cache.put_json(EntryKind.RUN, self.key, record)

    def _has_history(self, export: Export) -> bool:
        """Return whether a file of an export may have something from commits and tags, which no file tells."""
        options = (self.flow.settings.of(export, name).options for name in export.formats)
        return export.tagged or any("modified" in one.holds for one in options)

    def _same_answers(self, record: RunRecord) -> bool:
        flow = self.flow
        files = all(option_file(flow.project, name) == digest for name, digest in record["files"].items())
        return files and flow.folders.same(record["folders"]) and flow.gives(record["asked"])

    @cached_property
    def _state(self) -> str:
        """The hash of all that the run takes from its project and its machine, as it was opened."""
        project = self.flow.project
        pages = hashlib.sha256()
        for source in project.sources:
            pages.update(f"{source.path}\0{source.route}\0{source.sha256}\n".encode("utf-8", "surrogateescape"))
        options = {name: dict(project.config.options(name)) for name in project.formats}
        folders = {name: str(folder) for name, folder in project.folders.items()}
        site = project.site
        return key_of(
            *(project.site_key, project.environment_key, pages.hexdigest(), options, folders),
            *(dict(site.routes), str(project.output_root), sorted(project.told), list(self.opening)),
            *(project.config.sha256, self.flow.answers),
        )


def _are_as_left(folder: Folder, results: Iterable[str]) -> bool:
    """Return whether these files are the exporter's own, and whether the manifest names none that is gone."""
    if folder.pending:
        return False
    verdicts = {path: folder.verdict(path)[0] for path in (*folder.manifest.files, *folder.manifest.orphans)}
    there = all(verdict is not Verdict.MISSING for verdict in verdicts.values())
    return there and all(verdicts.get(path) is Verdict.OWN for path in results)


def _path(result: FileResult, root: Path) -> str:
    """Return the path of a file in the manifest."""
    return Path(os.path.relpath(result.path, root)).as_posix()
