"""Builds every page of a site in every format: ``python -m tests.conformance.building CONFIG OUT REPORT``.

The command gets the pages that it takes; hidden ones, which it refuses, go through the library. ``REPORT`` is the
report as JSON of both together.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from exporter.build.batch import BatchOptions, build
from exporter.build.flow import Flow
from exporter.build.project import open_project
from exporter.build.workers import Workers
from exporter.cli import run
from exporter.diagnostics import Diagnostics
from exporter.plan import Selection
from exporter.report.json import as_json
from exporter.source.reader import SourceFile
from exporter.source.routes import is_hidden

WORKERS = 2


def by_command(config: Path, out: Path, pages: Iterable[Path], report: Path) -> dict[str, Any]:
    """The report of ``exporter build`` with the pages given by name."""
    os.chdir(config.parent)
    names = [page.relative_to(config.parent).as_posix() for page in pages]
    options = ("--config", str(config), "--out", str(out), "-j", str(WORKERS), "--report", str(report), "-q")
    run(["build", *names, *options, "--cache", str(out.parent / "cache")])
    value: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return value


def by_library(config: Path, out: Path, pages: Iterable[Path]) -> dict[str, Any]:
    """The report of a build of pages that the site hides."""
    project = open_project(config.parent, Diagnostics(), file=config, out=out)
    hidden = tuple(_source(page, config.parent) for page in pages)
    project = replace(project, sources=(*project.sources, *hidden))
    flow, diagnostics = Flow(project), Diagnostics()
    exports = flow.plan(diagnostics, Selection(tuple(page.file for page in hidden)))
    with Workers(WORKERS) as workers:
        result = build(flow, exports, flow.plan(Diagnostics()), workers, BatchOptions())
    findings = flow.findings({page.file for page in hidden})
    value: dict[str, Any] = json.loads(as_json(replace(result, findings=(*diagnostics, *findings))))
    return value


def _source(page: Path, root: Path) -> SourceFile:
    data = page.read_bytes()
    text, name = data.decode("utf-8"), page.relative_to(root).as_posix()
    return SourceFile(name, page, text, hashlib.sha256(data).hexdigest(), "/" + name.removesuffix(".md"))


def main(config: Path, out: Path, report: Path) -> int:
    """Builds all pages below ``content`` beside the configuration."""
    content = config.parent / "content"
    pages = sorted(content.rglob("*.md"))
    hidden = [page for page in pages if is_hidden(PurePosixPath(page.relative_to(content)))]
    shown = by_command(config, out, [page for page in pages if page not in hidden], report)
    more = by_library(config, out, hidden)
    for key in ("files", "findings", "tracebacks"):
        shown[key] += more[key]
    report.write_text(json.dumps(shown | {"pages": [p.relative_to(config.parent).as_posix() for p in pages]}), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:4])))
