"""Word files (WordprocessingML, ECMA-376), made for review unless the options say otherwise."""

from exporter.backends.docx.backend import BACKEND

__all__ = ["BACKEND"]
