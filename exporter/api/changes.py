"""The change report of a revision or of two releases: which downloads changed, in words and pictures of pages."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from os.path import relpath
from pathlib import Path
from typing import Any

from exporter import backends
from exporter.build.download_changes import DownloadChange, download_changes
from exporter.build.flow import Flow
from exporter.build.one_file import render_one
from exporter.build.project import open_project
from exporter.build.release_changes import ReleaseChange, release_changes
from exporter.build.within_limits import open_flow
from exporter.build.workers import WorkerPool, Workers, shared_folder
from exporter.build.workers.tasks import Failure, run_one
from exporter.config import FILE, Config, limit_values
from exporter.config.load import load
from exporter.diagnostics import Diagnostics, Severity, UsageError
from exporter.model.export import Export
from exporter.output.folder import BROKEN
from exporter.output.release_files import ReleaseFiles
from exporter.report.change_report import change_report
from exporter.report.changes import ChangeFormat, as_html, as_markdown
from exporter.report.page_images import PagePair, PdfPair, available, differing, unavailable
from exporter.source.files import DEFAULTS
from exporter.source.revisions import Checkout


@dataclass(frozen=True, slots=True)
class ChangeReports:
    """The change report as text, by its format, and what the comparison found."""

    texts: Mapping[ChangeFormat, str]
    findings: Diagnostics


def changes_since(new: Flow, workers: Workers, since: str, *forms: ChangeFormat) -> ChangeReports:
    """Return the change report since a revision as Markdown, and in other formats. Raises ``UsageError``."""
    with tempfile.TemporaryDirectory(prefix="exporter-diff-", dir=shared_folder()) as folder:
        found = Diagnostics()
        old = _old_state(new, since, Path(folder), workers, found)
        downloads = download_changes(old, new)
        source = new.project.trusted
        pairs = {d.export.output: partial(_rendered, old, new, workers, d) for d in downloads if _has_pdf(d)}
        ignored = source.state.ignored if source else ()
        return _reports(downloads, since, ignored, pairs, workers, forms, found)


def changes_between(old: ReleaseFiles, new: ReleaseFiles, workers: Workers, *forms: ChangeFormat) -> ChangeReports:
    """Return the change report of two releases as Markdown, and in other formats."""
    found = Diagnostics()
    for release in (old, new):
        for fault in release.manifest.faults:
            found.add(BROKEN, f"cannot read all of the manifest of '{release.name}': {fault}")
    downloads = release_changes(old, new, workers)
    pairs = {d.export.output: partial(_released, old, new, d) for d in downloads if _has_pdf(d)}
    return _reports(downloads, old.name, (), pairs, workers, forms, found)


def _has_pdf(change: DownloadChange[Any]) -> bool:
    return "pdf" in change.export.formats


def _reports(
    downloads: Sequence[DownloadChange[Any]],
    since: str,
    ignored: Sequence[str],
    pairs: Mapping[str, Callable[[], PdfPair]],
    workers: WorkerPool,
    forms: Sequence[ChangeFormat],
    found: Diagnostics,
) -> ChangeReports:
    """Return the reports of changed downloads; ``pairs`` give the PDFs by their outputs."""
    report = change_report(downloads, since, ignored)
    texts = {ChangeFormat.MARKDOWN: as_markdown(report)}
    if ChangeFormat.JSON in forms:
        texts[ChangeFormat.JSON] = report.model_dump_json(indent=1) + "\n"
    if ChangeFormat.HTML in forms:
        texts[ChangeFormat.HTML] = as_html(downloads, since, _pictures(pairs, workers, found))
    return ChangeReports(texts, found)


def _pictures(
    pairs: Mapping[str, Callable[[], PdfPair]], workers: WorkerPool, found: Diagnostics
) -> Mapping[str, Sequence[PagePair]]:
    """Return pictures of the pages that differ, by output; PDFs that cannot be shown are findings."""
    if pairs and not available():
        found.found.append(unavailable())
        return {}
    pictures = {}
    for output, pair in pairs.items():
        try:
            result = run_one(workers, differing, pair())
        except UsageError as error:
            result = Failure(error.diagnostic)
        if isinstance(result, Failure):
            message = f"no pictures of '{output}': {result.finding.message}"
            found.found.append(replace(result.finding, message=message, severity=Severity.WARNING))
        else:
            pictures[output] = result
    return pictures


def _rendered(old: Flow, new: Flow, workers: WorkerPool, change: DownloadChange[Export]) -> PdfPair:
    return PdfPair(_pdf(old, workers, change.old), _pdf(new, workers, change.new))


def _released(old: ReleaseFiles, new: ReleaseFiles, change: ReleaseChange) -> PdfPair:
    before, after = (one.files.get("pdf") if one is not None else None for one in (change.old, change.new))
    versions = before.version if before else "", after.version if after else ""
    return PdfPair(old.file(before.path) if before else None, new.file(after.path) if after else None, versions)


def _old_state(new: Flow, revision: str, into: Path, workers: Workers, diagnostics: Diagnostics) -> Flow:
    """Return the flow over the project as it was at a revision, in a folder of its own. Raises ``UsageError``.

    It is of the same release, since its name is in every file. It has the records of ``new``, so that a page that is as
    it was then is known.
    """
    project, config = new.project, new.project.config
    own = limit_values.own(config, "source", DEFAULTS)
    state = Checkout.of(config.folder, revision, into, diagnostics, max(own.page_bytes, own.file_bytes))
    state.write([config.file] if config.file else [])
    file = state.folder / (config.file.name if config.file else FILE)
    try:
        before = _old_config(config, state, file)
        state.write([config.folder / name for name in _named(before)])
        state.complete(file, state.folder / before.content)
        before_it = open_project(state.folder, Diagnostics(), file=file, release=project.release)
        flow = open_flow(before_it, workers)
        flow.records = new.records
        state.write([config.folder / name for name in _option_files(flow)])
    except UsageError as error:
        wrong = error.diagnostic
        message = f"the project as it was at {revision}: {wrong.message}"
        raise UsageError(message, code=wrong.code, pos=wrong.pos, hint=wrong.hint) from error
    return flow


def _old_config(config: Config, state: Checkout, file: Path) -> Config:
    """Return the configuration at the revision; today's if it had none. Raises ``UsageError``."""
    before = load(state.folder, list(backends.FORMATS), Diagnostics(), file) if file.is_file() else config
    if Path(before.content).is_absolute() or not state.inside(config.folder / before.content):
        message = f"the folder of the pages, '{before.content}', is outside of the repository"
        raise UsageError(
            message, code="no-revision", pos=before.where("content"), hint="git only has the files of its repository"
        )
    return before


def _named(before: Config) -> list[str]:
    """Return the files and folders that a configuration names."""
    public = (relpath(path, before.folder) for path in before.public_folders)
    names = (before.content, *public, before.theme, before.site.sitemap)
    return [name for name in names if name]


def _option_files(flow: Flow) -> list[str]:
    """Return the files that options of formats name, in the configuration and in exports."""
    config, formats = flow.project.config, flow.project.formats
    exports = flow.plan(Diagnostics())
    given = [(name, own) for name in formats for own in (config.options(name), *(e.options.get(name) for e in exports))]
    return [str(own[key]) for name, own in given for key in formats[name].options.FILES if own and own.get(key)]


def _pdf(flow: Flow, workers: WorkerPool, export: Export | None) -> bytes | None:
    asked = export is not None and "pdf" in export.formats
    return render_one(flow, workers, export, "pdf")[1] if export is not None and asked else None
