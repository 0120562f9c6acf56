"""Fonts of drawn diagrams in web pages and e-books: browsers give a picture none of the fonts of its page."""

import re
from dataclasses import replace
from typing import Final

from exporter.fonts.families import Family
from exporter.fonts.own_families import known_families
from exporter.fonts.subset import font_face_rule
from exporter.model.document import Asset, Document
from exporter.model.nodes import Image
from exporter.model.walk import every_node
from exporter.theme.files import Theme

_ROOT: Final = re.compile(rb'<svg\b[^>]* font-family="([^",]+)[^>]*>')
_FACES: Final = ((400, "normal", b""), (700, "normal", b'font-weight="bold"'), (400, "italic", b'font-style="italic"'))


def with_diagram_fonts(document: Document, theme: Theme) -> Document:
    """Return the document with the font of each diagram, for the characters in it, inside of its drawing."""
    names = {node.asset for node in every_node(document) if isinstance(node, Image) and node.source}
    if not names:
        return document
    families = {name: one for name, one in known_families(theme).items() if not one.print_only}
    drawn = {name: _with_font(document.assets[name], families) for name in sorted(names & document.assets.keys())}
    return replace(document, assets={**document.assets, **drawn})


def _with_font(asset: Asset, families: dict[str, Family]) -> Asset:
    root = _ROOT.search(asset.data)
    family = families.get(root[1].decode()) if root and asset.media_type == "image/svg+xml" else None
    if root is None or family is None:
        return asset
    letters = re.sub(r"<[^>]*>", "", asset.data.decode())
    used = [(weight, style) for weight, style, mark in _FACES if mark in asset.data]
    rules = "".join(font_face_rule(family, weight, style, letters) for weight, style in used)
    at = root.end()
    return replace(asset, data=asset.data[:at] + f"<style>{rules}</style>".encode() + asset.data[at:])
