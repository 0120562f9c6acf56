"""Plain text: every word of the document in reading order, for diffs, searches and mail."""

from exporter.backends.text.backend import BACKEND

__all__ = ["BACKEND"]
