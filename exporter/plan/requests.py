"""Requests for exports: one output, and everything that links, front matter and configuration say about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from exporter.config import LocatedEntry
from exporter.model.export import OriginKind
from exporter.model.position import Pos
from exporter.plan import output_names
from exporter.plan.page_outline import PageOutline, SectionOutline


@dataclass(slots=True)
class Request:
    """One output and everything that was said about it.

    ``front`` and ``entry`` are its entries in front matter and configuration; ``kind`` and ``pos`` say who asked first.
    ``missing`` are names of pages that the site does not have. ``template`` is the output as written, with
    ``{version}``; ``output`` then has ``latest`` in that place, as links to the newest version have.
    """

    output: str
    pages: tuple[PageOutline, ...]
    section: SectionOutline | None
    kind: OriginKind
    pos: Pos | None
    link_formats: list[str] = field(default_factory=list)
    front: LocatedEntry | None = None
    entry: LocatedEntry | None = None
    missing: tuple[str, ...] = ()
    template: str = ""

    @property
    def entries(self) -> tuple[tuple[LocatedEntry, OriginKind], ...]:
        """Return the entries and the kind of each; the first takes precedence."""
        both: tuple[tuple[LocatedEntry | None, OriginKind], ...] = (
            (self.front, "front matter"),
            (self.entry, "exports"),
        )
        return tuple((located, kind) for located, kind in both if located is not None)


def whole_request(page: PageOutline, kind: OriginKind) -> Request:
    """Return the request for a whole page that has no output of its own."""
    return Request(output_names.default_output(page.route, page.file, ""), (page,), None, kind, None)


def whole_requests(requests: Iterable[Request]) -> dict[str, list[Request]]:
    """Return the requests for one whole page each, by the page's file."""
    found: dict[str, list[Request]] = {}
    for request in requests:
        if request.section is None and len(request.pages) == 1:
            found.setdefault(request.pages[0].file, []).append(request)
    return found
