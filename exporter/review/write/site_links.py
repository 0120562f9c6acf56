"""Links as pages of the site write them, and the headings to which they lead."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

from exporter.diagnostics import Diagnostics
from exporter.model.document import Page
from exporter.model.links import is_own
from exporter.model.nodes import Link, Reference
from exporter.model.position import Pos
from exporter.model.walk import every_node
from exporter.source.site import Site
from exporter.transforms.link_targets import LinkResolver
from exporter.validate.cross_page import ComparedPage, pos_of


def no_pages() -> Sequence[ComparedPage]:
    """Return no pages: a page alone."""
    return ()


@dataclass(frozen=True, slots=True)
class SiteLinks:
    """The site around the pages of a review. ``others`` returns all of its pages, for the links between them."""

    site: Site = field(default_factory=Site)
    others: Callable[[], Iterable[ComparedPage]] = no_pages

    def written(self, target: str) -> str:
        """Return a target without the host if it is a page or file of the site."""
        try:
            address = urlsplit(target)
        except ValueError:
            return target
        path = unquote(address.path)
        if not address.netloc or not is_own(address, self.site.hosts):
            return target
        if f"/{path.strip('/')}" not in self.site.routes and self.site.read(address.path) is None:
            return target
        return address._replace(scheme="", netloc="", path=address.path or "/").geturl()

    def within(self, page: Page, anchors: Iterable[str]) -> Iterator[tuple[Link | Reference, str]]:
        """Yield the links and references of a page to these anchors of its own, each with its anchor."""
        own = {(page.route, anchor): anchor for anchor in anchors}
        resolver = self._resolver(page.file, page.route, own)
        for node in every_node(page):
            if isinstance(node, Link | Reference):
                address = Link(target=node.written or node.target, children=())
                target = resolver.target(address, Diagnostics()) or ""
                if target.startswith("#") and target[1:] in own.values():
                    yield node, target[1:]

    def from_others(self, page: Page, anchors: Iterable[str]) -> Iterator[tuple[Pos, str]]:
        """Yield the places of links on other pages to these anchors of a page, each with its anchor."""
        own = {(page.route, anchor): anchor for anchor in anchors}
        for other in self.others() if own else ():
            resolver = self._resolver(other.file, other.route, own)
            for path, anchor, _, coordinates in other.facts.links:
                target = resolver.place(f"{quote(path or '/')}#{quote(anchor)}") if other.file != page.file else None
                if target and (pos := pos_of(other.file, coordinates)):
                    yield pos, target[1:]

    def _resolver(self, file: str, route: str, anchors: Mapping[tuple[str, str], str]) -> LinkResolver:
        return LinkResolver("", self.site.hosts, file, route, anchors, self.site.page_routes)
