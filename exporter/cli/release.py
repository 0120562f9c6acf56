"""``exporter build --release``: the archive of a release, with its reports."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from exporter.build.check import check
from exporter.build.files import output_files, shown
from exporter.build.outcome import FileState, Run
from exporter.cli.diff import ChangeFormat, reports_since
from exporter.cli.exit_codes import Exit
from exporter.cli.options import BuildOptions
from exporter.cli.session import CommandSession
from exporter.evaluation.criteria import judged_formats
from exporter.model.export import Export
from exporter.output import Folder
from exporter.output.release_archive import write_archive
from exporter.report.accessibility.collect import Collector
from exporter.report.accessibility.html import as_html
from exporter.report.grouping import size_words
from exporter.report.json import as_json
from exporter.report.text import finding_lines


def packed(opened: CommandSession, run: Run, exports: Sequence[Export], options: BuildOptions) -> str:
    """Write the archive beside the folder of the release; return a line about it. A failed run gives none."""
    project = opened.project
    root = project.output_root
    archive = root.with_name(f"{root.name}.zip")
    if run.exit_code != Exit.FINE:
        return f"no archive '{shown(archive)}': correct the errors, and build the release again"
    folder = Folder(root)
    files = {file.path: file.shown for file in output_files(project, folder, exports)}
    if not files:
        return f"no archive '{shown(archive)}': the release has no files"
    inside = {name: path for path, name in files.items()}
    results = [
        replace(r, path=inside[r.path], state=FileState.BUILT, reason="", seconds=0.0) for r in run.results
    ]  # as on any day and any machine
    reports = dict(_reports(opened, replace(run, results=results, seconds=0.0), exports, options.since))
    size = write_archive(archive, folder, files, reports, project.own_folder or root.parent)
    return f"wrote {shown(archive)}, {len(files)} files, {size_words(size)}"


def _reports(opened: CommandSession, run: Run, exports: Sequence[Export], since: str) -> Iterator[tuple[str, str]]:
    """Yield the name and text of each report."""
    yield "findings.txt", "\n".join(finding_lines(run, notes=True) or ["no findings"]) + "\n"
    yield "findings.json", as_json(run)
    states = {r.path: r for r in check(opened.flow, exports).results if r.format in judged_formats()}
    if states:
        yield "accessibility.html", as_html(Collector(opened.flow, states, shows=False).evidence(exports))
    if since:
        reports = reports_since(opened.flow, opened.workers, since, ChangeFormat.HTML)
        yield "changes.md", reports[ChangeFormat.MARKDOWN]
        yield "changes.html", reports[ChangeFormat.HTML]
