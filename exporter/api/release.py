"""The archive of a release, with its reports."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from exporter.api.changes import changes_since
from exporter.api.session import Session
from exporter.build.check import check
from exporter.build.files import output_files, shown
from exporter.build.finished_release import archive_path, other_content
from exporter.build.outcome import FileState, ReleaseArchive, Run
from exporter.diagnostics import Diagnostics
from exporter.evaluation.criteria import judged_formats
from exporter.model.export import Export
from exporter.output import Folder
from exporter.output.release_archive import write_archive
from exporter.report.accessibility.collect import Collector
from exporter.report.accessibility.html import as_html
from exporter.report.changes import ChangeFormat
from exporter.report.json import as_json
from exporter.report.text import finding_lines
from exporter.version import __version__


def refused(opened: Session, exports: Sequence[Export]) -> Run | None:
    """Return the run that ends because the release is finished and has other content; None if it may be built."""
    finding = other_content(opened.flow, exports)
    return Run(version=__version__, findings=(finding,)) if finding is not None else None


def pack(opened: Session, run: Run, exports: Sequence[Export], since: str = "") -> Run:
    """Write the archive of a run without faults; return the run with it. A release without files has none.

    ``since`` is the revision whose changes are reported in the archive. Raises ``UsageError``.
    """
    project = opened.project
    archive, folder = archive_path(project), Folder(project.output_root)
    files = {file.path: file.shown for file in output_files(project, folder, exports)}
    if not files:
        return run
    inside = {name: path for path, name in files.items()}
    results = [
        replace(r, path=inside[r.path], state=FileState.BUILT, reason="", seconds=0.0) for r in run.results
    ]  # as on any day and any machine
    found = Diagnostics()
    packed = replace(run, results=results, seconds=0.0)
    reports = dict(_reports(opened, packed, exports, since, found))
    size = write_archive(archive, folder, files, reports, project.own_folder or archive.parent)
    made = ReleaseArchive(shown(archive), len(files), size)
    return replace(run, findings=(*run.findings, *found), archive=made)


def _reports(
    opened: Session, run: Run, exports: Sequence[Export], since: str, found: Diagnostics
) -> Iterator[tuple[str, str]]:
    """Yield the name and text of each report."""
    yield "findings.txt", "\n".join(finding_lines(run, notes=True) or ["no findings"]) + "\n"
    yield "findings.json", as_json(run)
    states = {r.path: r for r in check(opened.flow, exports).results if r.format in judged_formats()}
    if states:
        collector = Collector(opened.flow, states, shows=False, archived=True)
        yield "accessibility.html", as_html(collector.evidence(exports))
    if since:
        reports = changes_since(opened.flow, opened.workers, since, ChangeFormat.HTML)
        found.extend(reports.findings)
        yield "changes.md", reports.texts[ChangeFormat.MARKDOWN]
        yield "changes.html", reports.texts[ChangeFormat.HTML]
