"""``exporter diff``: which downloads change between two states of the content."""

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exporter.cli import choices
from exporter.cli.exits import Exit
from exporter.cli.session import open_cache, open_flow
from exporter.diagnostics import Diagnostics

if TYPE_CHECKING:
    from exporter.batch.difference import DownloadChange
    from exporter.batch.workforce import Workforce
    from exporter.config import Config
    from exporter.model.export import Export
    from exporter.pipeline.flow import Flow
    from exporter.pipeline.project import Project
    from exporter.report.pages import PagePair

# pages of one download that are shown
SHOWN_PAGES = 8


class Form(StrEnum):
    """The forms of the change report."""

    MARKDOWN = "markdown"
    HTML = "html"


SUFFIXES = {Form.MARKDOWN: (".md", ".markdown", ".txt"), Form.HTML: (".html", ".htm")}


def diff(
    revision: Annotated[
        str,
        typer.Option("--from", metavar="REV", help="The old state in git; HEAD, or the base of a pull request."),
    ] = "",
    form: Annotated[
        Form, typer.Option("--format", help="Text for a comment, or a page with pictures.")
    ] = Form.MARKDOWN,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write it there instead of to stdout.")
    ] = None,
    config: choices.ConfigFile = None,
    cache: choices.CacheFolder = None,
) -> int:
    """Tell which downloads change, and how: new, gone and reworded questions, new names, pages that look different."""
    from exporter.batch.difference import difference
    from exporter.batch.limited import flow_within
    from exporter.cli.destination import destination, step_summary
    from exporter.report.changes import as_html, as_markdown

    target = destination(output) if output is not None else None
    if target is not None:
        target.keep(SUFFIXES[form])
    since = revision or _base()
    with (
        open_flow(Diagnostics(), config=config, cache=open_cache(cache), writes=(target,)) as (new, workers),
        tempfile.TemporaryDirectory(prefix="exporter-diff-") as folder,
    ):
        old = flow_within(_old_state(new.project.config, since, Path(folder)), workers)
        found = difference(old, new)
        new.records.save()
        markdown = as_markdown(found, since)
        text = markdown if form is Form.MARKDOWN else as_html(found, since, _pages(old, new, found, workers))
    if target is None:
        sys.stdout.write(text)
    else:
        target.write(text.encode("utf-8", "replace"))
    if (summary := step_summary()) is not None:
        summary.write(markdown.encode("utf-8", "replace"), append=True)
    return Exit.FINE


def _base() -> str:
    """What a pull request is compared with on GitHub and GitLab; HEAD elsewhere."""
    branch = os.environ.get("GITHUB_BASE_REF") or os.environ.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
    return f"origin/{branch}" if branch else "HEAD"


def _old_state(config: "Config", revision: str, into: Path) -> "Project":
    """The project as it was at a revision, in a folder of its own."""
    from exporter import backends
    from exporter.config.load import load
    from exporter.pipeline.project import open_project
    from exporter.source.git import checkout

    folder = checkout(config.folder, revision, [config.file] if config.file else [], into)
    file = folder / config.file.name if config.file and (folder / config.file.name).is_file() else None
    before = load(folder, list(backends.FORMATS), Diagnostics(), file) if file else config
    names = (before.content, before.public, before.theme, before.site.sitemap)
    checkout(config.folder, revision, [config.folder / name for name in names if name], into)
    (folder / before.content).mkdir(parents=True, exist_ok=True)
    if file is None:  # the nearest one upward would be that of another project
        file = folder / "exporter.yaml"
        file.write_text("{}\n")
    return open_project(folder, Diagnostics(), file=file)


def _pages(
    old: "Flow", new: "Flow", found: "Sequence[DownloadChange]", workers: "Workforce"
) -> "Mapping[str, Sequence[PagePair]]":
    """Pictures of the pages that differ, of each download that is a PDF."""
    from exporter.report.pages import available, differing

    if not available():
        hint = "install them with: pip install 'mdc-exporter[preview]'"
        print(f"the report has no pictures of pages, for want of pypdfium2\n  hint: {hint}", file=sys.stderr)
        return {}
    pdfs = (d for d in found if "pdf" in d.export.formats)
    pairs = ((d.export.output, _pdf(old, workers, d.old), _pdf(new, workers, d.new)) for d in pdfs)
    return {output: differing(before, after)[:SHOWN_PAGES] for output, before, after in pairs}


def _pdf(flow: "Flow", workers: "Workforce", export: "Export | None") -> bytes | None:
    from exporter.batch.single import render_one

    asked = export is not None and "pdf" in export.formats
    return render_one(flow, workers, export, "pdf")[1] if export is not None and asked else None
