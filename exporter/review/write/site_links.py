"""Links as pages of the site write them."""

from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from exporter.model.links import is_own
from exporter.source.site import Site


def link_writer(site: Site) -> Callable[[str], str]:
    """Return a function that leaves out the host of links to pages and files of the site."""

    def written(target: str) -> str:
        try:
            address = urlsplit(target)
        except ValueError:
            return target
        path = unquote(address.path)
        if not address.netloc or not is_own(address, site.hosts):
            return target
        if f"/{path.strip('/')}" not in site.routes and site.read(address.path) is None:
            return target
        return address._replace(scheme="", netloc="", path=address.path or "/").geturl()

    return written
