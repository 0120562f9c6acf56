"""EPUB 3.3 (https://www.w3.org/TR/epub-33/): the document as a book that flows to any screen.

The content is the page that the PDF is made from, as XHTML; the reading system chooses fonts and page size.
"""

from exporter.backends.epub.backend import BACKEND

__all__ = ["BACKEND"]
