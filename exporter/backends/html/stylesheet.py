"""The style sheet of the browser's page: tokens with both colour schemes, fonts, screen rules, roles, sizes."""

import re

from exporter.backends.html.size_classes import size_css
from exporter.model.document import Document
from exporter.model.math import Math
from exporter.model.walk import every_node
from exporter.theme.files import Theme
from exporter.theme.styles import role_css, token_css

_DARK = re.compile(r':root\[data-scheme="dark"\]\s*\{([^}]*)\}')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING_OR_BLANKS = re.compile(r"(\"[^\"]*\"|'[^']*')|\s+")


def stylesheet(document: Document, theme: Theme, font_faces: str) -> str:
    """Return all rules of the page, without comments; ``font_faces`` are its ``@font-face`` rules."""
    parts = (
        scheme_css(theme),
        font_faces,
        theme.text("styles/screen.css"),
        formula_css(document, theme),
        role_css(theme),
        size_css(document, screen=True),
    )
    return compact("\n".join(parts))


def formula_css(document: Document, theme: Theme) -> str:
    """Return the rules for MathML, if the document has a formula."""
    has_formulas = any(isinstance(node, Math) for node in every_node(document))
    return theme.text("styles/formulas.css") if has_formulas else ""


def scheme_css(theme: Theme) -> str:
    """Return the tokens; dark ones apply on a screen whose reader chose dark, or prefers it and chose nothing."""
    return ":root { color-scheme: light }\n" + _DARK.sub(_dark_rules, token_css(theme))


def _dark_rules(found: re.Match[str]) -> str:
    body = f"color-scheme: dark; {found[1]}"
    chosen = f'@media screen {{ :root[data-scheme="dark"] {{ {body} }} }}'
    preferred = f'@media screen and (prefers-color-scheme: dark) {{ :root:not([data-scheme="light"]) {{ {body} }} }}'
    return f"{chosen}\n{preferred}"


def compact(css: str) -> str:
    """Return ``css`` without comments and needless blanks; it cannot end the element that holds it."""
    short = _STRING_OR_BLANKS.sub(lambda m: m[1] or " ", _COMMENT.sub("", css))
    for mark in ("{", "}", ";", ","):
        short = short.replace(f"{mark} ", mark).replace(f" {mark}", mark)
    return short.replace(";}", "}").replace("</", "<\\/").strip()
