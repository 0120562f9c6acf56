"""A book: the content as XHTML, its navigation, package document, style sheet and pictures in one container."""

import hashlib
from dataclasses import replace

from exporter.backends.base import Rendered
from exporter.backends.epub.broken_links import broken_links
from exporter.backends.epub.container import SUFFIXES, container
from exporter.backends.epub.metadata import accessibility, has_formulas, modified
from exporter.backends.epub.page_list import PAGES, divided_tables, with_page_marks
from exporter.backends.epub.xhtml import to_xhtml
from exporter.backends.front_back import logo
from exporter.backends.html.body import Body
from exporter.backends.html.diagram_fonts import with_diagram_fonts
from exporter.backends.html.formula_font import formula_font
from exporter.backends.html.page import contents_tree, page_context, print_page
from exporter.backends.html.size_classes import size_css
from exporter.backends.html.stylesheet import formula_css, scheme_css
from exporter.backends.losses import Loss, losses
from exporter.fonts.families import FORMULAS
from exporter.model.document import Asset, Document
from exporter.model.languages import language_of
from exporter.model.nodes import Image, Inline, Link
from exporter.model.walk import rebuild, walk
from exporter.theme.files import Theme
from exporter.theme.styles import role_css
from exporter.theme.templates import templates

STYLE = "style.css"
_FORMULA_FONT = "fonts/formulas.woff2"


def book(document: Document, theme: Theme, epoch: str | None = None) -> Rendered:
    """Return the book with its losses; ``epoch`` is SOURCE_DATE_EPOCH."""
    lost = broken_links(document)
    findings = losses(document, (lost, divided_tables(document, theme)))
    divided = any(finding.code == PAGES.name for finding in findings)
    document = with_diagram_fonts(_without_links(document, lost), theme)
    body = Body(document, theme)
    font = formula_font(document)
    pictures = {path: document.assets[name] for name, path in _pictures(document).items()}
    page = print_page(document, theme, image=_path, book=True)
    pages: tuple[int, ...] = ()
    if document.pagination is None or divided:
        content = to_xhtml(page, STYLE)
    else:
        content, pages = with_page_marks(page, STYLE, document.pagination)
    values = {
        "document": document,
        "contents": contents_tree(document.toc, body),
        "lists": page_context(document, body).lists,
        "words": body.words,
        "right_to_left": language_of(document.language).right_to_left,
        "pictures": {path: picture.media_type for path, picture in pictures.items()},
        "identifier": _identifier(document),
        "formulas": has_formulas(document),
        "fonts": [_FORMULA_FONT] if font else [],
        "pages": pages,
        "paged": _paged_source(document),
        "access": accessibility(document, logo(document), pictures.values(), pages=bool(pages)),
    }
    files = {
        **{path: picture.data for path, picture in pictures.items()},
        "content.xhtml": content.encode("utf-8"),
        "nav.xhtml": templates(theme).render("epub/nav.xhtml.j2", **values).encode("utf-8"),
        STYLE: _style(document, theme, font).encode("utf-8"),
        **({_FORMULA_FONT: font} if font else {}),
    }

    def package(when: str) -> bytes:
        return templates(theme).render("epub/package.opf.j2", **values, modified=when).encode("utf-8")

    files["package.opf"] = package(modified(document, epoch, files | {"package.opf": package("")}))
    return Rendered(data=container(files), findings=findings)


def _without_links(document: Document, loss: Loss) -> Document:
    def words(inline: Inline) -> tuple[Inline, ...]:
        return inline.children if isinstance(inline, Link) and loss.lost(inline) else (inline,)

    notes = tuple(replace(note, children=rebuild(note.children, inline=words)) for note in document.footnotes)
    return replace(document, body=rebuild(document.body, inline=words), footnotes=notes)


def _style(document: Document, theme: Theme, font: bytes) -> str:
    face = f'@font-face {{ font-family: "{FORMULAS.name}"; src: url({_FORMULA_FONT}) format("woff2") }}' if font else ""
    own = (theme.text("styles/epub.css"), face, formula_css(document, theme))
    return "\n".join((scheme_css(theme), *own, role_css(theme), size_css(document)))


def _pictures(document: Document) -> dict[str, str]:
    """Return the paths in the container of the pictures that the book shows, by their names."""
    notes = (block for note in document.footnotes for block in note.children)
    shown = {node.asset for node in walk((*document.body, *notes)) if isinstance(node, Image)}
    shown |= {document.logo, document.picture.asset if document.picture else ""}
    return {name: _path(asset) for name, asset in sorted(document.assets.items()) if name in shown}


def _path(asset: Asset) -> str:
    """Return a picture's path in the container, made from its content, since names of the site may be any text."""
    return f"images/{hashlib.sha256(asset.data).hexdigest()[:16]}{SUFFIXES[asset.media_type]}"


def _paged_source(document: Document) -> str:
    """Return the address of the PDF of the same export."""
    return next((sibling.address for sibling in document.siblings if sibling.format == "pdf"), "PDF")


def _identifier(document: Document) -> str:
    """Return an identifier made from the document's own or its address: the same for each version of the document."""
    control = document.control
    named = control.identifier or f"{control.address}#{control.section}#{document.title}"
    return f"urn:sha256:{hashlib.sha256(named.encode()).hexdigest()}"
