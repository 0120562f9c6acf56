"""HTML: one file that holds everything, and (``body``, ``page``) the markup that the PDF is made from."""

from exporter.backends.html.backend import BACKEND
from exporter.backends.html.options import HtmlOptions

__all__ = ["BACKEND", "HtmlOptions"]
