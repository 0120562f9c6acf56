"""What to build: download links are the targets, configuration adds to them, the command line chooses among them.

The rule: a link inside an alert to a file of the site in one of the formats, in a section that holds questions, asks
for an export of that section, at the link's own path. Nothing is exported that nobody asks for.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from exporter.config import Config
from exporter.diagnostics import Diagnostics, did_you_mean
from exporter.model.document import Page
from exporter.model.export import Export, Format, Origin
from exporter.plan import codes, outputs
from exporter.plan.codes import CODES
from exporter.plan.lookup import Lookup
from exporter.plan.outline import PageOutline, outline
from exporter.plan.requests import Request, Requests
from exporter.plan.targets import Selection, Targets
from exporter.plan.values import values
from exporter.source.site import Site

__all__ = ["CODES", "PageOutline", "Selection", "outline", "plan", "plan_outlines"]


NO_SELECTION = Selection()


def plan(
    pages: Iterable[Page],
    config: Config,
    site: Site,
    formats: Sequence[Format],
    found: Diagnostics,
    selection: Selection = NO_SELECTION,
) -> tuple[Export, ...]:
    """The exports of ``pages`` (in the order of navigation), as far as ``selection`` asks for them."""
    outlines = [outline(page, formats, config.all_hosts) for page in pages]
    return plan_outlines(outlines, config, site, formats, found, selection)


def plan_outlines(
    pages: Iterable[PageOutline],
    config: Config,
    site: Site,
    formats: Sequence[Format],
    found: Diagnostics,
    selection: Selection = NO_SELECTION,
) -> tuple[Export, ...]:
    """As ``plan``, for pages that are known by their outlines."""
    public = [page for page in pages if page.data.get("draft") is not True]
    lookup = Lookup(public, config.shown(config.content_folder))
    requests = tuple(Requests(lookup, formats, found).collect(config))
    chosen = Targets(requests, lookup, config, formats).choose(selection, found)
    exports = (_export(request, wanted, config, site, formats, found) for request, wanted in chosen)
    return tuple(export for export in exports if export.formats)


def _export(
    request: Request,
    wanted: tuple[str, ...],
    config: Config,
    site: Site,
    formats: Sequence[Format],
    found: Diagnostics,
) -> Export:
    fields, origins = values(request, config, found)
    chosen, origin = _formats(request, wanted, config, formats, found)
    section = request.section
    return Export(
        output=request.output,
        pages=tuple(page.file for page in request.pages),
        section=section.anchor if section else "",
        heading=section.words if section else "",
        formats=_without_routes(request, chosen, site, formats, found),
        options=_options(request),
        origins={"output": Origin(request.kind, request.pos), "formats": origin, **origins},
        pos=request.pos,
        **fields,
    )


def _formats(
    request: Request, wanted: tuple[str, ...], config: Config, formats: Sequence[Format], found: Diagnostics
) -> tuple[tuple[str, ...], Origin]:
    """The formats of an export, in the order of the table, and where they were chosen."""
    layers: list[tuple[tuple[str, ...], Origin]] = [(wanted, Origin("command line"))]
    for located, kind in ((request.front, "front matter"), (request.entry, "exports")):
        if located and located.entry.formats is not None:
            layers.append((located.entry.formats, Origin(kind, located.where("formats"))))
    layers.append(((*config.formats, *request.link_formats), Origin("default")))
    names, origin = next(layer for layer in layers if layer[0])
    known = tuple(f.name for f in formats)
    for name in (n for n in names if n not in known):
        hint = did_you_mean(name, known) or f"there are {', '.join(known)}"
        found.add(codes.FORMAT, f"no format '{name}'", origin.pos, hint)
    return tuple(name for name in known if name in names), origin


def _without_routes(
    request: Request, chosen: tuple[str, ...], site: Site, formats: Sequence[Format], found: Diagnostics
) -> tuple[str, ...]:
    """The formats without HTML where the site has a page of its own at that address."""
    route = outputs.route_of(request.output)
    pages = [chosen_route for chosen_route in site.routes if chosen_route.casefold() == route.casefold()]
    blocked = {f.name for f in formats if pages and f.suffix in (".html", ".htm")}
    if blocked & set(chosen):
        message = f"the site has a page at '{pages[0]}': no HTML file is written there"
        found.add(codes.ROUTE, message, request.pos, "choose another output, or leave html out of its formats")
    return tuple(name for name in chosen if name not in blocked)


def _options(request: Request) -> dict[str, dict[str, Any]]:
    """Options of formats for this export alone: those of front matter over those of the configuration."""
    merged: dict[str, dict[str, Any]] = {}
    for located in (request.entry, request.front):
        for name, given in (located.entry.options if located else {}).items():
            merged[name] = merged.get(name, {}) | given
    return merged
