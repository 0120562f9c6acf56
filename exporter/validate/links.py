"""Links to pages, anchors and files of the site that do not exist. What is not known is not broken."""

import posixpath
from collections.abc import Iterator, Mapping
from urllib.parse import SplitResult, unquote, urlsplit

from exporter.diagnostics import Code, Severity, did_you_mean
from exporter.model.document import Page
from exporter.model.nodes import Link
from exporter.model.walk import every_node
from exporter.transforms.links import BAD as BAD_LINK
from exporter.validate.subject import Subject

BROKEN_LINK = Code("broken-link", Severity.ERROR, "a link to a page or a file of the site that does not exist")
BROKEN_ANCHOR = Code("broken-anchor", Severity.WARNING, "a link to an anchor that its page does not have")
CODES = (BROKEN_LINK, BROKEN_ANCHOR, BAD_LINK)
TOP = ("", "top")  # HTML, section 7.4.6.4: both lead to the top of the page


def check(subject: Subject) -> None:
    """Follow every link that stays on the site."""
    by_route = {_route(page.route): page for page in subject.pages}
    for page, link in _links(subject):
        try:
            address = urlsplit(link.target)
        except ValueError as error:  # as in ``transforms.links``, which leaves the link's words
            subject.report(BAD_LINK, f"link '{link.target}': {str(error).lower()}", link.pos, "mend the address")
            continue
        if _own(subject, address.scheme, address.netloc):
            _follow(subject, page, link, address, by_route)


def _follow(subject: Subject, page: Page, link: Link, address: SplitResult, by_route: Mapping[str, Page]) -> None:
    path, anchor = unquote(address.path), unquote(address.fragment)
    if not path and not address.netloc:
        _anchor(subject, page, link, anchor)
        return
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page.route) or "/", path or "/"))
    target = by_route.get(_route(path))
    if target is not None:
        _anchor(subject, target, link, anchor)
    elif not _known(subject, path, bool(address.netloc)):
        hint = did_you_mean(path, [*by_route, *subject.site.routes]) or "mend the address, or add it to site.routes"
        subject.report(BROKEN_LINK, f"nothing on the site at '{path}'", link.pos, hint)


def _links(subject: Subject) -> Iterator[tuple[Page, Link]]:
    for page in subject.pages:
        yield from ((page, node) for node in every_node(page) if isinstance(node, Link))


def _own(subject: Subject, scheme: str, host: str) -> bool:
    if not scheme and not host:
        return True
    return scheme in ("http", "https") and host.lower() in subject.site.hosts


def _route(path: str) -> str:
    return path.rstrip("/") or "/"


def _known(subject: Subject, path: str, absolute: bool) -> bool:
    """Whether something is at ``path``, or may be for all that is known."""
    if _route(path) in subject.site.routes or path in subject.options.outputs:
        return True
    if posixpath.splitext(path)[1] and "." in posixpath.basename(path):
        # A file: one named with a host may lie where the site keeps its uploads; a path alone is below public/.
        return subject.site.read(path) is not None or absolute
    return not subject.options.routes_complete


def _anchor(subject: Subject, page: Page, link: Link, anchor: str) -> None:
    if anchor.lower() in TOP or anchor in page.anchors:
        return
    hint = did_you_mean(anchor, page.anchors) or "headings and questions have anchors"
    subject.report(BROKEN_ANCHOR, f"{page.route} has no anchor '{anchor}'", link.pos, hint)
