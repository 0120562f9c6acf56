"""Files written whole or not at all, below the output folders only, and the manifest of them."""

from exporter.output.entries import Entry
from exporter.output.folder import CODES, Folder, Verdict
from exporter.output.manifest import Manifest

__all__ = ["CODES", "Entry", "Folder", "Manifest", "Verdict"]
