"""The fonts of a page as ``@font-face`` rules: the one place that asks for them."""

from collections.abc import Mapping

from exporter.model.document import Document
from exporter.resources import Theme


def face_css(document: Document, theme: Theme, words: Mapping[str, str]) -> str:
    """The rules of every face that the document uses, with just its characters."""
    return ""
