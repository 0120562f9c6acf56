"""Broken links to pages, anchors and files of the site. A target that is only unknown is not broken."""

import posixpath
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from exporter.diagnostics import Code, Diagnostics, Severity, did_you_mean
from exporter.model.document import Page
from exporter.model.links import is_own
from exporter.model.nodes import Link
from exporter.model.position import Pos
from exporter.model.walk import every_node
from exporter.source.site import Site
from exporter.transforms.link_targets import BAD_LINK
from exporter.validate.context import RuleContext, ValidationOptions
from exporter.validate.cross_page import ComparedPage, pos_of

BROKEN_LINK = Code(
    "broken-link",
    Severity.WARNING,
    "a link to a missing page or file of the site",
    why="Readers who follow the link get an error page.",
    mend="Correct the address, or add the route under site.routes if the page is not among the content.",
)
BROKEN_ANCHOR = Code(
    "broken-anchor",
    Severity.WARNING,
    "a link to a missing anchor of a page",
    why="Readers who follow the link land at the top of the page.",
    mend="Correct the name behind the '#': headings and questions have anchors of their words.",
)
CODES = (BROKEN_ANCHOR, BAD_LINK)
SITE_CODES = (BROKEN_LINK,)
SUGGESTIONS = 100  # broken addresses that get a suggestion: each is compared with all routes
TOP = ("", "top")  # HTML, section 7.4.6.4: both lead to the top of the page


def check(context: RuleContext) -> None:
    """Check the address of each link, and the anchor of each link within its page."""
    for page, link in _links(context):
        try:
            address = urlsplit(link.target)
        except ValueError as error:  # as ``transforms.link_targets``, which keeps the link's words
            context.report(BAD_LINK, f"link '{link.target}': {str(error).lower()}", link.pos, "correct the address")
            continue
        within = is_own(address, context.site.hosts) and not (address.path or address.netloc)
        anchor = unquote(address.fragment)
        if within and not leads(anchor, page.anchors):
            _report(context.diagnostics, page.route or page.file, anchor, page.anchors, link.pos)


def _links(context: RuleContext) -> Iterator[tuple[Page, Link]]:
    for page in context.pages:
        yield from ((page, node) for node in every_node(page) if isinstance(node, Link))


def leads(anchor: str, anchors: Set[str]) -> bool:
    """Return whether an anchor leads somewhere in its page."""
    return anchor.lower() in TOP or anchor in anchors


def _report(diagnostics: Diagnostics, page: str, anchor: str, anchors: Set[str], pos: Pos | None) -> None:
    hint = did_you_mean(anchor, sorted(anchors)) or "headings and questions have anchors"
    diagnostics.add(BROKEN_ANCHOR, f"{page} has no anchor '{anchor}'", pos, hint)


@dataclass
class LinkChecker:
    """Follows links from page to page, looking up each path once."""

    site: Site
    options: ValidationOptions
    diagnostics: Diagnostics
    pages: Mapping[str, ComparedPage]  # by their routes
    routes: Mapping[str, str]  # by the pages' files
    _anchors: dict[str, Set[str]] = field(default_factory=dict)
    _faults: dict[tuple[str, bool], str] = field(default_factory=dict)  # the hint by path, empty for a good path
    _suggested: int = 0

    def follow(self, page: ComparedPage) -> None:
        """Report the broken links of a page."""
        for written, anchor, absolute, coordinates in page.facts.links:
            if not (page.route or absolute or written.startswith("/")):
                continue  # relative to a page outside of the site: unknown
            path = self._path(page, written)
            target = self.pages.get(_route(path))
            if target is None:
                self._report_missing(path, absolute, pos_of(page.file, coordinates))
            elif not leads(anchor, anchors := self._anchors_of(target)):
                _report(self.diagnostics, target.route, anchor, anchors, pos_of(page.file, coordinates))

    def _path(self, page: ComparedPage, written: str) -> str:
        """Return a link's path from the site's root; a path to a page's file becomes the page's route."""
        if written.endswith(".md"):
            file = posixpath.normpath(posixpath.join(posixpath.dirname(page.file), written))
            if file in self.routes:
                return self.routes[file]
        return posixpath.normpath(posixpath.join(posixpath.dirname(page.route) or "/", written or "/"))

    def _anchors_of(self, target: ComparedPage) -> Set[str]:
        if target.file not in self._anchors:
            self._anchors[target.file] = frozenset(target.facts.anchors)
        return self._anchors[target.file]

    def _report_missing(self, path: str, absolute: bool, pos: Pos | None) -> None:
        if (path, absolute) not in self._faults:
            self._faults[path, absolute] = "" if self._exists(path, absolute) else self._hint(path)
        if hint := self._faults[path, absolute]:
            self.diagnostics.add(BROKEN_LINK, f"the site has no page or file at '{path}'", pos, hint)

    def _hint(self, path: str) -> str:
        self._suggested += 1
        near = did_you_mean(path, [*self.pages, *self.site.routes]) if self._suggested <= SUGGESTIONS else None
        return near or "correct the address, or add it to site.routes"

    def _exists(self, path: str, absolute: bool) -> bool:
        """Return whether something is, or may be, at ``path``."""
        if _route(path) in self.site.routes or path in self.options.outputs:
            return True
        if posixpath.splitext(path)[1] and "." in posixpath.basename(path):
            # A file: with a host it may be among the uploads of the site; a path alone is below public/.
            return self.site.has(path) or absolute
        return not self.options.routes_complete


def check_links(
    pages: Mapping[str, ComparedPage], site: Site, options: ValidationOptions, diagnostics: Diagnostics
) -> None:
    """Check the links between all pages, given by their files."""
    by_route = {_route(page.route): page for page in pages.values() if page.route}
    routes = {page.file: page.route for page in pages.values() if page.route}
    follower = LinkChecker(site, options, diagnostics, by_route, routes)
    for page in pages.values():
        follower.follow(page)


def _route(path: str) -> str:
    return path.rstrip("/") or "/"
