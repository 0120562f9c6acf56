"""Targets of links in a document outside of its site.

A link within the document becomes ``#anchor``, a link to the rest of the site becomes absolute, other links stay.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from exporter.diagnostics import Code, Diagnostics, Severity
from exporter.model.links import WEB, is_own, scheme_of
from exporter.model.nodes import Image, Inline, Link, Reference
from exporter.model.slugs import without_blanks

NO_SITE = Code(
    "link-without-site",
    Severity.WARNING,
    "A link to the site, which has no known address; its words stay.",
    why="The link would not work in a separate file, so only its words stay.",
    mend="Set site.url in exporter.yaml: it completes links to the rest of the site.",
)
BAD_LINK = Code(
    "bad-link",
    Severity.WARNING,
    "A link with an invalid address; its words stay.",
    why="The link does not work; its words stay.",
    mend="Correct the address at the named place.",
)
CODES = (NO_SITE, BAD_LINK)

_BASE = "https://site.invalid"
_SAFE = "/:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class LinkResolver:
    """Resolves the links of a page.

    ``site`` is the site's address without a slash at its end (empty: not known), ``route`` the page's route.
    ``anchors`` has the document's anchor by a route and an anchor of its page, ``files`` the route by a page's file.
    """

    site: str
    hosts: frozenset[str]
    file: str
    route: str
    anchors: Mapping[tuple[str, str], str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, inline: Inline, diagnostics: Diagnostics) -> tuple[Inline, ...]:
        """Resolve a link, or return its words if it has no target; give a picture its path from the root.

        A reference without a place in the document has no target.
        """
        match inline:
            case Link():
                target = self.target(inline, diagnostics)
                written = inline.written or inline.target
                return (replace(inline, target=target, written=written),) if target else inline.children
            case Reference(kind="citation"):
                return (inline,)
            case Reference():
                written = inline.written or inline.target
                return (replace(inline, target=self.place(inline.target) or "", written=written),)
            case Image():
                return (replace(inline, asset=self.picture(inline.asset)),)
            case _:
                return (inline,)

    def target(self, link: Link, diagnostics: Diagnostics) -> str | None:
        """Return the target in the document; None, with a finding, if there is none."""
        try:
            return self._resolved(link, urlsplit(link.target), diagnostics)
        except ValueError as error:  # for an invalid address (RFC 3986, section 3.2.2; RFC 5891)
            diagnostics.add(BAD_LINK, f"link '{link.target}': {str(error).lower()}", link.pos, "correct the address")
            return None

    def _resolved(self, link: Link, address: SplitResult, diagnostics: Diagnostics) -> str | None:
        if address.scheme in ("", *WEB) and address.hostname:
            inside = is_own(address, self.hosts) and self._inside(address.path or "/", address.fragment)
            return inside or _encoded(address, address.scheme or "https")
        if address.scheme:
            return link.target
        return self._on_site(address, link, diagnostics)

    def place(self, target: str) -> str | None:
        """Return the anchor in the document, ``#anchor``, to which a path of the site leads; None if to none."""
        try:
            address = urlsplit(target)
        except ValueError:
            return None
        return self._inside(self._path(address.path), address.fragment)

    def picture(self, path: str) -> str:
        """Return a picture's path from the site's root; without a route, from the page's folder."""
        if not self.route or path.startswith("/") or scheme_of(path):
            return path
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.route), path))

    def _on_site(self, address: SplitResult, link: Link, diagnostics: Diagnostics) -> str | None:
        path = self._path(address.path)
        if inside := self._inside(path, address.fragment):
            return inside
        if not self.site and not address.path:
            return None  # an anchor that the page does not have: a rule reports it
        if not self.site:
            hint = "set 'site.url' in exporter.yaml"
            diagnostics.add(
                NO_SITE, f"link '{link.target}' points to the site, which has no known address", link.pos, hint
            )
            return None
        return self.site + _encoded(address._replace(path=path), "")

    def _path(self, path: str) -> str:
        """Return a path from the site's root; a path to a page's file becomes the page's route."""
        if not path:
            return self.route
        file = posixpath.normpath(posixpath.join(posixpath.dirname(self.file), unquote(path)))
        if path.endswith(".md") and file in self.files:
            return self.files[file]
        return urlsplit(urljoin(_BASE + quote(self.route or "/", safe=_SAFE, errors="replace"), path)).path

    def _inside(self, path: str, anchor: str) -> str | None:
        route = "/" + unquote(path).strip("/")
        own = self.route or "/"
        new = self.anchors.get((self.route if route == own else route, without_blanks(unquote(anchor))))
        return f"#{new}" if new else None


def _encoded(address: SplitResult, scheme: str) -> str:
    """Percent-encode blanks and other characters outside of RFC 3986; leave encoded characters alone."""
    path, query, fragment = (_quoted(p, extra) for p, extra in zip(address[2:], ("", "?/", "?/"), strict=True))
    host = address.netloc.encode("idna").decode() if not address.netloc.isascii() else address.netloc
    return SplitResult(scheme, host, path, query, fragment).geturl()


def _quoted(text: str, extra: str) -> str:
    return quote(re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text), safe=_SAFE + "%" + extra, errors="replace")
