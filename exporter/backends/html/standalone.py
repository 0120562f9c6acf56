"""The standalone page: style, fonts, pictures and scripts in one file, and a policy that allows nothing else."""

import base64
import hashlib
from functools import partial
from urllib.parse import quote, urljoin

from markupsafe import Markup

from exporter.backends.html import metadata
from exporter.backends.html.body import Body
from exporter.backends.html.diagram_fonts import with_diagram_fonts
from exporter.backends.html.font_faces import font_face_css, word_faces
from exporter.backends.html.options import HtmlOptions
from exporter.backends.html.page import contents_for, notes, page_context
from exporter.backends.html.stylesheet import stylesheet
from exporter.backends.html.word_faces import WordFaces
from exporter.model.document import Asset, Document
from exporter.model.nodes import Revision
from exporter.model.walk import walk
from exporter.theme.files import Theme
from exporter.theme.templates import templates


def _redlined(document: Document) -> bool:
    """Whether the document shows changes, which must not be folded away."""
    return any(isinstance(node, Revision) or getattr(node, "change", None) for node in walk(document.body))


def page(document: Document, options: HtmlOptions, theme: Theme) -> str:
    """Return the page's text."""
    document = with_diagram_fonts(document, theme) if options.fonts == options.images == "embedded" else document
    image = data_address if options.images == "embedded" else partial(linked_address, document.control.address)
    unfolded = options.questions == "open" or _redlined(document)
    body = Body(document, theme, screen=True, open=unfolded, image=image)
    context = page_context(document, body)
    faces = word_faces(document, theme, body.words) if options.fonts == "embedded" else WordFaces()
    fonts = font_face_css(document, theme, body.words, faces) if options.fonts == "embedded" else ""
    style = stylesheet(document, theme, fonts)
    linked = metadata.as_script(metadata.linked_data(document))
    early, script = (_script(theme, name) for name in ("early", "page"))
    markup = templates(theme).render(
        "html/page.html.j2",
        document=document,
        page=context,
        body=body.blocks(document.body),
        notes=notes(document.footnotes, body),
        contents=contents_for(document, body, options.toc),
        questions=len(metadata.questions(document)),
        metadata=metadata.meta_elements(document),
        graph=metadata.open_graph(document),
        linked=linked,
        policy=policy(style, (linked, early, script), options.images),
        style=Markup(style),
        early=Markup(early),
        script=Markup(script),
    )
    return faces.applied(markup)


def policy(style: str, scripts: tuple[str, ...], images: str) -> str:
    """Return the Content Security Policy (level 3): the page's own style and scripts by their hashes, nothing else."""
    allowed = {
        "default-src": "'none'",
        "style-src": _hash(style),
        "script-src": " ".join(map(_hash, scripts)),
        "font-src": "data:",
        "img-src": "data:" if images == "embedded" else "data: https:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in allowed.items())


def data_address(asset: Asset) -> str:
    """Return the picture as a ``data:`` URL."""
    return f"data:{asset.media_type};base64,{base64.b64encode(asset.data).decode()}"


def linked_address(page: str, asset: Asset) -> str:
    """Return the picture's address on the site of ``page``."""
    return urljoin(page, quote(asset.name, safe="/:?=&%"))


def _script(theme: Theme, name: str) -> str:
    return theme.text(f"templates/html/{name}.js").strip().replace("</", "<\\/")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
