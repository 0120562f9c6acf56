"""Reads pages for a review as the rest of the exporter reads them, and writes links as the site's pages do."""

from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from exporter.diagnostics import Diagnostics
from exporter.lowering import Registry, lower
from exporter.markdown import Tree, parse, parse_fragment
from exporter.model.document import Page
from exporter.model.position import Places
from exporter.review.pagewrite import ReadPage
from exporter.source.site import Site


def page_reader(site: Site, registry: Registry, emoji: bool = True) -> ReadPage:
    """A function that reads a page's text; findings are of no interest here."""

    def read(path: str, text: str) -> tuple[Page, Tree]:
        found = Diagnostics()
        places = Places.of(path, text)
        tree = parse(text, path, found)
        page = lower(
            tree,
            file=path,
            route="",
            sha256="",
            text=text,
            site=site,
            diagnostics=found,
            registry=registry,
            parse_markdown=lambda value, offsets: parse_fragment(value, offsets, places, found).children,
            emoji=emoji,
        )
        return page, tree

    return read


def link_writer(site: Site) -> Callable[[str], str]:
    """A function that leaves the host out of links to pages and files of the site."""

    def written(target: str) -> str:
        try:
            address = urlsplit(target)
        except ValueError:
            return target
        path = unquote(address.path)
        if address.scheme not in ("http", "https") or (address.hostname or "") not in site.hosts:
            return target
        if f"/{path.strip('/')}" not in site.routes and site.read(address.path) is None:
            return target
        return address._replace(scheme="", netloc="", path=address.path or "/").geturl()

    return written
