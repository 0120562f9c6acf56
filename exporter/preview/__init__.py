"""The writer's live view: the files of an export as they would be now, and the findings."""

from exporter.preview.live import Exporter, ListedExport, LivePreview, PreviewPlan
from exporter.preview.server import application, serve

__all__ = ["Exporter", "ListedExport", "LivePreview", "PreviewPlan", "application", "serve"]
