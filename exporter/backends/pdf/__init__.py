"""PDF: the HTML backend's page for paper, laid out by WeasyPrint, as PDF/A-3a and PDF/UA-1 in one file."""

from exporter.backends.pdf.backend import PdfBackend
from exporter.backends.pdf.options import PdfOptions

BACKEND = PdfBackend()

__all__ = ["BACKEND", "PdfBackend", "PdfOptions"]
