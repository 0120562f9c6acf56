"""EPUB 3.3 (https://www.w3.org/TR/epub-33/): the document as a book that flows to any screen.

The content is the page that the PDF is made from, as XHTML; the reading system chooses fonts and page size.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from exporter.backends.base import Options, Rendered
from exporter.backends.epub.container import SUFFIXES, container, epub_date
from exporter.backends.epub.xhtml import to_xhtml
from exporter.backends.html.body import Body
from exporter.backends.html.page import entries, print_page
from exporter.diagnostics import Code
from exporter.model.document import Asset, Document
from exporter.resources import Theme
from exporter.styling import role_css, token_css
from exporter.templating import templates


class EpubBackend:
    """The EPUB format."""

    name = "epub"
    suffix = ".epub"
    media_type = "application/epub+zip"
    public = True
    options: type[Options] = Options
    codes: tuple[Code, ...] = ()

    def environment(self) -> Mapping[str, str]:
        """Nothing but the exporter and its templates makes these bytes."""
        return {}

    def render(self, document: Document, options: Any, theme: Theme) -> Rendered:
        """The document as one EPUB file."""
        body = Body(document, theme)
        files = {path: document.assets[name].data for name, path in _pictures(document).items()}
        values = {
            "document": document,
            "contents": entries(document.toc, body),
            "words": body.words,
            "pictures": {path: document.assets[name].media_type for name, path in _pictures(document).items()},
            "identifier": _identifier(document),
            "modified": epub_date(document.control.source_date or document.control.date),
        }
        page = print_page(document, theme, image=_path)
        content = to_xhtml(page, style="style.css")
        files |= {
            "content.xhtml": content.encode("utf-8"),
            "nav.xhtml": templates(theme).render("epub/nav.xhtml.j2", **values).encode("utf-8"),
            "package.opf": templates(theme).render("epub/package.opf.j2", **values).encode("utf-8"),
            "style.css": "\n".join((token_css(theme), theme.text("styles/epub.css"), role_css(theme))).encode("utf-8"),
        }
        return Rendered(data=container(files))


BACKEND = EpubBackend()


def _pictures(document: Document) -> dict[str, str]:
    return {name: _path(asset) for name, asset in sorted(document.assets.items())}


def _path(asset: Asset) -> str:
    """A picture's path in the container: by content, since names of the site may be any text."""
    return f"images/{hashlib.sha256(asset.data).hexdigest()[:16]}{SUFFIXES[asset.media_type]}"


def _identifier(document: Document) -> str:
    """The same for every version of the document: what its own identifier, or its place on the site, says."""
    control = document.control
    named = control.identifier or f"{control.address}#{control.section}#{document.title}"
    return f"urn:sha256:{hashlib.sha256(named.encode()).hexdigest()}"
