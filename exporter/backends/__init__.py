"""One package for each format, their table, their contract and what several of them share."""

from exporter.backends.formats import FORMATS, FormatEntry, known_formats, load, preloads

__all__ = ["FORMATS", "FormatEntry", "known_formats", "load", "preloads"]
