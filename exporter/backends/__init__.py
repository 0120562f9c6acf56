"""One package for each format, their table, their contract and what several of them share."""

from exporter.backends.formats import FORMATS, Format, load, preloads

__all__ = ["FORMATS", "Format", "load", "preloads"]
