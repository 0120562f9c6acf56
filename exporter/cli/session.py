"""What commands that read a project begin with."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from exporter.diagnostics import Diagnostic, Diagnostics, UsageError, did_you_mean

if TYPE_CHECKING:
    from exporter.build.flow import Flow
    from exporter.build.project import Project
    from exporter.build.workers import Workers
    from exporter.cache import Cache
    from exporter.cli.destination import Destination
    from exporter.config import Config
    from exporter.model.export import Export


@contextmanager
def open_flow(
    diagnostics: Diagnostics,
    *,
    config: Path | None,
    targets: Sequence[str] = (),
    theme: str | None = None,
    out: Path | None = None,
    cache: "Cache | None" = None,
    jobs: int | None = None,
    seconds: float | None = None,
    in_process: bool = False,
    writes: "Sequence[Destination | None]" = (),
    report: Path | None = None,
    stream: IO[bytes] | None = None,
    renders: bool = True,
) -> "Iterator[tuple[Flow, Workers]]":
    """The project around the current folder, and the workers that keep it within its limits.

    ``report`` and ``writes`` are files that the command's options name for writing, ``stream`` is a page without a
    file; ``renders`` says whether files will be made. Raises ``UsageError``, also for two of the former that are one,
    and for one that the project is made from.
    """
    from exporter.build.project import open_project
    from exporter.build.project_files import project_files
    from exporter.build.session import Session, limited_workers
    from exporter.cli.destination import check_apart, destination, spare_all, step_summary

    told = destination(report, "--report") if report is not None else None
    written = [one for one in (*writes, told, step_summary()) if one is not None]
    check_apart(written)
    project = open_project(Path.cwd(), diagnostics, file=config, targets=targets, theme=theme, out=out, stream=stream)
    check_place(cache, project)
    diagnostics.extend(cache.findings if cache else ())
    if written:
        spare_all(project_files(project), written)
    with limited_workers(project.limits["run"], jobs, seconds, in_process=in_process) as workers:
        flow = Session(project, workers, cache, renders=renders).flow
        LAST.flow = flow
        yield flow, workers


@dataclass(slots=True)
class Last:
    """The flow that was opened last in this process: a watch wakes for what it read."""

    flow: "Flow | None" = None


LAST = Last()


def open_cache(folder: Path | None, *, off: bool = False) -> "Cache | None":
    """The cache: the folder given, that of EXPORTER_CACHE, else the user's own; None where it is off.

    A cache that is not trusted says so in its findings. Raises ``UsageError`` for a folder that is not the exporter's.
    """
    if off:
        return None
    from platformdirs import user_cache_path

    from exporter.cache import UNTRUSTED, Cache, check

    own = os.environ.get("EXPORTER_CACHE")
    place = folder or (Path(own) if own else user_cache_path("mdc-exporter"))
    diagnostics = Diagnostics()
    try:
        why, hint = check(place)
    except OSError as error:
        if folder is not None or (own and os.path.lexists(place)):
            hint = "name a folder that you may read, or a new one, with --cache"
            message = f"'{place}' cannot be the cache folder: {error.strerror or error}"
            raise UsageError(message, code="cache-folder", hint=hint) from error
        why = ""  # where there can be no folder there is no cache: a run needs none
    if why:
        diagnostics.add(UNTRUSTED, f"the cache is not used: {why}", None, hint)
    secret = os.environ.get("EXPORTER_CACHE_KEY", "").encode("utf-8", "surrogateescape")
    return Cache(place, secret=secret, findings=tuple(diagnostics))


def check_place(cache: "Cache | None", project: "Project") -> None:
    """Raise ``UsageError`` for a cache in the place of the project's own files, or among those that it publishes."""
    if cache is None:
        return
    config, place, top = project.config, cache.folder.resolve(), project.config.folder.resolve()
    served = [path.resolve() for path in (config.content_folder, *config.named_public_folders)]
    taken = {top, *served, *(path.resolve() for path in (project.output_root, *project.folders.values()))}
    # pages may lie in the project's own folder, where the cache may lie too
    if place in taken or any(place.is_relative_to(path) and not top.is_relative_to(path) for path in served):
        message = f"'{cache.folder}' cannot be the cache folder: it is of the project's pages or outputs"
        raise UsageError(message, code="cache-folder", hint="name a folder of its own, such as --cache .exporter-cache")


def findings_of(
    flow: "Flow", diagnostics: Diagnostics, exports: "Sequence[Export] | None" = None, names: Sequence[str] = ()
) -> tuple[Diagnostic, ...]:
    """What was found before rendering, as grave as the configuration says.

    In all pages, or in those of ``exports`` and those that ``names`` on the command line stand for.
    """
    project = flow.project
    _check_names(project, diagnostics)
    graded = project.grade(diagnostics)
    files = {file for export in exports for file in export.pages} if exports is not None else None
    early: Sequence[Diagnostic] = graded
    if files is not None:
        files |= flow.named(names)
    if files:
        early = [f for f in graded if f.pos is None or f.pos.file in files or f.pos.file not in flow.sources]
    return tuple(dict.fromkeys((*early, *project.grade(flow.findings(files), project.config.formats))))


def note_idle(flow: "Flow", exports: "Sequence[Export]", targets: Sequence[str], diagnostics: Diagnostics) -> None:
    """Warn where there are pages and nothing is to be made of them."""
    from exporter.plan.codes import IDLE

    if not (exports or targets or diagnostics.failed) and flow.sources:
        hint = f"name a page, such as: exporter build {next(iter(flow.sources))}; or add 'exports:' to exporter.yaml"
        message = "nothing to build: no download link stands above an FAQ, and there is no 'exports:'"
        diagnostics.add(IDLE, message, None, hint)


def _check_names(project: "Project", diagnostics: Diagnostics) -> None:
    """Warn of codes and components that comments and the configuration name and that are none."""
    from exporter.validate.suppressions import MARK

    # what there is is gathered from every stage and format, so only where something names it
    texts = {source.file: source.text for source in project.sources if MARK in source.text}
    if texts or project.config.severities:
        _check_codes(project.config, texts, diagnostics)
    if project.config.losses:
        _check_components(project.config, diagnostics)


def _check_codes(config: "Config", texts: Mapping[str, str], diagnostics: Diagnostics) -> None:
    from exporter.report.codes import known_codes
    from exporter.validate import suppressions

    codes = known_codes()
    suppressions.check(texts, codes, diagnostics)
    for code in (c for c in config.severities if c not in codes):
        where = config.where("severities", code, key=True)
        diagnostics.add(suppressions.UNKNOWN, f"no finding has the code '{code}'", where, did_you_mean(code, codes))


def _check_components(config: "Config", diagnostics: Diagnostics) -> None:
    from exporter.build.grading import plain_name
    from exporter.components import known_components
    from exporter.lowering.codes import UNKNOWN_COMPONENT
    from exporter.lowering.elements import ELEMENTS

    known = {plain_name(c.name): c.name for c in known_components(config.components)} | {e: e for e in ELEMENTS}
    for name in (n for n in config.losses if plain_name(n) not in known):
        hint = did_you_mean(name, known.values())
        diagnostics.add(UNKNOWN_COMPONENT, f"no component '{name}'", config.where("losses", name, key=True), hint)
