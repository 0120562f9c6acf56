"""``exporter list``: print the exports that would be built, and the origin of each value."""

import sys
from typing import Annotated, Any

import typer

from exporter.build.conflicts import conflicts
from exporter.build.files import output_files
from exporter.build.outcome import Run
from exporter.build.project import Project
from exporter.cli import options
from exporter.cli.console import print_findings
from exporter.cli.options import SessionOptions, format_names, open_cache
from exporter.cli.session import session
from exporter.diagnostics import visible
from exporter.model.export import Export
from exporter.output import Folder
from exporter.report.json import json_text


def list_exports(
    targets: options.Targets = None,
    to: options.To = "",
    release: options.Release = "",
    config: options.ConfigFile = None,
    form: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
    cache: options.CacheFolder = None,
    no_cache: options.NoCache = False,
) -> int:
    """Tell what would be built: outputs, pages, sections, formats, titles and where each value came from."""
    kept = open_cache(cache, off=no_cache)
    given = SessionOptions(config=config, targets=tuple(targets or ()), cache=kept, release=release)
    with session(given) as opened:
        exports = opened.plan(format_names(to))
        opened.diagnostics.extend(conflicts(opened.flow, exports))
        opened.warn_if_idle(exports)
        opened.flow.records.save()
    folder = Folder(opened.project.output_root)
    if form == "json":
        value = [_as_json(export, opened.project, folder) for export in exports]
        sys.stdout.write(json_text(value))
    elif exports:
        print("\n\n".join(_as_text(export, opened.project, folder) for export in exports))
    run = opened.finished(Run(command="list"), opened.findings(exports))
    print_findings(run.all_findings())
    return run.exit_code


def _as_text(export: Export, project: Project, folder: Folder) -> str:
    where = str(export.pos) if export.pos else export.pages[0]
    of = f"section '{export.heading}'" if export.section else "the whole page"
    pages = export.pages[0] if len(export.pages) == 1 else f"{len(export.pages)} pages"
    lines = [
        f"{export.output}",
        f"  from: {of} of {pages} ({where})",
        f"  formats: {', '.join(export.formats)}{_origin(export, 'formats')}",
        f"  title: {export.title}{_origin(export, 'title')}",
    ]
    for name in ("subtitle", "version", "date", "status", "identifier", "language"):
        if getattr(export, name):
            lines.append(f"  {name}: {getattr(export, name)}{_origin(export, name)}")
    lines += [f"  file: {path}{_without(unmet)}" for path, unmet in _files(export, project, folder).items()]
    return "\n".join(visible(line) for line in lines)


def _origin(export: Export, name: str) -> str:
    return f"  [{export.origins[name]}]" if name in export.origins else ""


def _without(unmet: tuple[str, ...]) -> str:
    return f" (no {', no '.join(unmet)})" if unmet else ""


def _files(export: Export, project: Project, folder: Folder) -> dict[str, tuple[str, ...]]:
    """Return the export's files, each with the standards that the built file should meet and does not."""
    files = list(output_files(project, folder, (export,)))
    built = [folder.manifest.files.get(file.path) for file in files]
    return {
        project.config.shown(file.base / file.name): entry.unmet if entry else ()
        for file, entry in zip(files, built, strict=True)
    }


def _as_json(export: Export, project: Project, folder: Folder) -> dict[str, Any]:
    origins = {name: _origin_json(origin) for name, origin in export.origins.items()}
    files = _files(export, project, folder)
    return {
        "output": export.output,
        "title": export.title,
        "pages": list(export.pages),
        "page": export.pages[0],
        "line": export.pos.start.line if export.pos else None,
        "column": export.pos.start.column if export.pos else None,
        "place": str(export.pos) if export.pos else None,
        "section": export.heading,
        "anchor": export.section,
        "formats": list(export.formats),
        "files": list(files),
        "unmet": {path: list(unmet) for path, unmet in files.items() if unmet},
        "subtitle": export.subtitle,
        "version": export.version,
        "date": export.date,
        "status": export.status,
        "identifier": export.identifier,
        "language": export.language,
        "origins": origins,
    }


def _origin_json(origin: Any) -> dict[str, Any]:
    place = {"file": origin.pos.file, "line": origin.pos.start.line} if origin.pos else {}
    return {"kind": origin.kind, **place}
