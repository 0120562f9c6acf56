"""Fonts: the families of documents, their characters, static weights, and cuts for web pages."""

from exporter.fonts.subset import face_css, fallback_css, subset

__all__ = ["face_css", "fallback_css", "subset"]
