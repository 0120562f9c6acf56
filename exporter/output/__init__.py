"""Output folders, whose files are written whole or not at all, and their manifest."""

from exporter.output.entries import Entry
from exporter.output.folder import CODES, Folder, Verdict
from exporter.output.manifest import Manifest

__all__ = ["CODES", "Entry", "Folder", "Manifest", "Verdict"]
