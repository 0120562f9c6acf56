"""HTML: a page in one file, and (``body``, ``page``) the markup that the PDF and the EPUB are made from."""

from exporter.backends.html.backend import BACKEND
from exporter.backends.html.options import HtmlOptions

__all__ = ["BACKEND", "HtmlOptions"]
