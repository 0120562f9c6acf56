"""Requests for exports, collected from download links, from ``exports:`` entries and for every page."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from exporter.config import Config, Exports, LocatedEntry
from exporter.config.load import read_entries
from exporter.diagnostics import Diagnostics, did_you_mean
from exporter.model import paths
from exporter.model.export import LATEST, VERSION, Format, OriginKind
from exporter.model.position import Pos
from exporter.plan import codes, output_names
from exporter.plan.conflicts import duplicate_output
from exporter.plan.page_index import PageIndex
from exporter.plan.page_outline import PageOutline, SectionOutline
from exporter.plan.requests import Request, whole_request, whole_requests


@dataclass(slots=True)
class RequestCollector:
    """All requests, by the key of their output, in the order of their sources.

    ``linked`` are the formats that a download link may ask for. ``lost`` are requests whose output belongs to another
    request. With ``case_variants``, outputs that differ only in case are two outputs. ``whole`` are the requests of
    ``every_page``, by the key of their output, that no wrong entry is about.
    """

    index: PageIndex
    formats: Collection[Format]
    linked: Collection[str]
    diagnostics: Diagnostics
    case_variants: bool = False
    by_output: dict[str, list[Request]] = field(default_factory=dict)
    lost: list[Request] = field(default_factory=list)
    whole: dict[str, list[Request]] = field(default_factory=dict)

    def collect(self, config: Config) -> Iterator[Request]:
        """Yield the requests of links, of front matter, of the configuration and of ``every_page``, in this order."""
        if config.every_page:
            self._add_whole()
        if config.download_links:
            for page in self.index.pages:
                self._add_links(page)
        from_pages = [(page, front_matter_exports(page, self.diagnostics)) for page in self.index.pages]
        for page, exports in from_pages:
            for located in exports.entries:
                self._add_entry(located, page)
        for located in config.entries.entries:
            self._add_entry(located, None)
        for exports in (*(e for _, e in from_pages), config.entries):
            for output in exports.broken:
                self._drop(self._named(output)[0])
        asked = [request for requests in self.by_output.values() for request in requests]
        yield from asked
        planned = whole_requests((*asked, *self.lost))
        for requests in self.whole.values():
            yield from (request for request in requests if request.pages[0].file not in planned)

    def _named(self, written: str) -> tuple[str, str]:
        """Return the output of an entry, and its template if the output is written with ``{version}``."""
        output = output_names.split_suffix(written, self.formats)[0]
        return output.replace(VERSION, LATEST), output if VERSION in output else ""

    def _known(self, output: str) -> Request | None:
        """Return the request with this output, preferring the same case."""
        known = self.by_output.get(paths.path_key(output), ())
        return next((r for r in known if paths.same_case(r.output, output)), None) or next(iter(known), None)

    def _register(self, request: Request) -> Request:
        self.by_output.setdefault(paths.path_key(request.output), []).append(request)
        return request

    def _add_whole(self) -> None:
        for page in self.index.pages:
            if page.route:
                request = whole_request(page, "every_page")
                self.whole.setdefault(paths.path_key(request.output), []).append(request)

    def _add_links(self, page: PageOutline) -> None:
        for link in page.links:
            section = page.section(link.anchor)
            if link.download.format not in self.linked or section is None or not section.questions:
                continue
            if not self._allowed(link.download.output, link.pos):
                continue
            new = Request(link.download.output, (page,), section, "link", link.pos)
            known = self._known(new.output) or self._register(new)
            if known.pages != new.pages or known.section != section:
                if self._keep_both(new, link.pos, known):
                    new.link_formats.append(link.download.format)
            elif link.download.format not in known.link_formats:
                known.link_formats.append(link.download.format)

    def _add_entry(self, located: LocatedEntry, own: PageOutline | None) -> None:
        """Add an entry of the front matter of the page ``own``, or of the configuration without ``own``."""
        entry = located.entry
        output, template = self._named(entry.output or "")
        if output and not self._allowed(output, located.where("output")):
            return
        known = self._known(output) if output else None
        pages = self._pages(located, own, known, output)
        section = self._section(located, pages, known) if pages else None
        if not pages or (entry.section and not section):
            self._drop(output)  # the entry cannot be followed: no file is better than a wrong one
            return
        output = output or output_names.default_output(pages[0].route, pages[0].file, section.anchor if section else "")
        kind: OriginKind = "front matter" if own else "exports"
        missing = self.index.missing(located.entry)
        new = Request(output, pages, section, kind, located.where(), missing=missing, template=template)
        self._merge(self._known(output) or self._register(new), new, located, own)

    def _pages(
        self, located: LocatedEntry, own: PageOutline | None, known: Request | None, output: str
    ) -> tuple[PageOutline, ...]:
        """Return the pages that an entry names, else the page that it stands in, else those of its output."""
        if located.entry.page or located.entry.pages:
            return self.index.named(located, self.diagnostics)
        if own:
            return (own,)
        asked = known or next(iter(self.whole.get(paths.path_key(output), ())), None)
        if asked is None:
            self._report_no_request(located, output)
        return asked.pages if asked else ()

    def _merge(self, known: Request, new: Request, located: LocatedEntry, own: PageOutline | None) -> None:
        attribute = "front" if own else "entry"
        other_pages = known.pages != new.pages or known.section != new.section
        settled = known.front is not None or (own is not None and known.pages != new.pages)
        if getattr(known, attribute) is not None or (other_pages and settled):
            if self._keep_both(new, located.where("output"), known):
                setattr(new, attribute, located)
            return
        setattr(known, attribute, located)
        known.pages, known.section, known.missing = new.pages, new.section, new.missing
        known.template = new.template or known.template

    def _section(
        self, located: LocatedEntry, pages: tuple[PageOutline, ...], known: Request | None
    ) -> SectionOutline | None:
        wanted = located.entry.section
        if wanted is None:
            return known.section if known and known.pages == pages else None
        section = self.index.section(pages[0], wanted)
        if section is None:
            words = [s.words for s in pages[0].sections]
            hint = did_you_mean(wanted, words) or f"sections are: {', '.join(words) or 'none'}"
            message = f"no section '{wanted}' in page '{pages[0].file}'"
            self.diagnostics.add(codes.SECTION, message, located.where("section"), hint)
        return section

    def _allowed(self, output: str, pos: Pos | None) -> bool:
        fault = paths.fault(output)
        if fault:
            self.diagnostics.add(
                codes.OUTPUT, f"no file can be written to '{output}': {fault}", pos, "choose another name"
            )
        return fault is None

    def _drop(self, output: str) -> None:
        self.whole.pop(paths.path_key(output), None)
        if request := self._known(output):
            self.by_output[paths.path_key(request.output)].remove(request)

    def _report_no_request(self, located: LocatedEntry, output: str) -> None:
        hint = did_you_mean(
            output,
            (r.output for asked in (self.by_output, self.whole) for requests in asked.values() for r in requests),
        )
        message = (
            f"no page or entry requests the output '{output}'" if output else "the export has no page and no output"
        )
        self.diagnostics.add(codes.NOTHING, message, located.where("output"), hint or "name its page with 'page:'")

    def _keep_both(self, new: Request, pos: Pos | None, known: Request) -> bool:
        """Report that two requests have one output; return whether both are kept."""
        self.diagnostics.extend([duplicate_output(new, pos, known)])
        if self.case_variants and not paths.same_case(new.output, known.output):
            self._register(new)
            return True
        self.lost.append(new)
        return False


def front_matter_exports(page: PageOutline, diagnostics: Diagnostics) -> Exports:
    """Return the entries of a page's own ``exports:``."""
    return read_entries(page.data.get("exports"), lambda path, _key: page.places.get(path), ("exports",), diagnostics)
