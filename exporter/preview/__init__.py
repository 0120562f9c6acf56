"""The writer's live view: the files of an export as they would be now, and the findings, beside the open editor."""

from exporter.preview.live import Listed, Live, Plan, Workshop
from exporter.preview.server import application, serve

__all__ = ["Listed", "Live", "Plan", "Workshop", "application", "serve"]
