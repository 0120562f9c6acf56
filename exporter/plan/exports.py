"""Exports: requests from links and configuration, chosen by the command line, with formats, properties and options."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from exporter.config import Config
from exporter.diagnostics import Diagnostics, did_you_mean
from exporter.model import paths
from exporter.model.document import Page
from exporter.model.export import LATEST, VERSION, Export, Format, Origin
from exporter.model.position import Pos
from exporter.plan import codes, output_names
from exporter.plan.collector import RequestCollector
from exporter.plan.conflicts import Destinations, ReservedFiles, allows_case_variants
from exporter.plan.named_targets import Selection, TargetResolver
from exporter.plan.numbering import numbering
from exporter.plan.page_index import PageIndex
from exporter.plan.page_outline import PageOutline, outline
from exporter.plan.properties import properties
from exporter.plan.requests import Request, whole_request
from exporter.plan.site_navigation import SiteNavigation
from exporter.source.navigation import ReadFolder, silent
from exporter.source.site import Site

NO_SELECTION = Selection()


def plan(
    pages: Iterable[Page],
    config: Config,
    site: Site,
    formats: Sequence[Format],
    diagnostics: Diagnostics,
    selection: Selection = NO_SELECTION,
) -> tuple[Export, ...]:
    """Return the selected exports of ``pages``, which are in the order of navigation."""
    outlines = [outline(page, formats, config.all_hosts) for page in pages]
    return plan_outlines(outlines, config, site, formats, diagnostics, selection)


def plan_outlines(
    pages: Iterable[PageOutline],
    config: Config,
    site: Site,
    formats: Sequence[Format],
    diagnostics: Diagnostics,
    selection: Selection = NO_SELECTION,
    destinations: Destinations | None = None,
) -> tuple[Export, ...]:
    """As ``plan``, for outlines of pages and for files that go to ``destinations``."""
    destinations = destinations or Destinations.of(config, formats)
    targets = _targets(pages, config, formats, diagnostics, destinations, site.navigation)
    chosen = targets.choose(selection, diagnostics)
    wanted = {id(request): names for request, names in chosen}
    unplanned = [request for request, _ in chosen if request.kind == "command line"]
    routes = {route.casefold(): route for route in site.routes}
    reserved = ReservedFiles(destinations, formats, allows_case_variants(config))
    exports: dict[int, Export] = {}
    for request in (*targets.requests, *unplanned):
        if id(request) not in wanted:
            reserved.reserve(request, _formats(request, (), config, formats, Diagnostics())[0], Diagnostics())
            continue
        export = _export(request, wanted[id(request)], config, routes, formats, diagnostics, selection.release)
        kept = reserved.reserve(replace(request, output=export.output), export.formats, diagnostics)
        navigation = targets.index.navigation
        missing = tuple((navigation.before(name, request.pages), name) for name in request.missing)
        chapters = navigation.chapters(request.pages)
        offered = kept
        if wanted[id(request)] and request.kind != "command line":  # the run narrows what it builds, not what exists
            planned = _formats(request, (), config, formats, Diagnostics())[0]
            offered = _without_routes(request, planned, routes, formats, Diagnostics())
        exports[id(request)] = replace(export, formats=kept, chapters=chapters, missing=missing, offered=offered)
    ordered = (exports[id(request)] for request, _ in chosen)
    return tuple(export for export in ordered if export.formats)


def named_files(
    pages: Iterable[PageOutline],
    config: Config,
    formats: Sequence[Format],
    selection: Selection,
    destinations: Destinations | None = None,
) -> frozenset[str]:
    """Return the files of the pages that ``selection`` names, whether or not they have an export."""
    targets = _targets(pages, config, formats, Diagnostics(), destinations or Destinations.of(config, formats))
    return targets.files(selection)


def _targets(
    pages: Iterable[PageOutline],
    config: Config,
    formats: Sequence[Format],
    diagnostics: Diagnostics,
    destinations: Destinations,
    read_folder: ReadFolder = silent,
) -> TargetResolver:
    public = [page for page in pages if page.data.get("draft") is not True]
    content = config.shown(config.content_folder)
    index = PageIndex(public, content, SiteNavigation(content, read_folder, diagnostics))
    collected = RequestCollector(index, formats, config.linked_formats, diagnostics, allows_case_variants(config))
    requests = tuple(collected.collect(config))
    return TargetResolver(requests, index, config, formats, destinations.folders, tuple(collected.lost))


def plan_page(
    page: PageOutline,
    output: str,
    wanted: tuple[str, ...],
    config: Config,
    formats: Sequence[Format],
    diagnostics: Diagnostics,
) -> Export:
    """Return the export of one whole page for the command line alone; it has no address at the site."""
    return _export(Request(output, (page,), None, "command line", None), wanted, config, {}, formats, diagnostics)


def plan_whole(
    pages: Iterable[PageOutline], config: Config, site: Site, formats: Sequence[Format], diagnostics: Diagnostics
) -> tuple[Export, ...]:
    """Return an export of each page, as if the command line named them all; drafts too, since they may be checked."""
    routes = {route.casefold(): route for route in site.routes}
    exports = (_export(whole_request(page, "command line"), (), config, routes, formats, diagnostics) for page in pages)
    return tuple(export for export in exports if export.formats)


def _export(
    request: Request,
    wanted: tuple[str, ...],
    config: Config,
    routes: Mapping[str, str],
    formats: Sequence[Format],
    diagnostics: Diagnostics,
    release: str = "",
) -> Export:
    dated = output_names.dated_name(request.output).date  # such a file has a state of its own
    fields, origins = properties(request, config, diagnostics, "" if dated else release)
    output = request.template.replace(VERSION, fields["version"] or LATEST) or request.output
    chosen, origin = _formats(request, wanted, config, formats, diagnostics)
    section = request.section
    options, given = _options(request, formats, diagnostics)
    fault = "a version has no slash" if request.template and "/" in fields["version"] else paths.fault(output)
    if fault:
        message = f"no file can be written to '{output}': {fault}"
        diagnostics.add(codes.OUTPUT, message, origins["version"].pos or request.pos, "choose another version")
        chosen = ()
    return Export(
        output=output,
        template=request.template,
        pages=tuple(page.file for page in request.pages),
        section=section.anchor if section else "",
        heading=section.words if section else "",
        formats=_without_routes(request, chosen, routes, formats, diagnostics),
        options=options,
        numbering=numbering(request, config, diagnostics),
        origins={"output": Origin(request.kind, request.pos), "formats": origin, **origins, **given},
        pos=request.pos,
        **fields,
    )


def _formats(
    request: Request, wanted: tuple[str, ...], config: Config, formats: Sequence[Format], diagnostics: Diagnostics
) -> tuple[tuple[str, ...], Origin]:
    """Return the formats of an export, in the order of the table, and the origin of that choice."""
    layers: list[tuple[tuple[str, ...], Origin]] = [(wanted, Origin("command line"))]
    for located, kind in request.entries:
        if located.entry.formats is not None:
            layers.append((located.entry.formats, Origin(kind, located.where("formats"))))
    layers.append(((*config.formats, *request.link_formats), Origin("default")))
    names, origin = next(layer for layer in layers if layer[0])
    known = {n for n in dict.fromkeys(names) if _known_format(n, formats, origin.pos, diagnostics)}
    return tuple(f.name for f in formats if f.name in known), origin


def _without_routes(
    request: Request,
    chosen: tuple[str, ...],
    routes: Mapping[str, str],
    formats: Sequence[Format],
    diagnostics: Diagnostics,
) -> tuple[str, ...]:
    """Return the formats, without HTML if the site has a page there (``routes`` by their folded case)."""
    route = routes.get(output_names.route_of(request.output).casefold())
    blocked = {f.name for f in formats if route is not None and f.suffix in (".html", ".htm")}
    if blocked & set(chosen):
        message = f"the site has a page at '{route}': the HTML file is not written"
        diagnostics.add(codes.ROUTE, message, request.pos, "choose another output, or leave html out of its formats")
    return tuple(name for name in chosen if name not in blocked)


def _options(
    request: Request, formats: Sequence[Format], diagnostics: Diagnostics
) -> tuple[dict[str, dict[str, Any]], dict[str, Origin]]:
    """Return the options of formats for this export, front matter over configuration, and the origin of each."""
    merged: dict[str, dict[str, Any]] = {f.name: {} for f in formats}
    origins: dict[str, Origin] = {}
    for located, kind in reversed(request.entries):
        for name, given in located.entry.options.items():
            if _known_format(name, formats, located.where("options", name), diagnostics):
                merged[name] |= given
                origins |= {f"options.{name}.{k}": Origin(kind, located.where("options", name, k)) for k in given}
    return {name: given for name, given in merged.items() if given}, origins


def _known_format(name: str, formats: Sequence[Format], pos: Pos | None, diagnostics: Diagnostics) -> bool:
    known = [f.name for f in formats]
    if name not in known:
        hint = did_you_mean(name, known) or f"formats are {', '.join(known)}"
        diagnostics.add(codes.FORMAT, f"no format '{name}'", pos, hint)
    return name in known
